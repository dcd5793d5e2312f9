import { expect, it } from 'vitest'
import { backoff, BACKOFF_BASE, LONGEST_BACKOFF, SHORTEST_BACKOFF } from '@core/jobs/backoff'
import { estimateTimeLeft } from '@core/jobs/time-left'

const almostOne = () => 1 - Number.EPSILON

it('doubles with each failure in a row, up to the longest, and never waits less than the shortest', () => {
  expect([1, 2, 3].map((failures) => backoff(failures, almostOne))).toEqual(
    [1, 2, 4].map((times) => times * BACKOFF_BASE),
  )
  expect(backoff(7, almostOne)).toBe(BACKOFF_BASE * 64)
  expect(backoff(8, almostOne)).toBe(LONGEST_BACKOFF)
  expect(backoff(1_000_000, almostOne)).toBe(LONGEST_BACKOFF)
  expect(backoff(9, () => 0)).toBe(SHORTEST_BACKOFF)
})

it('spreads over the whole wait', () => {
  expect([0.25, 0.5, 0.75].map((draw) => backoff(3, () => draw))).toEqual([4_000, 8_000, 12_000])
})

it('tells the time left from how fast it went lately, and nothing before it knows', () => {
  const left = estimateTimeLeft()
  expect(left.note(0, 1000, 0)).toBeNull()
  expect(left.note(10, 1000, 1_000)).toBeNull()
  expect(left.note(100, 1000, 10_000)).toBe(90)
  // The line grows faster: a while later only that counts.
  for (let at = 11_000; at <= 40_000; at += 1_000) left.note(100 + (at - 10_000) / 50, 1000, at)
  expect(left.note(720, 1000, 41_000)).toBe(14)
  // Another folder.
  expect(left.note(0, 50, 42_000)).toBeNull()
})
