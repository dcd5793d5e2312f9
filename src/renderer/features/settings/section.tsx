import type { ReactNode } from 'react'
import classes from './section.module.css'

/** One page of the settings: a heading, a line on what it is for, groups below. */
export function Section({
  title,
  what,
  action,
  children,
}: {
  readonly title: string
  readonly what?: string
  readonly action?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <div className={classes['section']}>
      <header className={classes['head']}>
        <div className={classes['words']}>
          <h2 className={classes['title']}>{title}</h2>
          {what !== undefined && <p className={classes['what']}>{what}</p>}
        </div>
        {action}
      </header>
      {children}
    </div>
  )
}

/** Settings that belong together, in one frame. */
export function Group({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <section className={classes['group']}>
      {title !== undefined && <h3 className={classes['groupTitle']}>{title}</h3>}
      <div className={classes['card']}>{children}</div>
    </section>
  )
}

/** A setting: its name and what it does on the left, the control on the right. */
export function Row({
  label,
  labelId,
  what,
  stacked = false,
  children,
}: {
  readonly label: string
  /** Names the control through `aria-labelledby`. */
  readonly labelId?: string
  readonly what?: string
  /** The control below its name, for wide ones. */
  readonly stacked?: boolean
  readonly children: ReactNode
}) {
  return (
    <div className={classes['row']} data-stacked={stacked || undefined}>
      <div>
        <div className={classes['label']} id={labelId}>
          {label}
        </div>
        {what !== undefined && <div className={classes['hint']}>{what}</div>}
      </div>
      <div className={classes['control']}>{children}</div>
    </div>
  )
}
