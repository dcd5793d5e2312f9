import { useText } from '@renderer/app/i18n'
import type { AuthorBrief } from '@shared/domain/submission'
import { Chip } from './chip'

/** 身份 and 过稿 N/M beside an author's name. */
export function AuthorChips({ author }: { readonly author: AuthorBrief }) {
  const t = useText()
  return (
    <>
      <Chip tone={author.identity === 'chunyu' ? 'accent' : 'plain'}>{t(`identity.${author.identity}`)}</Chip>
      <Chip>{t('author.accepted', { accepted: author.acceptedCount, total: author.submissionCount })}</Chip>
    </>
  )
}
