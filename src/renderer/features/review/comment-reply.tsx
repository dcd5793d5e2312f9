import { Button } from '@mantine/core'
import { keyOf } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { Annotation } from '@shared/domain/annotation'
import { MentionTextarea } from './mention-textarea'
import { mentionsIn } from './mentions'
import { ReaderHint } from './reader-hint'
import { useReview } from './review-context'
import { replyDraft, useDraft } from './thread-drafts'
import { useRefresh } from './use-refresh'
import classes from './comment-reply.module.css'

/** One line that grows into a reply. */
export function CommentReply({
  annotation: { id: annotationId, audience },
}: {
  readonly annotation: Pick<Annotation, 'id' | 'audience'>
}) {
  const t = useText()
  const { editors } = useReview()
  const refresh = useRefresh()
  const [text, setText] = useDraft(replyDraft(annotationId))
  const reply = useCoreCommand((client, words: string) =>
    client.annotations.reply({ annotationId, text: words, mentions: mentionsIn(words, editors) }),
  )
  const written = (text ?? '').trim()
  const save = (): void => {
    if (written === '' || reply.isPending) return
    reply.mutate(written, {
      onSuccess: () => {
        setText(null)
        refresh('annotations', 'letters')
      },
    })
  }
  return (
    <div className={classes['reply']}>
      <MentionTextarea
        value={text ?? ''}
        onChange={setText}
        onSubmit={save}
        onEscape={() => {
          if (written === '') setText(null)
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        }}
        label={t('review.comments.reply')}
        placeholder={t('review.comments.reply-placeholder')}
        minRows={1}
        // Begun by its key and still empty: the caret goes there.
        focused={text === ''}
        testId="comment-reply"
      />
      <ReaderHint audience={audience} text={text ?? ''} />
      <ErrorNotice error={reply.error} onClose={reply.reset} />
      {written !== '' && (
        <Button onClick={save} loading={reply.isPending} title={keyOf('decide.send')} data-testid="comment-reply-save">
          {t('review.comments.reply')}
        </Button>
      )}
    </div>
  )
}
