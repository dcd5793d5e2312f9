import type { ReactNode, Ref } from 'react'
import classes from './pane.module.css'

/** A column of the desk: a head that stays, what scrolls, a foot that stays. */
export function Pane({
  head,
  foot,
  children,
  label,
  scrollRef,
  onScroll,
  testId,
  ground = 'paper',
  focusable = false,
}: {
  readonly head?: ReactNode
  readonly foot?: ReactNode
  readonly children: ReactNode
  /** What the column is, for screen readers. */
  readonly label?: string
  readonly scrollRef?: Ref<HTMLDivElement>
  readonly onScroll?: (top: number) => void
  readonly testId?: string
  readonly ground?: 'paper' | 'surface'
  /** The content has nothing to tab to: the column itself takes the focus, so that keys can scroll it. */
  readonly focusable?: boolean
}) {
  return (
    <section className={classes['pane']} aria-label={label} data-testid={testId} data-ground={ground}>
      {head}
      <div
        className={classes['scroll']}
        ref={scrollRef}
        // What scrolls must be reachable by keys (WCAG 2.1.1).
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={focusable ? 0 : undefined}
        onScroll={onScroll && ((event) => onScroll(event.currentTarget.scrollTop))}
      >
        {children}
      </div>
      {foot}
    </section>
  )
}

/** The line under a list: how many, and which keys. */
export function PaneFoot({ children, end }: { readonly children: ReactNode; readonly end?: ReactNode }) {
  return (
    <footer className={classes['foot']}>
      <span className={classes['footStart']}>{children}</span>
      {end !== undefined && <span className={classes['footEnd']}>{end}</span>}
    </footer>
  )
}
