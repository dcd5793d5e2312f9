/** How long a pull still takes, from how fast it went lately. */

/** Milliseconds of progress before anything is said: the first mails tell nothing. */
const LEARNING = 2_000
/** Milliseconds that are looked back: a line that slowed down is believed soon. */
const WINDOW = 20_000

export interface TimeLeft {
  /** Notes how far it is; `at` is UTC milliseconds. Returns the seconds left, null while it cannot be told. */
  note(done: number, total: number, at: number): number | null
}

export function estimateTimeLeft(): TimeLeft {
  let points: { readonly at: number; readonly done: number }[] = []
  return {
    note(done, total, at) {
      const last = points.at(-1)
      // Another folder began, or the clock was set back.
      if (last !== undefined && (done < last.done || at < last.at)) points = []
      points.push({ at, done })
      while (points.length > 2 && at - (points[1]?.at ?? at) >= WINDOW) points.shift()
      const first = points[0]
      if (first === undefined || at - first.at < LEARNING || done <= first.done) return null
      const perMillisecond = (done - first.done) / (at - first.at)
      return Math.ceil((total - done) / perMillisecond / 1000)
    },
  }
}
