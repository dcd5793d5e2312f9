/** Which days are shown, and the ways to others. */
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { keyOf } from '@renderer/app/keys'
import { Segments } from '@renderer/features/settings/segments'
import { useViewState } from '@renderer/state/view-state'
import { calendarViews, type CalendarView } from './calendar-days'
import classes from './calendar.module.css'

export function CalendarHead({
  view,
  day,
  from,
  to,
  onTurn,
  onToday,
}: {
  readonly view: CalendarView
  readonly day: string
  readonly from: string
  readonly to: string
  readonly onTurn: (by: 1 | -1) => void
  readonly onToday: () => void
}) {
  const t = useText()
  const format = useFormat()
  const set = useViewState((state) => state.set)
  const title =
    view === 'month'
      ? format.month(day)
      : t('calendar.week-of', { from: format.localDate(from), to: format.localDate(to) })
  const turns = [
    { by: -1, name: t(`calendar.previous-${view}`), hint: keyOf('calendar.previous'), Icon: IconChevronLeft },
    { by: 1, name: t(`calendar.next-${view}`), hint: keyOf('calendar.next'), Icon: IconChevronRight },
  ] as const
  return (
    <header className={classes['head']}>
      {turns.map(({ by, name, hint, Icon }) => (
        <Tooltip key={by} label={`${name} (${hint})`}>
          <ActionIcon
            variant="default"
            size={28}
            aria-label={name}
            onClick={() => onTurn(by)}
            data-testid={by === 1 ? 'calendar-next' : 'calendar-previous'}
          >
            <Icon size={16} />
          </ActionIcon>
        </Tooltip>
      ))}
      <Tooltip label={keyOf('calendar.today')}>
        <Button variant="default" size="compact-md" onClick={onToday} data-testid="calendar-today">
          {t('calendar.today')}
        </Button>
      </Tooltip>
      <h2 className={classes['title']} aria-live="polite" data-testid="calendar-title">
        {title}
      </h2>
      <Tooltip label={keyOf('calendar.view')}>
        <div>
          <Segments
            label={t('calendar.view')}
            value={view}
            onChange={(calendarView) => set({ calendarView })}
            options={calendarViews.map((value) => ({ value, label: t(`calendar.${value}`) }))}
            testId="calendar-view"
          />
        </div>
      </Tooltip>
    </header>
  )
}
