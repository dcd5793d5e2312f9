/** Days and months in the desk's zone. */

/** The local day of a moment, `YYYY-MM-DD`. `at` is UTC milliseconds, `zone` an IANA name. */
export function localDate(at: number, zone: string): string {
  if (formatter?.zone !== zone) {
    const options = { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const
    formatter = { zone, format: new Intl.DateTimeFormat('en-CA', options) }
  }
  return formatter.format.format(at)
}

/** Kept for the next day that is asked for: making one costs as much as all the rest of sorting a mail. */
let formatter: { readonly zone: string; readonly format: Intl.DateTimeFormat } | null = null

/** The month code of a 稿号: `2609` for September 2026. */
export function monthCode(at: number, zone: string): string {
  const day = localDate(at, zone)
  return day.slice(2, 4) + day.slice(5, 7)
}

/** A day some days later; calendar days, so that summer time cannot shift it. */
export function addDays(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + days)
  return moment.toISOString().slice(0, 10)
}

/** The working day (Monday to Friday) some working days after a day. */
export function addWorkingDays(day: string, days: number): string {
  let at = day
  for (let left = days; left > 0;) {
    at = addDays(at, 1)
    const weekday = new Date(`${at}T00:00:00Z`).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return at
}

const HOUR = 3_600_000

/** The first moment of a local day, UTC milliseconds. */
export function dayStart(day: string, zone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`)
  // No zone is further than this from UTC.
  let before = utc - 15 * HOUR
  let after = utc + 15 * HOUR
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (localDate(middle, zone) < day) before = middle
    else after = middle
  }
  return after
}
