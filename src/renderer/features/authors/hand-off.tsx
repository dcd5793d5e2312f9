/** 小羽毛清单 comes back from another machine: each line is looked at before anything changes. */
import { Button, Group, Modal, Table } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { ChooseFile } from '@renderer/features/files/choose-file'
import { upload } from '@renderer/features/files/upload'
import type { HandOffRow } from '@shared/domain/author-sheet'
import { useState } from 'react'
import classes from './parts.module.css'

export function ImportHandOff({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const t = useText()
  return (
    <Modal opened={opened} onClose={onClose} title={t('hand-off.import')} size={760}>
      <Steps onClose={onClose} />
    </Modal>
  )
}

function Steps({ onClose }: { readonly onClose: () => void }) {
  const t = useText()
  const [file, setFile] = useState<File | null>(null)
  const [given, setGiven] = useState<{ uploadId: string; rows: HandOffRow[] } | null>(null)
  const read = useCoreCommand(async (client, chosen: File) => {
    const uploadId = await upload(client, chosen)
    return { uploadId, rows: await client.authors.previewHandOff({ uploadId }) }
  })
  const take = useCoreCommand((client, uploadId: string) => client.authors.importHandOff({ uploadId }))
  const steps = given?.rows.filter(({ outcome }) => outcome === 'step' || outcome === 'note').length ?? 0
  return (
    <div className={classes['form']}>
      <p className={classes['quiet']}>{t('hand-off.import-note')}</p>
      <ChooseFile
        file={file}
        onFile={(chosen) => {
          setFile(chosen)
          if (chosen !== null) read.mutate(chosen, { onSuccess: setGiven })
        }}
      />
      <ErrorNotice error={read.error ?? take.error} />
      {given !== null && (
        <Table.ScrollContainer minWidth={0} mah={320}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('hand-off.number')}</Table.Th>
                <Table.Th>{t('author.name')}</Table.Th>
                <Table.Th>{t('hand-off.progress')}</Table.Th>
                <Table.Th>{t('hand-off.note')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {given.rows.map((row) => (
                <Table.Tr key={row.line} data-testid="hand-off-row" data-outcome={row.outcome}>
                  <Table.Td>{row.number}</Table.Td>
                  <Table.Td>{row.authorName}</Table.Td>
                  <Table.Td>
                    {row.problem !== null && t(`hand-off-problem.${row.problem}`)}
                    {row.problem === null && row.from !== null && row.to !== null && row.from !== row.to
                      ? t('timeline.author-wechat-changed', {
                          from: t(`wechat.${row.from}`),
                          to: t(`wechat.${row.to}`),
                        })
                      : row.problem === null && t('sheet-outcome.same')}
                  </Table.Td>
                  <Table.Td>{row.note}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button
          disabled={given === null || steps === 0}
          loading={take.isPending}
          onClick={() => given !== null && take.mutate(given.uploadId, { onSuccess: onClose })}
          data-testid="hand-off-take"
        >
          {t('sheet.take-in')}
        </Button>
      </Group>
    </div>
  )
}
