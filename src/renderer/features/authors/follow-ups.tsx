/** What is to do with an author, and by when. */
import { Button, Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { Chip } from '@renderer/components/chip'
import { ErrorNotice } from '@renderer/components/report-error'
import type { FollowUp } from '@shared/domain/author'
import type { ReactNode } from 'react'
import { daysAfter } from './days-after'
import classes from './follow-ups.module.css'

/** Days that 延后 offers, from today. */
const SNOOZES = [1, 3, 7] as const

export function FollowUps({ followUps }: { readonly followUps: readonly FollowUp[] }) {
  const t = useText()
  const open = followUps.filter(({ state }) => state === 'open').toSorted((a, b) => a.due.localeCompare(b.due))
  if (open.length === 0) return null
  return (
    <ul className={classes['list']} aria-label={t('author.follow-up')}>
      {open.map((followUp) => (
        <FollowUpCard key={followUp.id} followUp={followUp} />
      ))}
    </ul>
  )
}

export function FollowUpCard({
  followUp,
  who,
}: {
  readonly followUp: FollowUp
  /** Whom it is about, in a list of several authors. */
  readonly who?: ReactNode
}) {
  const t = useText()
  const format = useFormat()
  const close = useCoreCommand((client, state: 'done' | 'dropped') =>
    client.authors.closeFollowUp({ followUpId: followUp.id, state }),
  )
  const days = format.daysUntil(followUp.due)
  const move = useCoreCommand((client, due: string) => client.authors.moveFollowUp({ followUpId: followUp.id, due }))
  const what = followUp.text || (followUp.purpose === 'other' ? '' : t(`follow-up.${followUp.purpose}`))
  return (
    <li className={classes['card']} data-testid="follow-up" data-purpose={followUp.purpose}>
      <p className={classes['words']}>
        <b>{who ?? t('author.follow-up')}</b>
        <span>{t('follow-up.by', { date: format.localDate(followUp.due), text: what })}</span>
        <Chip tone={days < 0 ? 'error' : days <= 3 ? 'warning' : 'plain'}>
          {days < 0
            ? t('follow-up.overdue', { count: -days })
            : days === 0
              ? t('follow-up.today')
              : t('follow-up.days-left', { count: days })}
        </Chip>
        {followUp.repeat !== null && (
          <span className={classes['repeat']}>
            {t(`follow-up.every-${followUp.repeat.unit}`, { count: followUp.repeat.every })}
          </span>
        )}
      </p>
      <div className={classes['actions']}>
        <Menu>
          <Menu.Target>
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              disabled={move.isPending}
              data-testid="follow-up-snooze"
            >
              {t('follow-up.snooze')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {SNOOZES.map((days) => (
              <Menu.Item
                key={days}
                data-testid={`snooze-${days}`}
                onClick={() => move.mutate(daysAfter(format.today, days))}
              >
                {t(`follow-up.snooze-${days}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconCheck size={13} />}
          disabled={close.isPending}
          data-testid="follow-up-done"
          onClick={() => close.mutate('done')}
        >
          {t('author.follow-up-done')}
        </Button>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          disabled={close.isPending}
          data-testid="follow-up-drop"
          onClick={() => close.mutate('dropped')}
        >
          {t('author.follow-up-drop')}
        </Button>
      </div>
      <ErrorNotice error={close.error ?? move.error} onClose={close.reset} />
    </li>
  )
}
