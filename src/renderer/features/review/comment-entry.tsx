/** One comment of a thread: who, when, what; one's own can be changed. */
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { keyOf } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { DateText } from '@renderer/components/date-text'
import { EditorName } from '@renderer/components/editor-name'
import { ErrorNotice } from '@renderer/components/report-error'
import { colorIn } from '@renderer/state/use-editors'
import type { Annotation, AnnotationAudience, AnnotationComment } from '@shared/domain/annotation'
import { CommentWords } from './comment-words'
import { MentionTextarea } from './mention-textarea'
import { mentionsIn } from './mentions'
import { ReaderHint } from './reader-hint'
import { useReview } from './review-context'
import { editDraft, useDraft } from './thread-drafts'
import { useRefresh } from './use-refresh'
import classes from './comment-card.module.css'

export function CommentEntry({
  annotation: { id: annotationId, audience },
  comment,
  named,
  active,
}: {
  readonly annotation: Pick<Annotation, 'id' | 'audience'>
  readonly comment: AnnotationComment
  /** Says who and when itself; the first comment's stand in the card's head. */
  readonly named: boolean
  readonly active: boolean
}) {
  const t = useText()
  const format = useFormat()
  const { me, editors } = useReview()
  const [draft, setDraft] = useDraft(editDraft(comment.id))
  const mine = me !== null && comment.editorId === me.id
  return (
    <div className={classes['comment']} data-testid="comment-entry">
      {active && mine && draft === null && (
        <Tooltip label={t('threads.edit')}>
          <ActionIcon
            className={classes['edit'] ?? ''}
            size={24}
            aria-label={t('threads.edit')}
            onClick={() => setDraft(comment.text)}
            data-testid="comment-edit"
          >
            <IconPencil size={14} />
          </ActionIcon>
        </Tooltip>
      )}
      {(named || comment.editedAt !== null) && (
        <p className={classes['by']}>
          {named && (
            <span>
              <EditorName
                name={comment.editorName === '' ? t('threads.nameless') : comment.editorName}
                color={colorIn(editors, comment.editorId)}
              />{' '}
              · <DateText at={comment.at} />
            </span>
          )}
          {comment.editedAt !== null && (
            <span title={format.full(comment.editedAt)} data-testid="comment-edited">
              {t('threads.edited', { when: format.relative(comment.editedAt) })}
            </span>
          )}
        </p>
      )}
      {draft !== null && mine ? (
        <EditComment
          annotationId={annotationId}
          audience={audience}
          comment={comment}
          draft={draft}
          setDraft={setDraft}
        />
      ) : (
        <CommentWords comment={comment} audience={audience} />
      )}
    </div>
  )
}

function EditComment({
  annotationId,
  audience,
  comment,
  draft,
  setDraft,
}: {
  readonly annotationId: string
  readonly audience: AnnotationAudience
  readonly comment: AnnotationComment
  readonly draft: string
  readonly setDraft: (text: string | null) => void
}) {
  const t = useText()
  const { editors } = useReview()
  const refresh = useRefresh()
  const edit = useCoreCommand((client, text: string) =>
    client.annotations.editComment({
      annotationId,
      commentId: comment.id,
      text,
      mentions: mentionsIn(text, editors),
    }),
  )
  const save = (): void => {
    const text = draft.trim()
    if (text === '' || edit.isPending) return
    edit.mutate(text, {
      onSuccess: () => {
        setDraft(null)
        refresh('annotations', 'letters')
      },
    })
  }
  // Escape leaves what was not changed; changed words are left by the button.
  const leave = (): void => {
    if (draft === comment.text) setDraft(null)
  }
  return (
    <div className={classes['editing']}>
      <MentionTextarea
        value={draft}
        onChange={setDraft}
        onSubmit={save}
        onEscape={leave}
        label={t('threads.edit')}
        placeholder={t('review.comments.placeholder')}
        minRows={2}
        focused
        testId="comment-edit-text"
      />
      <ReaderHint audience={audience} text={draft} />
      <ErrorNotice error={edit.error} onClose={edit.reset} />
      <div className={classes['buttons']}>
        <Button variant="subtle" color="gray" onClick={() => setDraft(null)}>
          {t('action.cancel')}
        </Button>
        <Button
          disabled={draft.trim() === ''}
          loading={edit.isPending}
          onClick={save}
          title={keyOf('decide.send')}
          data-testid="comment-edit-save"
        >
          {t('threads.save')}
        </Button>
      </div>
    </div>
  )
}
