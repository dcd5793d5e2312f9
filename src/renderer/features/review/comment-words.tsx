/** What was said, with the colleagues it names as chips; one who is named but whose name is another now follows at the end. */
import { useText } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import type { AnnotationAudience, AnnotationComment } from '@shared/domain/annotation'
import { mentionParts } from './mentions'
import { useReview } from './review-context'
import classes from './comment-card.module.css'

export function CommentWords({
  comment,
  audience,
}: {
  readonly comment: AnnotationComment
  /** Of its thread. */
  readonly audience: AnnotationAudience
}) {
  const t = useText()
  const { editors, me } = useReview()
  const named = editors.filter(({ id }) => comment.mentions.includes(id))
  const parts = mentionParts(comment.text, named).map((part, index) => ({ part, key: `${index} ${part.text}` }))
  const inWords = new Set(parts.flatMap(({ part }) => (part.kind === 'mention' ? part.editorIds : [])))
  const isMe = (ids: readonly string[]): boolean => me !== null && ids.includes(me.id)
  return (
    <p className={classes['text']}>
      {parts.map(({ part, key }) =>
        part.kind === 'words' ? (
          <span key={key}>{part.text}</span>
        ) : (
          <Chip key={key} tone={isMe(part.editorIds) ? 'warning' : 'note'} testId="mention">
            {part.text}
          </Chip>
        ),
      )}
      {named
        .filter(({ id }) => !inWords.has(id))
        .map((editor) => (
          <Chip key={editor.id} tone={isMe([editor.id]) ? 'warning' : 'note'} testId="mention">
            @{editor.name}
          </Chip>
        ))}
      {audience === 'author' && comment.mentions.length > 0 && (
        <span className={classes['inside']} title={t('threads.names-colleague')} data-testid="comment-inside">
          {t('audience.editors')}
        </span>
      )}
    </p>
  )
}
