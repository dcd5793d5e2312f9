/** One thread or highlight: the words it is about, what was said, and what can be done with it. */
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconEye, IconEyeOff, IconTrash } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreConnection } from '@renderer/client/use-core'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { ErrorNotice, useReportError } from '@renderer/components/report-error'
import { CommentReply } from './comment-reply'
import { useReview } from './review-context'
import type { PlacedAnnotation } from './review-model'
import { offerUndo } from './undo-toast'
import { useRefresh } from './use-refresh'
import { useRevealed } from './use-revealed'
import { useSelectMark } from './use-select-mark'
import card from './card.module.css'
import classes from './comment-card.module.css'

const UNDO_SECONDS = 8

export function CommentCard({ placed: { annotation, place } }: { readonly placed: PlacedAnnotation }) {
  const t = useText()
  const { detail, version, activeId } = useReview()
  const select = useSelectMark()
  const active = activeId === annotation.id
  const ref = useRevealed<HTMLElement>(active)
  const resolved = annotation.state === 'resolved'
  const from = detail.versions.find((each) => each.id === annotation.versionId)
  return (
    <article
      ref={ref}
      className={card['card']}
      data-tone={resolved ? undefined : annotation.kind}
      data-active={active || undefined}
      data-state={annotation.state}
      data-testid="comment-card"
      data-annotation-id={annotation.id}
    >
      <button type="button" className={card['head']} aria-pressed={active} onClick={() => select(annotation.id)}>
        <span>
          {annotation.kind === 'highlight' ? t('review.comments.highlight') : annotation.comments[0]?.editorName}
        </span>
        <span className={card['side']}>
          {from !== undefined && from.id !== version?.id && (
            <Chip>{t('version.ordinal', { ordinal: from.ordinal })}</Chip>
          )}
          {annotation.kind === 'comment' && (
            <Chip tone={annotation.audience === 'author' ? 'accent' : 'plain'}>
              {t(`audience.${annotation.audience}`)}
            </Chip>
          )}
          <DateText at={annotation.comments[0]?.at ?? annotation.createdAt} />
        </span>
      </button>
      <q className={card['quote']} data-clamp={!active || undefined} data-lost={place.kind === 'lost' || undefined}>
        {annotation.anchor.quote}
      </q>
      {annotation.comments.map((comment, index) => (
        <div key={comment.id} className={classes['comment']}>
          {index > 0 && (
            <p className={classes['by']}>
              {comment.editorName} · <DateText at={comment.at} />
            </p>
          )}
          <p className={classes['text']}>{comment.text}</p>
        </div>
      ))}
      {active && <Actions placed={{ annotation, place }} />}
    </article>
  )
}

function Actions({ placed: { annotation } }: { readonly placed: PlacedAnnotation }) {
  const t = useText()
  const { change } = useReview()
  const refresh = useRefresh()
  const reportError = useReportError()
  const connection = useCoreConnection()
  const annotationId = annotation.id
  const resolved = annotation.state === 'resolved'
  const act = useCoreCommand(async (client, action: 'state' | 'audience' | 'remove') => {
    if (action === 'state') await client.annotations.setState({ annotationId, state: resolved ? 'open' : 'resolved' })
    else if (action === 'audience') {
      await client.annotations.setAudience({
        annotationId,
        audience: annotation.audience === 'author' ? 'editors' : 'author',
      })
    } else await client.annotations.remove({ annotationId })
  })
  const done = { onSuccess: () => refresh('annotations', 'letters') }
  const remove = (): void =>
    act.mutate('remove', {
      onSuccess: () => {
        change({ activeId: null })
        refresh('annotations', 'letters')
        offerUndo({
          id: `annotation ${annotationId}`,
          message: t('review.comments.removed'),
          seconds: UNDO_SECONDS,
          undo: async () => {
            await (await connection.client()).annotations.restore({ annotationId })
            refresh('annotations', 'letters')
          },
          onError: reportError,
        })
      },
    })
  const audienceLabel =
    annotation.audience === 'author' ? t('review.comments.to-editors') : t('review.comments.to-author')
  return (
    <div>
      {annotation.kind === 'comment' && !resolved && <CommentReply annotationId={annotationId} />}
      <ErrorNotice error={act.error} onClose={act.reset} />
      <div className={card['actions']}>
        {annotation.kind === 'comment' && (
          <>
            <Button
              variant="default"
              leftSection={
                resolved ? <IconArrowBackUp size={15} aria-hidden="true" /> : <IconCheck size={15} aria-hidden="true" />
              }
              disabled={act.isPending}
              onClick={() => act.mutate('state', done)}
              data-testid="comment-resolve"
            >
              {resolved ? t('review.comments.reopen') : t('review.comments.resolve')}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              leftSection={
                annotation.audience === 'author' ? (
                  <IconEyeOff size={15} aria-hidden="true" />
                ) : (
                  <IconEye size={15} aria-hidden="true" />
                )
              }
              disabled={act.isPending}
              onClick={() => act.mutate('audience', done)}
              data-testid="comment-audience-switch"
            >
              {audienceLabel}
            </Button>
          </>
        )}
        <Tooltip label={t('action.delete')}>
          <ActionIcon
            className={classes['delete'] ?? ''}
            disabled={act.isPending}
            onClick={remove}
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
