import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ZonedClock } from '@shared/zoned-clock'

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
console.log(`fast-check seed ${seed}`)

describe('a zone’s clock', () => {
  it('is UTC’s when no zone is given', () => {
    const clock = new ZonedClock(null)
    expect(clock.readingAt(1_788_000_000_123)).toBe(1_788_000_000_123)
    expect(clock.timeOf(1_788_000_000_123)).toBe(1_788_000_000_123)
  })

  it('shows eight hours more in Shanghai, with its summer time of 1990', () => {
    const clock = new ZonedClock('Asia/Shanghai')
    expect(clock.readingAt(Date.UTC(2026, 0, 1, 20))).toBe(Date.UTC(2026, 0, 2, 4))
    expect(clock.readingAt(Date.UTC(1990, 6, 1, 0))).toBe(Date.UTC(1990, 6, 1, 9))
  })

  it('gives back a time that shows the same, in any zone', () => {
    const times = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) })
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'America/New_York',
      'Europe/Berlin',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
    )
    fc.assert(
      fc.property(times, zones, (time, zone) => {
        const clock = new ZonedClock(zone)
        const reading = clock.readingAt(time)
        expect(clock.readingAt(clock.timeOf(reading))).toBe(reading)
      }),
      { seed, numRuns: 500 },
    )
  })

  it('leaves times before and after all calendars alone', () => {
    const clock = new ZonedClock('Asia/Shanghai')
    for (const time of [-8.64e15, 8.64e15]) {
      expect(clock.readingAt(time)).toBe(time)
      expect(clock.timeOf(time)).toBe(time)
    }
  })
})
