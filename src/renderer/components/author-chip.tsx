import { useText } from '@renderer/app/i18n'
import type { AuthorBrief } from '@shared/domain/submission'
import { Chip } from './chip'

/** 身份 and 过稿 N/M beside an author's name; `brief`, in narrow columns, leaves out that someone is no author yet. */
export function AuthorChips({ author, brief = false }: { readonly author: AuthorBrief; readonly brief?: boolean }) {
  const t = useText()
  return (
    <>
      {!(brief && author.identity === 'non-author') && (
        <Chip tone={author.identity === 'chunyu' ? 'accent' : 'plain'}>{t(`identity.${author.identity}`)}</Chip>
      )}
      <Chip>{t('author.accepted', { accepted: author.acceptedCount, total: author.submissionCount })}</Chip>
    </>
  )
}
