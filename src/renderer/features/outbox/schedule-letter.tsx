/** 定时发出: a letter leaves at a time of the desk's zone. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useNow } from '@renderer/state/use-now'
import type { Letter } from '@shared/domain/letter'
import { ZonedClock } from '@shared/zoned-clock'
import { useState } from 'react'

const HOUR = 60 * 60_000

export function ScheduleLetter({ letter }: { readonly letter: Letter }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" data-testid="letter-schedule" onClick={() => setOpen(true)}>
        {t('outbox.schedule')}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t('outbox.schedule-title')}>
        {open && <When letter={letter} onClose={() => setOpen(false)} />}
      </Modal>
    </>
  )
}

function When({ letter, onClose }: { readonly letter: Letter; readonly onClose: () => void }) {
  const t = useText()
  const { zone, locale } = useFormat()
  const now = useNow()
  const clock = new ZonedClock(zone)
  const [value, setValue] = useState(() =>
    fieldOf(clock, letter.reason === 'scheduled' ? letter.notBefore : nextMorning(clock, now)),
  )
  const schedule = useCoreCommand((client, at: number) => client.letters.schedule({ letterId: letter.id, at }))
  const reading = Date.parse(`${value}:00.000Z`)
  const at = Number.isNaN(reading) ? null : clock.timeOf(reading)
  const isOver = at !== null && at <= now
  const ready = at !== null && !isOver && !schedule.isPending
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) schedule.mutate(at, { onSuccess: onClose })
      }}
    >
      <Stack gap="sm">
        <TextInput
          type="datetime-local"
          required
          label={t('outbox.schedule-at')}
          description={t('outbox.schedule-zone', { zone: nameOf(zone, locale) })}
          value={value}
          max="9999-12-31T23:59"
          error={isOver ? t('outbox.schedule-over') : undefined}
          onChange={(event) => setValue(event.currentTarget.value)}
          data-autofocus
          data-testid="letter-schedule-at"
        />
        <ErrorNotice error={schedule.error} onClose={schedule.reset} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" disabled={!ready} loading={schedule.isPending} data-testid="letter-schedule-set">
            {t('outbox.schedule-set')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** 中国标准时间, not Asia/Shanghai. */
function nameOf(zone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'long' }).formatToParts()
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
}

/** Nine o'clock, the next time that it comes. */
function nextMorning(clock: ZonedClock, now: number): number {
  const reading = clock.readingAt(now)
  const today = reading - (reading % (24 * HOUR)) + 9 * HOUR
  return clock.timeOf(today > reading ? today : today + 24 * HOUR)
}

/** As the field wants it: `2026-09-11T09:00`. */
function fieldOf(clock: ZonedClock, at: number): string {
  return new Date(clock.readingAt(at)).toISOString().slice(0, 16)
}
