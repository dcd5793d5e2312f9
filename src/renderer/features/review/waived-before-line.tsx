/** A finding whose words were let pass in an earlier version: said with the reason, and let pass again by one key, never by itself. */
import { Button } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useKeys } from '@renderer/app/keys'
import { useCoreCommand, useCoreConnection, useCoreQuery } from '@renderer/client/use-core'
import { KeyHint } from '@renderer/components/key-hint'
import { ErrorNotice, useReportError } from '@renderer/components/report-error'
import type { ReviewFinding } from '@shared/contract/contract'
import { useReview } from './review-context'
import { settleTexts } from './text-session'
import { offerUndo } from './undo-toast'
import { useRefresh } from './use-refresh'
import { UNDO_SECONDS } from './use-thread-commands'
import { findingWords } from './finding-words'
import classes from './carried-notes.module.css'

export function WaivedBeforeLine({ finding, active }: { readonly finding: ReviewFinding; readonly active: boolean }) {
  const t = useText()
  const { detail, version, change } = useReview()
  const refresh = useRefresh()
  const reportError = useReportError()
  const connection = useCoreConnection()
  const versionId = version?.id ?? ''
  // The first version has none before it.
  const isLater = detail.versions.some(({ ordinal }) => ordinal < (version?.ordinal ?? 0))
  const known = useCoreQuery(
    ['manuscripts', 'waived-before', versionId, version?.contentHash],
    (client) => client.compliance.waivedBefore({ versionId }),
    { enabled: isLater },
  ).data?.find(({ findingId }) => findingId === finding.id)
  const target = { versionId, findingId: finding.id }
  const waive = useCoreCommand(async (client, reason: string) => {
    await settleTexts(versionId)
    return client.compliance.waive({ ...target, reason })
  })
  const again = (): void => {
    if (known === undefined || waive.isPending) return
    waive.mutate(known.reason, {
      onSuccess: () => {
        change({ activeId: null })
        refresh('manuscripts', 'submissions')
        offerUndo({
          id: `waive ${finding.id}`,
          message: t('review.waive.done', { text: findingWords(finding) }),
          seconds: UNDO_SECONDS,
          undo: async () => {
            await (await connection.client()).compliance.withdrawWaiver(target)
            refresh('manuscripts', 'submissions')
          },
          onError: reportError,
        })
      },
    })
  }
  useKeys({ 'review.waive-again': again }, { enabled: active && known !== undefined })
  if (known === undefined) return null
  return (
    <div className={classes['outcome']} data-testid="waived-before">
      <p className={classes['said']} title={t('waived-before.by', { editor: known.editorName })}>
        {t('waived-before.line', { ordinal: known.ordinal, reason: known.reason })}
      </p>
      <ErrorNotice error={waive.error} onClose={waive.reset} />
      {active && (
        <div className={classes['actions']}>
          <Button
            variant="default"
            size="compact-sm"
            rightSection={<KeyHint action="review.waive-again" onButton />}
            loading={waive.isPending}
            onClick={again}
            data-testid="waive-again"
          >
            {t('waived-before.again')}
          </Button>
        </div>
      )}
    </div>
  )
}
