import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

/** Nothing here: says why, what to do next, and offers it. */
export function EmptyState({
  icon,
  title,
  children,
  actions,
  testId,
}: {
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly testId?: string
}) {
  return (
    <div className={classes['empty']} data-testid={testId}>
      {icon !== undefined && (
        <span className={classes['icon']} aria-hidden="true">
          {icon}
        </span>
      )}
      <p className={classes['title']}>{title}</p>
      {children !== undefined && <div className={classes['text']}>{children}</div>}
      {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
    </div>
  )
}
