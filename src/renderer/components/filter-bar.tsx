/** Filters of a list with their counts; one is always on. Those that find no room are behind "more", as are the rare ones. */
import { ActionIcon, Menu, UnstyledButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useLayoutEffect, useRef, useState } from 'react'
import { fittingFilters } from './fitting-filters'
import classes from './filter-bar.module.css'

export interface FilterItem<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly count: number | undefined
  /** Something is wrong in there: its number is red. */
  readonly alarm?: boolean
  /** Beside the others only while it is on. */
  readonly rare?: boolean
}

export function FilterBar<Id extends string>({
  label,
  filters,
  selected,
  onSelect,
  testIdPrefix,
}: {
  readonly label: string
  readonly filters: readonly FilterItem<Id>[]
  readonly selected: Id
  readonly onSelect: (id: Id) => void
  readonly testIdPrefix: string
}) {
  const t = useText()
  const usual = filters.filter(({ id, rare }) => rare !== true || id === selected)
  const { strip, measure, shown } = useFitting(usual, selected)
  const rest = filters.filter(({ id }) => !shown.has(id))
  return (
    <fieldset className={classes['bar']} aria-label={label}>
      <div ref={strip} className={classes['filters']}>
        {usual
          .filter(({ id }) => shown.has(id))
          .map(({ id, label: word, count, alarm }) => (
            <UnstyledButton
              key={id}
              className={classes['filter']}
              aria-pressed={id === selected}
              data-alarm={alarm || undefined}
              data-testid={`${testIdPrefix}-${id}`}
              onClick={() => onSelect(id)}
            >
              {word}
              {count !== undefined && <span className={classes['count']}>{count}</span>}
            </UnstyledButton>
          ))}
      </div>
      {rest.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              aria-label={t('inbox.more-filters')}
              title={t('inbox.more-filters')}
              data-testid={`${testIdPrefix}-more`}
            >
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map(({ id, label: word, count }) => (
              <Menu.Item
                key={id}
                data-testid={`${testIdPrefix}-${id}`}
                rightSection={<span className={classes['inMenu']}>{count}</span>}
                onClick={() => onSelect(id)}
              >
                {word}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <div className={classes['unseen']} aria-hidden="true">
        <div ref={measure} className={classes['measure']}>
          {usual.map(({ id, label: word, count }) => (
            <span key={id} className={classes['filter']} data-on={id === selected || undefined}>
              {word}
              {count !== undefined && <span className={classes['count']}>{count}</span>}
            </span>
          ))}
        </div>
      </div>
    </fieldset>
  )
}

/** Which of the filters the strip has room for, measured before anything is painted. */
function useFitting<Id extends string>(filters: readonly FilterItem<Id>[], selected: Id) {
  const strip = useRef<HTMLDivElement>(null)
  const measure = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState(Number.POSITIVE_INFINITY)
  const [widths, setWidths] = useState<readonly number[]>([])
  useLayoutEffect(() => {
    const [box, all] = [strip.current, measure.current]
    if (box === null || all === null) return
    const look = (): void => {
      setRoom(box.clientWidth)
      setWidths([...all.children].map((each) => each.getBoundingClientRect().width))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(box)
    observer.observe(all)
    return () => observer.disconnect()
  }, [])
  const fitting = fittingFilters(
    filters.map(({ id, alarm }, at) => ({ width: widths[at] ?? 0, keep: id === selected || alarm === true })),
    room,
  )
  const shown: ReadonlySet<Id> = new Set(filters.filter((_, at) => fitting[at] === true).map(({ id }) => id))
  return { strip, measure, shown }
}
