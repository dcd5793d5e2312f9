/** A local day and a moment in it, in the desk's zone. */
import { localDate } from '@renderer/app/format-words'

export function today(zone: string): string {
  return localDate(Date.now(), zone)
}

/** Now, if the day is today; else noon of the day in the zone. UTC milliseconds. */
export function momentOfDay(day: string, zone: string, now: number): number {
  if (day === localDate(now, zone)) return now
  const noonUtc = Date.parse(`${day}T12:00:00Z`)
  // How far the zone's clock is from UTC at that time.
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(noonUtc)
    .split(':')
    .map(Number)
  const minutes = (shown[0] ?? 12) * 60 + (shown[1] ?? 0) - 12 * 60
  // Kiribati is fourteen hours ahead: its noon is the evening before.
  const sameDay = localDate(noonUtc, zone) === day ? minutes : minutes + 24 * 60
  return noonUtc - sameDay * 60_000
}
