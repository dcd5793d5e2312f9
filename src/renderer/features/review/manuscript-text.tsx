/** The text with its marks: selecting, commenting and highlighting, and the way from mark to card and back. */
import { useKeys } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { ManuscriptEditor, type ManuscriptHandle } from '@renderer/editor/manuscript-editor'
import { spanOf, wholeBlock, type BlockSpan } from '@renderer/editor/text-selection'
import type { TextMark } from '@renderer/editor/text-marks'
import { makeAnchor } from '@shared/manuscript/anchor'
import { documentJson } from '@shared/manuscript/document-json'
import { useEffect, useMemo, useRef, useState } from 'react'
import { MarkGutter } from './mark-gutter'
import { useReview, type ReviewDocument } from './review-context'
import { stepMark } from './review-model'
import { bubblePlace, SelectionBubble, type BubblePlace } from './selection-bubble'
import { useRefresh } from './use-refresh'
import { useSelectMark } from './use-select-mark'
import { useStartComment } from './use-start-comment'
import classes from './manuscript-text.module.css'

export function ManuscriptText({ document }: { readonly document: ReviewDocument }) {
  const t = useText()
  const { version, marks, stations, activeId, mode } = useReview()
  const select = useSelectMark()
  const startComment = useStartComment()
  const refresh = useRefresh()
  const paper = useRef<HTMLDivElement>(null)
  const [handle, setHandle] = useState<ManuscriptHandle | null>(null)
  const [chosen, setChosen] = useState<{ readonly span: BlockSpan; readonly place: BubblePlace } | null>(null)
  const json = useMemo(() => documentJson(document.node), [document.node])
  const highlight = useCoreCommand((client, span: BlockSpan) =>
    client.annotations.add({
      versionId: version?.id ?? '',
      kind: 'highlight',
      anchor: makeAnchor(document.contentHash, span.block, span.start, span.end),
      audience: 'editors',
      text: '',
    }),
  )

  const chosenSpan = (): BlockSpan | null => {
    const selected = handle?.selection() ?? null
    return selected === null ? null : spanOf(document.blocks, selected.from, selected.to)
  }
  const clear = (): void => {
    window.getSelection()?.removeAllRanges()
    setChosen(null)
  }
  const choose = (): void => {
    const span = chosenSpan()
    const box = paper.current
    setChosen(span === null || box === null || handle === null ? null : { span, place: bubblePlace(handle, box, span) })
  }
  const comment = (selected: BlockSpan | null): void => {
    const over =
      selected ??
      spanOfMark(
        document,
        marks.filter((mark) => mark.id === activeId),
      ) ??
      topmostBlock(document, paper.current)
    if (over === null) return
    clear()
    startComment({ span: over })
  }
  const left = useRef(-1)
  useEffect(() => {
    const at = activeId === null ? -1 : stations.indexOf(activeId)
    if (at >= 0) left.current = at
  }, [activeId, stations])
  const step = (direction: 1 | -1): void => {
    const next = stepMark(stations, activeId, direction, left.current)
    if (next !== null) select(next)
  }

  useKeys({
    'review.comment': () => comment(chosenSpan()),
    'review.comment-in-text': () => comment(chosenSpan()),
    'review.next-mark': () => step(1),
    'review.previous-mark': () => step(-1),
  })

  // A mark selected before the text is there is shown as soon as it is.
  const drawn = marks.some((mark) => mark.id === activeId)
  useEffect(() => {
    if (activeId !== null && drawn) revealMark(paper.current, activeId)
  }, [activeId, drawn])
  useEffect(() => {
    // A selection that collapses elsewhere on the page is no selection of the text any more.
    const onChange = (): void => {
      if (window.getSelection()?.isCollapsed !== false) setChosen(null)
    }
    window.document.addEventListener('selectionchange', onChange)
    return () => window.document.removeEventListener('selectionchange', onChange)
  }, [])

  return (
    <div className={classes['paper']} ref={paper} data-testid="manuscript-paper">
      <div className={classes['column']}>
        <ErrorNotice error={highlight.error} onClose={highlight.reset} />
        <ManuscriptEditor
          document={json}
          editable={mode !== 'reading'}
          byline={bylineOf(document, version?.byline ?? '')}
          marks={marks}
          activeId={activeId}
          label={t('review.text.label', { title: version?.title ?? '' })}
          onReady={setHandle}
          onPick={(ids) => select(nextUnder(ids, activeId))}
          onSelect={choose}
        />
        <MarkGutter paper={paper} handle={handle} marks={marks} activeId={activeId} onPick={select} />
      </div>
      {chosen !== null && (
        <SelectionBubble
          place={chosen.place}
          onComment={() => comment(chosen.span)}
          onHighlight={() => {
            highlight.mutate(chosen.span, { onSuccess: () => refresh('annotations') })
            clear()
          }}
        />
      )}
    </div>
  )
}

/** The byline under the title, unless the text has it as a paragraph of its own. */
function bylineOf(document: ReviewDocument, byline: string): string {
  return document.blocks.slice(0, 4).some((block) => block.text.trim() === byline.trim()) ? '' : byline.trim()
}

/** Clicking again where several marks lie goes to the next of them. */
function nextUnder(ids: readonly string[], activeId: string | null): string | null {
  if (ids.length === 0) return null
  const at = activeId === null ? -1 : ids.indexOf(activeId)
  return ids[(at + 1) % ids.length] ?? null
}

function spanOfMark(document: ReviewDocument, pieces: readonly TextMark[]): BlockSpan | null {
  const [first, last] = [pieces[0], pieces.at(-1)]
  return first === undefined || last === undefined ? null : spanOf(document.blocks, first.from, last.to)
}

/** Without a selection a comment is about the paragraph at the top of what is seen. */
function topmostBlock(document: ReviewDocument, paper: HTMLElement | null): BlockSpan | null {
  const top = paper?.getBoundingClientRect().top ?? 0
  const seen = [...(paper?.querySelectorAll<HTMLElement>('[data-block]') ?? [])].find(
    (element) => element.getBoundingClientRect().bottom > top + 24 && element.textContent.trim() !== '',
  )
  const block = document.blocks.find((each) => each.id === seen?.dataset['block'])
  return block === undefined ? null : wholeBlock(block)
}

function revealMark(paper: HTMLElement | null, id: string): void {
  const element = paper?.querySelector(`[data-mark-id="${CSS.escape(id)}"]`)
  if (paper === null || element == null) return
  const seen = paper.getBoundingClientRect()
  const place = element.getBoundingClientRect()
  if (place.top < seen.top + 24 || place.bottom > seen.bottom - 48) element.scrollIntoView({ block: 'center' })
}
