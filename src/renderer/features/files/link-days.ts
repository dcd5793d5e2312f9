/** How long a link still lives, as its mail says. */

const DAY = 86_400_000
/** From so many days on it is urgent. */
export const URGENT_DAYS = 3

export type LinkTime =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'over' }
  /** Whole days that are left; 0: it ends today, within 24 hours. */
  | { readonly kind: 'left'; readonly days: number; readonly urgent: boolean }

export function linkTime(expiresAt: number | null, now: number): LinkTime {
  if (expiresAt === null) return { kind: 'unknown' }
  if (expiresAt <= now) return { kind: 'over' }
  const days = Math.floor((expiresAt - now) / DAY)
  return { kind: 'left', days, urgent: days <= URGENT_DAYS }
}
