/** What can be done with the selected thread or highlight: reply, resolve, link a clause, change the label, whom it is for, delete. */
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconEye, IconEyeOff, IconGavel, IconTrash } from '@tabler/icons-react'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { Annotation } from '@shared/domain/annotation'
import { useState } from 'react'
import { ClausePicker } from './clause-picker'
import { CommentReply } from './comment-reply'
import { LabelPicker } from './label-picker'
import { beginDraft, replyDraft } from './thread-drafts'
import { useRefresh } from './use-refresh'
import { useThreadCommands } from './use-thread-commands'
import card from './card.module.css'
import classes from './comment-card.module.css'

export function CommentActions({ annotation }: { readonly annotation: Annotation }) {
  const t = useText()
  const refresh = useRefresh()
  const { resolve, remove, busy, error, reset } = useThreadCommands()
  const annotationId = annotation.id
  const resolved = annotation.state === 'resolved'
  const toAuthor = annotation.audience === 'author'
  const [linking, setLinking] = useState(false)
  const act = useCoreCommand(
    async (client, change: { audience: Annotation['audience'] } | { label: string; clause: string | null }) =>
      'audience' in change
        ? client.annotations.setAudience({ annotationId, ...change })
        : client.annotations.label({ annotationId, ...change }),
  )
  const done = { onSuccess: () => refresh('annotations', 'letters') }
  useKeys({
    'review.reply': () => (resolved ? false : beginDraft(replyDraft(annotationId))),
    'review.resolve': () => (annotation.kind === 'comment' ? resolve(annotation) : false),
  })
  const linkClause = (clause: string | null): void => {
    act.mutate({ label: annotation.label, clause }, done)
    setLinking(false)
  }
  return (
    <div>
      {!resolved && <CommentReply annotation={annotation} />}
      {linking && <ClausePicker value={annotation.clause} onChange={linkClause} />}
      <ErrorNotice error={act.error ?? error} onClose={act.error === null ? reset : act.reset} />
      <div className={card['actions']}>
        {annotation.kind === 'comment' && (
          <Button
            variant="default"
            leftSection={
              resolved ? <IconArrowBackUp size={15} aria-hidden="true" /> : <IconCheck size={15} aria-hidden="true" />
            }
            disabled={busy}
            onClick={() => resolve(annotation)}
            title={keyOf('review.resolve')}
            data-testid="comment-resolve"
          >
            {resolved ? t('review.comments.reopen') : t('review.comments.resolve')}
          </Button>
        )}
        {annotation.kind === 'highlight' && (
          <LabelPicker
            current={annotation.label}
            onPick={(label) => act.mutate({ label, clause: annotation.clause }, done)}
          />
        )}
        {annotation.kind === 'comment' && (
          <Tooltip label={toAuthor ? t('review.comments.to-editors') : t('review.comments.to-author')}>
            <ActionIcon
              disabled={act.isPending}
              onClick={() => act.mutate({ audience: toAuthor ? 'editors' : 'author' }, done)}
              aria-label={toAuthor ? t('review.comments.to-editors') : t('review.comments.to-author')}
              data-testid="comment-audience-switch"
            >
              {toAuthor ? <IconEyeOff size={16} /> : <IconEye size={16} />}
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label={t('threads.clause-link')}>
          <ActionIcon
            aria-label={t('threads.clause-link')}
            aria-expanded={linking}
            onClick={() => setLinking(!linking)}
            data-testid="comment-link-clause"
          >
            <IconGavel size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('action.delete')}>
          <ActionIcon
            className={classes['delete'] ?? ''}
            disabled={busy}
            onClick={() => remove(annotation)}
            aria-label={t('action.delete')}
            data-testid="comment-delete"
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  )
}
