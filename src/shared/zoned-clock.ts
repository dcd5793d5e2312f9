/** The clock of a zone: word processors write the time that it showed, and most call that UTC. */

/** What a clock shows, as the UTC milliseconds at which a clock in UTC shows the same. */
export type ClockReading = number

export class ZonedClock {
  private readonly format: Intl.DateTimeFormat | null

  /** `zone`: an IANA name; null for UTC. */
  constructor(zone: string | null) {
    this.format =
      zone === null
        ? null
        : new Intl.DateTimeFormat('en-US', {
            timeZone: zone,
            hourCycle: 'h23',
            year: 'numeric',
            month: 'numeric',
            day: 'numeric',
            hour: 'numeric',
            minute: 'numeric',
            second: 'numeric',
          })
  }

  /** What the clock shows at a time (UTC milliseconds). */
  readingAt(time: number): ClockReading {
    if (this.format === null || !inCalendar(time)) return time
    const parts = new Map(this.format.formatToParts(time).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
    const seconds = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
    return seconds + (((time % 1000) + 1000) % 1000)
  }

  /** When the clock shows a reading: of an hour that comes twice the earlier or the later, of one that is left out the next to it. */
  timeOf(reading: ClockReading): number {
    if (!inCalendar(reading)) return reading
    // The zone's distance from UTC at about that time, and once more beside a change of it.
    const guess = reading - (this.readingAt(reading) - reading)
    return reading - (this.readingAt(guess) - guess)
  }
}

/** Years 1900 to 9999: before and after, no zone is known and formats differ. */
function inCalendar(time: number): boolean {
  return time >= -2_208_988_800_000 && time < 253_402_300_800_000
}
