import type { Say } from '@renderer/app/i18n'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** The window's clock is renewed twice a minute: seven days are not eight because of it. */
const LAG = 60_000

/** What is left of a sanction: days, then hours; `endsAt` null: it does not end by itself. */
export function leftOf(t: Say, endsAt: number | null, now: number): string {
  if (endsAt === null) return t('sanction.no-end')
  const left = endsAt - now
  if (left <= 0) return t('sanction.over')
  if (left < DAY) return t('sanction.hours-left', { count: Math.max(1, Math.ceil((left - LAG) / HOUR)) })
  return t('sanction.days-left', { count: Math.ceil((left - LAG) / DAY) })
}
