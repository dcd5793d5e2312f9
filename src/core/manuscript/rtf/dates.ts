import type { ZonedClock } from '@shared/zoned-clock'

/** A DTTM of Word (MS-DOC 2.9.64), which is what the writer's clock showed → UTC milliseconds; null for none. */
export function dttm(value: number, clock: ZonedClock): number | null {
  const bits = value >>> 0
  const minute = bits & 0x3f
  const hour = (bits >>> 6) & 0x1f
  const day = (bits >>> 11) & 0x1f
  const month = (bits >>> 16) & 0x0f
  const year = 1900 + ((bits >>> 20) & 0x1ff)
  if (day === 0 || month === 0 || month > 12 || hour > 23 || minute > 59) return null
  return clock.timeOf(Date.UTC(year, month - 1, day, hour, minute))
}
