import classes from './panel-list.module.css'

/** The heading of a group in the side panel, with how many it has. */
export function PanelHead({
  title,
  count,
  hint,
}: {
  readonly title: string
  readonly count: string
  readonly hint?: string | undefined
}) {
  return (
    <>
      <h3 className={classes['head']}>
        <span>{title}</span>
        <span className={classes['count']}>{count}</span>
      </h3>
      {hint !== undefined && <p className={classes['hint']}>{hint}</p>}
    </>
  )
}
