/** A comment that lost its place: the old words among their neighbours, a place that may be theirs, and the ways to settle it. */
import { Button } from '@mantine/core'
import { IconCheck, IconMapPin } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useCoreCommand } from '@renderer/client/use-core'
import { KeyHint } from '@renderer/components/key-hint'
import { ErrorNotice } from '@renderer/components/report-error'
import { spanOf } from '@renderer/editor/text-selection'
import { makeAnchor, type Anchor } from '@shared/manuscript/anchor'
import { notifications } from '@mantine/notifications'
import { useReview } from './review-context'
import type { PlacedAnnotation } from './review-model'
import { useTextHandle } from './text-handle'
import { useRefresh } from './use-refresh'
import { useThreadCommands } from './use-thread-commands'
import classes from './carried-notes.module.css'

/** Characters shown on either side of a proposed place. */
const AROUND = 24

export function RePlace({
  placed: { annotation, carried },
  active,
}: {
  readonly placed: PlacedAnnotation
  readonly active: boolean
}) {
  const t = useText()
  const format = useFormat()
  const { document, version } = useReview()
  const refresh = useRefresh()
  const { resolve } = useThreadCommands()
  const place = useCoreCommand((client, anchor: Anchor) =>
    client.annotations.place({ annotationId: annotation.id, versionId: version?.id ?? '', anchor }),
  )
  const maybe = carried?.place.kind === 'uncertain' ? carried.place : null
  const block = document?.blocks.find(({ id }) => id === maybe?.block)
  const proposed = maybe === null || block === undefined ? null : { block, start: maybe.start, end: maybe.end }
  const putHere = (): void => {
    if (document === null || place.isPending) return
    const selected = useTextHandle.getState().handle?.selection() ?? null
    const span = (selected === null ? null : spanOf(document.blocks, selected.from, selected.to)) ?? proposed
    if (span === null) {
      notifications.show({ id: 'nothing-selected', message: t('carried.nothing-selected'), withCloseButton: false })
      return
    }
    place.mutate(makeAnchor(document.contentHash, span.block, span.start, span.end), {
      onSuccess: () => {
        refresh('annotations', 'letters')
        notifications.show({ id: `placed ${annotation.id}`, message: t('carried.placed'), withCloseButton: false })
      },
    })
  }
  useKeys({ 'review.place-here': putHere }, { enabled: active })
  const { prefix, quote, suffix } = annotation.anchor
  return (
    <div className={classes['box']} data-testid="re-place">
      <p className={classes['label']}>{t('carried.before')}</p>
      <p className={classes['context']} lang="zh-CN">
        {prefix}
        <mark>{quote}</mark>
        {suffix}
      </p>
      <p className={classes['label']}>
        {proposed === null
          ? t('carried.gone')
          : t('carried.maybe', { percent: format.percent(maybe?.confidence ?? 0) })}
      </p>
      {proposed !== null && (
        <p className={classes['context']} lang="zh-CN" data-testid="re-place-proposed">
          {proposed.block.text.slice(Math.max(0, proposed.start - AROUND), proposed.start)}
          <mark>{proposed.block.text.slice(proposed.start, proposed.end)}</mark>
          {proposed.block.text.slice(proposed.end, proposed.end + AROUND)}
        </p>
      )}
      {active && (
        <>
          <p className={classes['label']}>{t('carried.how', { key: keyOf('review.place-here') })}</p>
          <ErrorNotice error={place.error} onClose={place.reset} />
          <div className={classes['actions']}>
            <Button
              variant="default"
              leftSection={<IconMapPin size={15} aria-hidden="true" />}
              rightSection={<KeyHint action="review.place-here" onButton />}
              loading={place.isPending}
              // What is selected in the text stays selected.
              onMouseDown={(event) => event.preventDefault()}
              onClick={putHere}
              data-testid="re-place-here"
            >
              {t('carried.place-here')}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconCheck size={15} aria-hidden="true" />}
              onClick={() => resolve(annotation)}
              data-testid="re-place-drop"
            >
              {t('carried.not-needed')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
