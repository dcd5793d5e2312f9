import { useText } from '@renderer/app/i18n'
import { sayError } from '@renderer/components/report-error'
import type { Unable } from './use-bulk'
import classes from './bulk.module.css'

/** Each that could not be decided, and why. */
export function UnableList({ unable }: { readonly unable: readonly Unable[] }) {
  const t = useText()
  if (unable.length === 0) return null
  return (
    <ul className={classes['unable']} data-testid="bulk-unable">
      {unable.map(({ title, error }, index) => (
        // Two pieces may have one title.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index}>
          <b>{title}</b> {sayError(t, error)}
        </li>
      ))}
    </ul>
  )
}
