/** 分稿 outside 初筛: who works on a piece, and a picker to change that. */
import { Button } from '@mantine/core'
import { IconUserShare } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreConnection } from '@renderer/client/use-core'
import { EditorDot } from '@renderer/components/editor-name'
import { useReportError } from '@renderer/components/report-error'
import { offerUndo } from '@renderer/features/review/undo-toast'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { colorIn, useEditors, useWorkingEditors } from '@renderer/state/use-editors'
import type { SubmissionRow } from '@shared/domain/submission'
import { useState } from 'react'
import { EditorPicker } from './editor-picker'

/** Seconds in which it is taken back by one key; later by the picker. */
const UNDO_SECONDS = 10

export function AssignButton({ row }: { readonly row: SubmissionRow }) {
  const t = useText()
  const connection = useCoreConnection()
  const reportError = useReportError()
  const me = useDeskInfo().data?.editor.id
  const editors = useEditors()
  const working = useWorkingEditors()
  // The piece whose picker is open: another may be selected meanwhile.
  const [picking, setPicking] = useState<SubmissionRow | null>(null)
  const assign = useCoreCommand((client, to: { submissionId: string; editorId: string | null }) =>
    client.submissions.assign(to),
  )
  const give = (piece: SubmissionRow, editorId: string | null, name: string): void => {
    const submissionId = piece.id
    const before = piece.assignee?.id ?? null
    setPicking(null)
    assign.mutate(
      { submissionId, editorId },
      {
        onSuccess: () =>
          offerUndo({
            id: `assign ${submissionId}`,
            message: editorId === null ? t('assign.undone') : t('assign.done', { name }),
            seconds: UNDO_SECONDS,
            testId: 'assign-undo',
            undo: async () => (await connection.client()).submissions.assign({ submissionId, editorId: before }),
            onError: reportError,
          }),
      },
    )
  }
  const color = row.assignee === null ? null : colorIn(editors, row.assignee.id)
  return (
    <>
      <Button
        variant="default"
        leftSection={color === null ? <IconUserShare size={15} aria-hidden="true" /> : <EditorDot color={color} />}
        loading={assign.isPending}
        data-testid="assign"
        onClick={() => setPicking(row)}
      >
        {row.assignee === null ? t('assign.button') : t('assign.with', { name: row.assignee.name })}
      </Button>
      <EditorPicker
        opened={picking !== null}
        editors={working}
        me={me}
        onClose={() => setPicking(null)}
        onPick={(editor) => {
          if (picking !== null) give(picking, editor.id, editor.name)
        }}
        onNobody={picking === null || picking.assignee === null ? undefined : () => give(picking, null, '')}
      />
    </>
  )
}
