/** A comment that lost its place: the old words among their neighbours, a place that may be theirs, and the ways to settle it. */
import { Button } from '@mantine/core'
import { IconCheck, IconMapPin } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useCoreCommand } from '@renderer/client/use-core'
import { KeyHint } from '@renderer/components/key-hint'
import { ErrorNotice } from '@renderer/components/report-error'
import { chosenSpan, spanOf, spanOfPiece, type BlockSpan } from '@renderer/editor/text-selection'
import { quoteOf, spansOf } from '@shared/manuscript/anchor'
import { projectedBlocks } from '@shared/manuscript/projection'
import { notifications } from '@mantine/notifications'
import { PARAGRAPH_SIGN, sayQuote } from './quoted-words'
import { useReview } from './review-context'
import type { PlacedAnnotation } from './review-model'
import { useTextHandle } from './text-handle'
import { useRefresh } from './use-refresh'
import { useSettledAnchor } from './use-settled-anchor'
import { useThreadCommands } from './use-thread-commands'
import classes from './carried-notes.module.css'

/** What is selected in the text as it stands: while it is edited it runs ahead of the version. */
function selectedSpan(): BlockSpan | null {
  const { handle } = useTextHandle.getState()
  const selected = handle?.selection() ?? null
  if (handle === null || selected === null) return null
  return spanOf(projectedBlocks(handle.view.state.doc, 'current'), selected.from, selected.to)
}

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
  const settledAnchor = useSettledAnchor()
  const versionId = version?.id ?? ''
  const place = useCoreCommand(async (client, span: BlockSpan) => {
    const anchor = await settledAnchor({ versionId, ...chosenSpan(span) })
    return client.annotations.place({ annotationId: annotation.id, versionId, anchor })
  })
  const maybe = carried?.place.kind === 'uncertain' ? carried.place : null
  const pieces = (maybe === null ? [] : spansOf(maybe)).flatMap(({ block: id, start, end }) => {
    const block = document?.blocks.find((each) => each.id === id)
    return block === undefined ? [] : [spanOfPiece(block, start, end)]
  })
  const [first, ...more] = pieces
  const last = pieces.at(-1)
  const proposed = first === undefined ? null : { ...first, more }
  const putHere = (): void => {
    if (document === null || place.isPending) return
    const span = selectedSpan() ?? proposed
    if (span === null) {
      notifications.show({ id: 'nothing-selected', message: t('carried.nothing-selected'), withCloseButton: false })
      return
    }
    place.mutate(span, {
      onSuccess: () => {
        refresh('annotations', 'letters')
        notifications.show({ id: `placed ${annotation.id}`, message: t('carried.placed'), withCloseButton: false })
      },
    })
  }
  useKeys({ 'review.place-here': putHere }, { enabled: active })
  const { anchor } = annotation
  return (
    <div className={classes['box']} data-testid="re-place">
      <p className={classes['label']}>{t('carried.before')}</p>
      <p className={classes['context']} lang="zh-CN">
        {anchor.prefix}
        <mark>{sayQuote(t, quoteOf(anchor))}</mark>
        {anchor.more?.at(-1)?.suffix ?? anchor.suffix}
      </p>
      <p className={classes['label']}>
        {proposed === null
          ? t('carried.gone')
          : t('carried.maybe', { percent: format.percent(maybe?.confidence ?? 0) })}
      </p>
      {proposed !== null && last !== undefined && (
        <p className={classes['context']} lang="zh-CN" data-testid="re-place-proposed">
          {proposed.block.text.slice(Math.max(0, proposed.start - AROUND), proposed.start)}
          <mark>{pieces.map(({ block, start, end }) => block.text.slice(start, end)).join(PARAGRAPH_SIGN)}</mark>
          {last.block.text.slice(last.end, last.end + AROUND)}
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
