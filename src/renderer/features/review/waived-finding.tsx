import { Button } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { DateText } from '@renderer/components/date-text'
import { ErrorNotice } from '@renderer/components/report-error'
import { openInRules } from '@renderer/features/rules/rules-view'
import type { ReviewFinding } from '@shared/contract/contract'
import { useReview } from './review-context'
import { useRefresh } from './use-refresh'
import classes from './card.module.css'

/** A finding that was let pass: struck, with why and by whom, and the way back. */
export function WaivedFinding({ finding }: { readonly finding: ReviewFinding }) {
  const t = useText()
  const { version } = useReview()
  const refresh = useRefresh()
  const entry = finding.waiver?.entry
  const withdraw = useCoreCommand((client) =>
    client.compliance.withdrawWaiver({ versionId: version?.id ?? '', findingId: finding.id }),
  )
  if (finding.waiver === null) return null
  return (
    <article className={classes['card']} data-testid="finding-waived" data-finding-id={finding.id}>
      <div className={classes['head']}>
        <s className={classes['struck']}>{finding.message}</s>
        <span className={classes['side']}>{finding.clause}</span>
      </div>
      {finding.ofPiece !== true && (
        <q className={classes['quote']}>
          <s>{finding.text}</s>
        </q>
      )}
      <p className={classes['words']}>{finding.waiver.reason}</p>
      <p className={classes['trace']}>
        {finding.waiver.editorName} · <DateText at={finding.waiver.at} as="moment" />
      </p>
      <ErrorNotice error={withdraw.error} onClose={withdraw.reset} />
      <div className={classes['actions']}>
        {entry === undefined ? (
          <Button
            variant="default"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate(undefined, { onSuccess: () => refresh('manuscripts', 'submissions') })}
          >
            {t('review.waive.withdraw')}
          </Button>
        ) : (
          // It lets others pass as well: taken back where all entries are seen.
          <Button variant="default" onClick={() => openInRules({ kind: 'allow-list' })} data-testid="finding-allowed">
            {t('rules.allowed-by', { words: entry.words, scope: t(`rules.allow-scope.${entry.scope}`) })}
          </Button>
        )}
      </div>
    </article>
  )
}
