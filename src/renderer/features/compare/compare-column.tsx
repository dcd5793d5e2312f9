import { useEffect, useId, useMemo, useRef, type ReactNode } from 'react'
import { segmentsOf, type Span } from './passage-segments'
import classes from './compare-dialog.module.css'

/** One of the two texts, its passages marked; a click on one shows its counterpart. */
export function CompareColumn({
  head,
  label,
  text,
  spans,
  active,
  onChoose,
  empty,
  testId,
}: {
  readonly head: ReactNode
  readonly label: string
  readonly text: string
  readonly spans: readonly Span[]
  readonly active: number
  readonly onChoose: (passage: number) => void
  readonly empty: string
  readonly testId: string
}) {
  const headId = useId()
  const scroller = useRef<HTMLElement>(null)
  const segments = useMemo(() => segmentsOf(text, spans), [text, spans])
  const choose = useRef(onChoose)
  useEffect(() => {
    choose.current = onChoose
  })
  useEffect(() => {
    const element = scroller.current
    const listen = (event: MouseEvent): void => {
      const mark = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-passage]') : null
      if (mark !== null) choose.current(Number(mark.dataset['passage']))
    }
    element?.addEventListener('click', listen)
    return () => element?.removeEventListener('click', listen)
  }, [])
  useEffect(() => {
    scroller.current?.querySelector(`[data-passage="${active}"]`)?.scrollIntoView({ block: 'center' })
  }, [active])
  return (
    <section className={classes['column']} aria-labelledby={headId} data-testid={testId}>
      <header className={classes['columnHead']} id={headId}>
        {head}
      </header>
      {/* Focused to be scrolled by the keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section ref={scroller} className={classes['text']} aria-label={label} tabIndex={0} lang="zh-CN">
        {text === '' && <p className={classes['none']}>{empty}</p>}
        {segments.map((segment, index) =>
          segment.passage === null ? (
            segment.text
          ) : (
            <mark
              key={`${index} ${segment.passage}`}
              data-passage={segment.passage}
              data-active={segment.passage === active || undefined}
            >
              {segment.text}
            </mark>
          ),
        )}
      </section>
    </section>
  )
}
