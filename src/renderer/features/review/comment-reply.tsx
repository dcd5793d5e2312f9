import { Button, Textarea } from '@mantine/core'
import { keyOf } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { COMMENT_MAX } from '@shared/domain/annotation'
import { useState, type KeyboardEvent } from 'react'
import { submits } from './submits'
import { useRefresh } from './use-refresh'
import classes from './comment-reply.module.css'

/** One line that grows into a reply. */
export function CommentReply({ annotationId }: { readonly annotationId: string }) {
  const t = useText()
  const refresh = useRefresh()
  const [text, setText] = useState('')
  const reply = useCoreCommand((client, words: string) => client.annotations.reply({ annotationId, text: words }))
  const save = (): void => {
    if (text.trim() === '' || reply.isPending) return
    reply.mutate(text.trim(), {
      onSuccess: () => {
        setText('')
        refresh('annotations')
      },
    })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!submits(event)) return
    event.preventDefault()
    save()
  }
  return (
    <div className={classes['reply']}>
      <Textarea
        aria-label={t('review.comments.reply')}
        placeholder={t('review.comments.reply-placeholder')}
        value={text}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={COMMENT_MAX}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        data-testid="comment-reply"
      />
      <ErrorNotice error={reply.error} onClose={reply.reset} />
      {text.trim() !== '' && (
        <Button onClick={save} loading={reply.isPending} title={keyOf('decide.send')} data-testid="comment-reply-save">
          {t('review.comments.reply')}
        </Button>
      )}
    </div>
  )
}
