/** Filters of a list with their counts; one is always on. */
import { UnstyledButton } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import classes from './filter-bar.module.css'

export interface FilterItem<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly count: number | undefined
  /** Something is wrong in there: its number is red. */
  readonly alarm?: boolean
}

export function FilterBar<Id extends string>({
  label,
  filters,
  selected,
  onSelect,
  testIdPrefix,
  end,
}: {
  readonly label: string
  readonly filters: readonly FilterItem<Id>[]
  readonly selected: Id
  readonly onSelect: (id: Id) => void
  readonly testIdPrefix: string
  readonly end?: ReactNode
}) {
  const strip = useRef<HTMLDivElement>(null)
  // In a narrow column the strip scrolls: the filter that is on stays in view.
  useEffect(() => {
    strip.current?.querySelector(`[data-filter="${selected}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [selected])
  return (
    <fieldset className={classes['bar']} aria-label={label}>
      <div ref={strip} className={classes['filters']}>
        {filters.map(({ id, label: word, count, alarm }) => (
          <UnstyledButton
            key={id}
            className={classes['filter']}
            aria-pressed={id === selected}
            data-filter={id}
            data-alarm={alarm || undefined}
            data-testid={`${testIdPrefix}-${id}`}
            onClick={() => onSelect(id)}
          >
            {word}
            {count !== undefined && <span className={classes['count']}>{count}</span>}
          </UnstyledButton>
        ))}
      </div>
      {end}
    </fieldset>
  )
}
