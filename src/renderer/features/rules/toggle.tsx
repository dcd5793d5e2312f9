/** A switch in a dense list: the browser's own control, drawn by the desk. Hundreds of them stand in the rules' list. */
import classes from './toggle.module.css'

export function Toggle({
  checked,
  label,
  disabled = false,
  onChange,
  testId,
}: {
  readonly checked: boolean
  readonly label: string
  readonly disabled?: boolean
  readonly onChange: (on: boolean) => void
  readonly testId?: string
}) {
  return (
    <input
      type="checkbox"
      role="switch"
      aria-checked={checked}
      className={classes['toggle']}
      checked={checked}
      disabled={disabled}
      aria-label={label}
      title={label}
      onChange={(event) => onChange(event.currentTarget.checked)}
      data-testid={testId}
    />
  )
}
