import { useText } from '@renderer/app/i18n'
import type { AuthorBrief } from '@shared/domain/submission'
import { Chip } from './chip'

/**
 * 身份 and 过稿 N/M beside an author's name. `brief` leaves out that someone is no author yet;
 * `nonAuthorClass` lets a row do so where it is narrow.
 */
export function AuthorChips({
  author,
  brief = false,
  nonAuthorClass,
}: {
  readonly author: AuthorBrief
  readonly brief?: boolean
  readonly nonAuthorClass?: string
}) {
  const t = useText()
  return (
    <>
      {!(brief && author.identity === 'non-author') && (
        <span className={author.identity === 'non-author' ? nonAuthorClass : undefined}>
          <Chip tone={author.identity === 'chunyu' ? 'accent' : 'plain'}>{t(`identity.${author.identity}`)}</Chip>
        </span>
      )}
      {author.listing !== null && (
        <Chip tone={author.listing === 'refuse' ? 'error' : 'warning'} testId="listing-mark" title={t('listing.mark')}>
          {t(`listing.${author.listing}`)}
        </Chip>
      )}
      <Chip>{t('author.accepted', { accepted: author.acceptedCount, total: author.submissionCount })}</Chip>
    </>
  )
}
