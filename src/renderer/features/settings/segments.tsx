import { SegmentedControl } from '@mantine/core'
import classes from './segments.module.css'

/** A choice between few, all in sight; on the desk's own grounds. */
export function Segments<Value extends string>({
  value,
  onChange,
  options,
  label,
  labelledBy,
  testId,
}: {
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  /** Either this or `labelledBy` names the choice. */
  readonly label?: string
  readonly labelledBy?: string
  readonly testId?: string
}) {
  return (
    <SegmentedControl
      size="xs"
      withItemsBorders={false}
      {...(label !== undefined && { 'aria-label': label })}
      {...(labelledBy !== undefined && { 'aria-labelledby': labelledBy })}
      value={value}
      onChange={onChange}
      data={options.map((each) => ({ ...each }))}
      classNames={{ root: classes['root'] ?? '', label: classes['label'] ?? '', indicator: classes['indicator'] ?? '' }}
      data-testid={testId}
    />
  )
}
