/** The Date header (RFC 5322, 3.3), with the obsolete forms and what clients really write. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Zone names in minutes. CST is China's here: these are mailboxes of Chinese editors. */
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  gmt: 0,
  utc: 0,
  z: 0,
  cst: 480,
  est: -300,
  edt: -240,
  pst: -480,
  pdt: -420,
  jst: 540,
}

const DATE =
  /^(?:[^\s,]{1,12},?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3})[A-Za-z]{0,6}[\s-]+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,6})?\s*([+-]\d{4}|[A-Za-z]{1,4})?/

/** Mail before this year is a clock that was never set. */
const FIRST_YEAR = 1980
const LAST_YEAR = 2200

/** UTC milliseconds, or null when the header is missing or senseless. A missing zone is read as UTC. */
export function readDate(value: string | null): number | null {
  const match = DATE.exec((value ?? '').trim())
  if (match === null) return null
  const [, day, monthName, yearText, hour, minute, second, zone] = match
  const month = MONTHS.indexOf((monthName ?? '').toLowerCase())
  const year = fullYear(yearText ?? '')
  if (month === -1 || year < FIRST_YEAR || year > LAST_YEAR) return null
  const fields = [day, hour, minute, second ?? '0'].map(Number)
  const [d = 0, h = 0, m = 0, s = 0] = fields
  if (d < 1 || d > 31 || h > 23 || m > 59 || s > 60) return null
  return Date.UTC(year, month, d, h, m, s) - zoneMinutes(zone ?? '') * 60_000
}

/** RFC 5322, 4.3: two and three digits count from 1900, two below 50 from 2000. */
function fullYear(text: string): number {
  const year = Number(text)
  if (text.length === 2) return year < 50 ? 2000 + year : 1900 + year
  return text.length === 3 ? 1900 + year : year
}

function zoneMinutes(zone: string): number {
  const match = /^([+-])(\d{2})(\d{2})$/.exec(zone)
  if (match === null) return ZONES[zone.toLowerCase()] ?? 0
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return match[1] === '-' ? -minutes : minutes
}
