/** What one has to know of an author before writing to them: the internal list, a sanction in force, an objection, 自主发稿. */
import { Button } from '@mantine/core'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useTermsDialogs } from '@renderer/features/terms/terms-dialogs'
import { useNow } from '@renderer/state/use-now'
import { useAuthorsView } from '@renderer/state/authors-view'
import type { AuthorRecord } from '@shared/domain/author'
import { isConsentMissing } from '@shared/domain/terms'
import { leftOf } from './sanction-words'
import classes from './parts.module.css'

export function RecordNotices({ record }: { readonly record: AuthorRecord }) {
  const t = useText()
  const format = useFormat()
  const now = useNow()
  const noteGuardian = useTermsDialogs((state) => state.noteGuardian)
  const setTab = useAuthorsView((state) => state.setTab)
  const listed = record.listings.find(({ endedAt }) => endedAt === null)
  const standing = record.basis.history.filter(({ state }) => state === 'in-force' || state === 'proposed')
  const objections = record.objections.filter(({ outcome }) => outcome === 'open')
  const unconsented = isConsentMissing(record.guardian)
  if (listed === undefined && standing.length === 0 && objections.length === 0 && !unconsented && !record.erased)
    return null
  const look = (
    <Button size="compact-xs" variant="subtle" className={classes['push'] ?? ''} onClick={() => setTab('sanctions')}>
      {t('sanction.look')}
    </Button>
  )
  return (
    <div className={classes['notices']}>
      {record.erased && (
        <p className={classes['notice']} data-testid="notice-erased">
          {t('erasure.notice')}
        </p>
      )}
      {listed !== undefined && (
        <p
          className={classes['notice']}
          data-tone={listed.level === 'refuse' ? 'error' : undefined}
          data-testid="notice-listed"
        >
          <b>{t('listing.notice', { level: t(`listing.${listed.level}`) })}</b>
          <span>{listed.reason}</span>
          <span className={classes['quiet']}>
            {t('listing.review-on', { date: format.localDate(listed.reviewOn) })}
          </span>
          {look}
        </p>
      )}
      {unconsented && (
        <p className={classes['notice']} data-testid="notice-guardian">
          <span>{t('guardian.missing')}</span>
          <Button
            size="compact-xs"
            variant="subtle"
            className={classes['push'] ?? ''}
            onClick={() => noteGuardian(record.author.id)}
          >
            {t('guardian.note')}
          </Button>
        </p>
      )}
      {standing.map((sanction) => (
        <p key={sanction.id} className={classes['notice']} data-tone="error" data-testid="notice-sanction">
          <b>{t(`measure.${sanction.measure}`)}</b>
          <span>{t(`sanction-state.${sanction.state}`)}</span>
          {sanction.state === 'in-force' && <span>{leftOf(t, sanction.endsAt, now)}</span>}
          {look}
        </p>
      ))}
      {objections.map((objection) => (
        <p key={objection.id} className={classes['notice']} data-testid="notice-objection">
          <b>{t('objection.open')}</b>
          <span>{t('timeline.in', { title: objection.submissionTitle || t('title.none') })}</span>
          {look}
        </p>
      ))}
    </div>
  )
}
