/** When a failed connection is tried again: later each time, and never all at once. */

/** The first wait is somewhere below this, milliseconds; it doubles with each failure in a row. */
export const BACKOFF_BASE = 4_000
export const LONGEST_BACKOFF = 5 * 60_000
/** Even the luckiest draw waits this long. */
export const SHORTEST_BACKOFF = 1_000

/**
 * Milliseconds until the next try after so many failures in a row (1 for the first): exponential with full jitter, so that
 * accounts, and desks behind one line, spread by themselves. `random` gives numbers from 0 up to 1.
 */
export function backoff(failures: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_BACKOFF, BACKOFF_BASE * 2 ** Math.min(20, failures - 1))
  return Math.max(SHORTEST_BACKOFF, Math.round(random() * ceiling))
}
