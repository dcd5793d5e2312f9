/** Who will read what is being written in a thread for the author: they, or the editors alone when it names a colleague. */
import { useText } from '@renderer/app/i18n'
import type { AnnotationAudience } from '@shared/domain/annotation'
import { mentionsIn } from './mentions'
import { useReview } from './review-context'
import classes from './reader-hint.module.css'

export function ReaderHint({ audience, text }: { readonly audience: AnnotationAudience; readonly text: string }) {
  const t = useText()
  const { editors } = useReview()
  const namesSomebody = mentionsIn(text, editors).length > 0
  return (
    // There from the start, so that a screen reader says it when it appears.
    <output className={classes['hint']} data-testid="reader-hint">
      {audience === 'author' && text.trim() !== ''
        ? t(namesSomebody ? 'threads.names-colleague' : 'threads.author-reads')
        : ''}
    </output>
  )
}
