import type { ReactNode } from 'react'
import classes from './dashboard-page.module.css'

/** One chart with its heading, what it counts, and its control. */
export function Panel({
  title,
  what,
  action,
  children,
}: {
  readonly title: string
  readonly what: string
  readonly action?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className={classes['panel']} aria-label={title}>
      <header className={classes['panelHead']}>
        <div className={classes['panelWords']}>
          <h2>{title}</h2>
          <p>{what}</p>
        </div>
        {action}
      </header>
      {children}
    </section>
  )
}
