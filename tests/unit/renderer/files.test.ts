import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from '@renderer/features/files/base64'
import { momentOfDay } from '@renderer/features/files/days'
import { linkTime, URGENT_DAYS } from '@renderer/features/files/link-days'
import { MAX_PAGE_PIXELS, MAX_PAGE_SIDE, shownScale } from '@renderer/features/files/shown-scale'

const DAY = 86_400_000

describe('how long a link lives', () => {
  it.each([
    [null, { kind: 'unknown' }],
    [0, { kind: 'over' }],
    [-1, { kind: 'over' }],
    [1, { kind: 'left', days: 0, urgent: true }],
    [DAY, { kind: 'left', days: 1, urgent: true }],
    [(URGENT_DAYS + 1) * DAY - 1, { kind: 'left', days: URGENT_DAYS, urgent: true }],
    [(URGENT_DAYS + 1) * DAY, { kind: 'left', days: URGENT_DAYS + 1, urgent: false }],
  ])('%s milliseconds', (left, time) => expect(linkTime(left === null ? null : 1_000 + left, 1_000)).toEqual(time))
})

describe('how large a page of a PDF is drawn', () => {
  it('fills the width, in the pixels of the screen', () => {
    expect(shownScale({ width: 600, height: 800 }, 900, 2)).toEqual({ shown: 1.5, drawn: 3 })
  })

  it.each([
    ['many pixels', { width: 1_000, height: 1_000_000 }],
    ['a long side', { width: 10, height: 1_000_000 }],
    ['a wide one', { width: 10_000_000, height: 10 }],
    ['a small one, blown up', { width: 0.001, height: 0.001 }],
  ])('never more than a surface holds: %s', (_name, page) => {
    const scale = shownScale(page, 900, 3)?.drawn ?? Number.NaN
    // A page is as many pixels as the product says, give or take its last digit.
    expect(page.width * page.height * scale ** 2).toBeLessThanOrEqual(MAX_PAGE_PIXELS * (1 + 1e-9))
    expect(Math.max(page.width, page.height) * scale).toBeLessThanOrEqual(MAX_PAGE_SIDE * (1 + 1e-9))
  })

  it.each([
    { width: 0, height: 10 },
    { width: 10, height: Number.NaN },
    { width: Number.POSITIVE_INFINITY, height: 1 },
    { width: -1, height: -1 },
  ])('a page without a size is not drawn: %o', (page) => expect(shownScale(page, 900, 1)).toBeNull())
})

describe('bytes across the port', () => {
  it('come back as they went, any length', () => {
    for (const length of [0, 1, 2, 3, 0x8000, 0x8001]) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 31) % 256)
      expect(fromBase64(toBase64(bytes))).toEqual(bytes)
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
    }
  })
})

describe('the moment of a day', () => {
  const now = Date.UTC(2026, 8, 10, 2)

  it('is now for today, and lies in the day for another, in every zone', () => {
    expect(momentOfDay('2026-09-10', 'Asia/Shanghai', now)).toBe(now)
    for (const zone of ['Asia/Shanghai', 'UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      const moment = momentOfDay('2026-09-01', zone, now)
      const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(moment)
      expect([zone, day]).toEqual([zone, '2026-09-01'])
    }
  })
})
