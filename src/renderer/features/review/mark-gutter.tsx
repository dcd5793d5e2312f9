/**
 * Dots beside the lines that carry marks: one a line, in the colour of its gravest mark; a click goes there. Only lines on
 * screen and a screen above and below are measured: what a key costs does not grow with the text.
 */
import { useText } from '@renderer/app/i18n'
import type { ManuscriptHandle } from '@renderer/editor/manuscript-editor'
import { blocksOnScreen } from '@renderer/editor/blocks-on-screen'
import { marksBetween, type TextMark } from '@renderer/editor/text-marks'
import { memo, useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import classes from './mark-gutter.module.css'

interface Dot {
  readonly top: number
  readonly marks: readonly TextMark[]
}

const gravity: Record<TextMark['kind'], number> = { error: 4, warning: 3, comment: 2, note: 1, highlight: 0 }

export function MarkGutter({
  paper,
  handle,
  activeId,
  onPick,
}: {
  readonly paper: RefObject<HTMLDivElement | null>
  readonly handle: ManuscriptHandle | null
  readonly activeId: string | null
  readonly onPick: (id: string) => void
}) {
  const [dots, setDots] = useState<readonly Dot[]>([])
  useEffect(() => {
    const element = paper.current
    if (element === null || handle === null) return
    let frame = 0
    const measure = (): void => {
      frame = 0
      if (!handle.editor.isDestroyed) setDots(dotsOf(handle, element))
    }
    const plan = (): void => {
      if (frame === 0) frame = requestAnimationFrame(measure)
    }
    // Lines move when the pane is resized, a picture arrives, the font changes or a line is added.
    const observer = new ResizeObserver(plan)
    observer.observe(element)
    observer.observe(handle.view.dom)
    element.addEventListener('scroll', plan, { passive: true })
    handle.editor.on('marksDrawn', plan)
    return () => {
      cancelAnimationFrame(frame)
      observer.disconnect()
      element.removeEventListener('scroll', plan)
      handle.editor.off('marksDrawn', plan)
    }
  }, [paper, handle])

  const latest = useRef(onPick)
  useEffect(() => {
    latest.current = onPick
  })
  // One function for as long as the gutter lives, so that only dots that change are drawn again.
  const goTo = useCallback((id: string) => latest.current(id), [])
  return (
    <div className={classes['gutter']}>
      {dots.map((dot) => (
        <GutterDot
          key={dot.top}
          dot={dot}
          activeId={dot.marks.some((mark) => mark.id === activeId) ? activeId : null}
          onPick={goTo}
        />
      ))}
    </div>
  )
}

const GutterDot = memo(function GutterDot({
  dot,
  activeId,
  onPick,
}: {
  readonly dot: Dot
  /** The selected mark if it is one of the dot's. */
  readonly activeId: string | null
  readonly onPick: (id: string) => void
}) {
  const t = useText()
  const active = dot.marks.find((mark) => mark.id === activeId)
  const gravest = dot.marks.toSorted((a, b) => gravity[b.kind] - gravity[a.kind])[0]
  const next = active === undefined ? dot.marks[0] : dot.marks[(dot.marks.indexOf(active) + 1) % dot.marks.length]
  if (gravest === undefined || next === undefined) return null
  return (
    <button
      type="button"
      // Cards and the keys n and p reach the same marks: one stop fewer for the keyboard.
      tabIndex={-1}
      className={classes['dot']}
      data-kind={gravest.kind}
      data-active={active !== undefined || undefined}
      style={{ top: dot.top }}
      aria-label={t('review.text.dot', { count: dot.marks.length })}
      onClick={() => onPick(next.id)}
    />
  )
})

function dotsOf(handle: ManuscriptHandle, paper: HTMLElement): Dot[] {
  const { view } = handle
  const seen = paper.getBoundingClientRect()
  const origin = seen.top - paper.scrollTop
  const lines = new Map<number, TextMark[]>()
  const range = blocksOnScreen(view, seen.top - seen.height, seen.bottom + seen.height)
  if (range === null) return []
  for (const mark of marksBetween(view.state, range.from, range.to)) {
    if (mark.kind === 'highlight') continue
    const place = view.coordsAtPos(mark.from)
    const top = Math.round((place.top + place.bottom) / 2 - origin)
    const known = lines.get(top) ?? []
    // A mark in several pieces counts once a line.
    if (!known.some(({ id }) => id === mark.id)) lines.set(top, [...known, mark])
  }
  return [...lines.entries()].map(([top, at]) => ({ top, marks: at }))
}
