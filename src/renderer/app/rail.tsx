/** The rail: pages as icons with names, and numbers of what waits there. */
import { Tooltip, UnstyledButton } from '@mantine/core'
import {
  IconCalendarMonth,
  IconChartBar,
  IconInbox,
  IconPencil,
  IconSend,
  IconSettings,
  IconShieldCheck,
  IconUsers,
  type Icon,
} from '@tabler/icons-react'
import { useDeskCounts } from '@renderer/state/use-desk-info'
import { pages, useViewState, type Page } from '@renderer/state/view-state'
import { useText } from './i18n'
import { keyOf } from './keys'
import classes from './rail.module.css'

const icons: Record<Page, Icon> = {
  inbox: IconInbox,
  review: IconPencil,
  authors: IconUsers,
  outbox: IconSend,
  rules: IconShieldCheck,
  dashboard: IconChartBar,
  calendar: IconCalendarMonth,
  settings: IconSettings,
}

export function Rail() {
  const t = useText()
  const page = useViewState((state) => state.page)
  const set = useViewState((state) => state.set)
  const counts = useDeskCounts().data
  const badges: Partial<Record<Page, { count: number; label: string }>> = counts
    ? {
        inbox: { count: counts.unread, label: t('frame.new-count', { count: counts.unread }) },
        authors: { count: counts.followUpsDue, label: t('frame.follow-ups-due', { count: counts.followUpsDue }) },
        outbox: { count: counts.outbox, label: t('frame.outbox-waiting', { count: counts.outbox }) },
      }
    : {}
  return (
    <nav className={classes['rail']} aria-label={t('frame.navigation')}>
      <span className={classes['mark']} aria-hidden="true">
        投
      </span>
      {pages.map((each) => {
        const PageIcon = icons[each]
        const badge = badges[each]
        const shown = badge !== undefined && badge.count > 0 ? badge : null
        const name = t(`page.${each}`)
        return (
          <Tooltip
            key={each}
            position="right"
            label={[`${name} (${keyOf(`desk.${each}`)})`, ...(shown ? [shown.label] : [])].join(' · ')}
          >
            <UnstyledButton
              className={classes['item']}
              data-page={each}
              data-testid={`nav-${each}`}
              aria-current={page === each ? 'page' : undefined}
              aria-label={shown ? `${name}, ${shown.label}` : name}
              onClick={() => set({ page: each })}
            >
              <PageIcon size={20} stroke={1.6} />
              {shown && <span className={classes['badge']}>{shown.count > 99 ? '99+' : shown.count}</span>}
            </UnstyledButton>
          </Tooltip>
        )
      })}
    </nav>
  )
}
