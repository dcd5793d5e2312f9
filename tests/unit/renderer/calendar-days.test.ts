import {
  fitPieces,
  isOverdue,
  mondayOf,
  moveTo,
  piecesByDay,
  SHORT,
  TALL,
  turnedDay,
  weeksShown,
  withMoves,
} from '@renderer/features/calendar/calendar-days'
import type { PlannedPiece, Publication } from '@shared/domain/publication'
import { describe, expect, it } from 'vitest'

const piece = (submissionId: string, publication: Publication): PlannedPiece => ({
  submissionId,
  number: '2609-001',
  title: submissionId,
  authorName: '周舟',
  publication,
})
const planned = (submissionId: string, date: string): PlannedPiece =>
  piece(submissionId, { kind: 'scheduled', date, column: '运营', channels: ['site', '知乎'] })
const out = (submissionId: string, date: string): PlannedPiece =>
  piece(submissionId, {
    kind: 'published',
    date,
    column: '',
    addresses: [{ channel: 'site', url: 'https://site.example/1' }],
  })

describe('the days that are shown', () => {
  it('begins weeks on Monday', () => {
    expect(mondayOf('2026-11-26')).toBe('2026-11-23')
    expect(mondayOf('2026-11-23')).toBe('2026-11-23')
    expect(mondayOf('2026-11-29')).toBe('2026-11-23')
  })

  it.each([
    ['2026-11-26', '2026-10-26', '2026-12-06', 6],
    // A February that begins on a Monday.
    ['2027-02-14', '2027-02-01', '2027-02-28', 4],
    ['2028-02-29', '2028-01-31', '2028-03-05', 5],
    ['2026-12-31', '2026-11-30', '2027-01-03', 5],
  ])('shows of the month of %s the weeks from %s to %s', (day, from, to, weeks) => {
    const shown = weeksShown('month', day)
    expect([shown[0]?.[0], shown.at(-1)?.at(-1), shown.length]).toEqual([from, to, weeks])
    expect(shown.every((week) => week.length === 7)).toBe(true)
  })

  it('shows one week', () => {
    expect(weeksShown('week', '2027-01-01')).toEqual([
      ['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03'],
    ])
  })

  it.each([
    ['month', '2026-01-31', 1, '2026-02-28'],
    ['month', '2028-03-31', -1, '2028-02-29'],
    ['month', '2026-12-15', 1, '2027-01-15'],
    ['month', '2026-01-15', -1, '2025-12-15'],
    ['week', '2026-12-28', 1, '2027-01-04'],
    ['week', '2026-03-01', -1, '2026-02-22'],
  ] as const)('turns a %s from %s by %i to %s', (view, day, by, to) => {
    expect(turnedDay(view, day, by)).toBe(to)
  })
})

describe('moving a piece', () => {
  it('shows it where it goes, whatever is answered of the time before', () => {
    const answered = [planned('a', '2026-11-26'), planned('b', '2026-11-27')]
    expect(withMoves(answered, [])).toBe(answered)
    const moved = planned('a', '2026-11-28')
    expect(withMoves(answered, [moved])).toEqual([answered[1], moved])
    // From a month that is not in sight.
    expect(withMoves([], [moved])).toEqual([moved])
  })

  it('keeps column and channels', () => {
    const move = moveTo(planned('a', '2026-11-27'), '2026-12-01', '2026-11-26')
    expect(move).toMatchObject({
      kind: 'reschedule',
      request: {
        step: 'reschedule',
        plan: { date: '2026-12-01', column: '运营', channels: ['site', '知乎'] },
        reason: '',
      },
      moved: { publication: { kind: 'scheduled', date: '2026-12-01' } },
    })
  })

  it('asks for column and channels where there is no day yet', () => {
    expect(moveTo(piece('a', { kind: 'unscheduled' }), '2026-11-26', '2026-11-26')).toEqual({
      kind: 'schedule',
      day: '2026-11-26',
    })
  })

  it('leaves where it is what is put on its own day, be it over', () => {
    expect(moveTo(planned('a', '2026-11-20'), '2026-11-20', '2026-11-26')).toEqual({ kind: 'same' })
  })

  it('refuses days that are over and pieces that are out', () => {
    expect(moveTo(planned('a', '2026-11-27'), '2026-11-25', '2026-11-26')).toEqual({ kind: 'refused', why: 'past' })
    expect(moveTo(piece('a', { kind: 'unscheduled' }), '2026-11-25', '2026-11-26')).toEqual({
      kind: 'refused',
      why: 'past',
    })
    expect(moveTo(out('a', '2026-11-20'), '2026-11-27', '2026-11-26')).toEqual({ kind: 'refused', why: 'out' })
  })

  it('knows what should have come out and was not recorded', () => {
    expect(isOverdue(planned('a', '2026-11-25'), '2026-11-26')).toBe(true)
    expect(isOverdue(planned('a', '2026-11-26'), '2026-11-26')).toBe(false)
    expect(isOverdue(out('a', '2026-11-25'), '2026-11-26')).toBe(false)
  })
})

describe('the pieces of a day', () => {
  const four = ['a', 'b', 'c', 'd'].map((id) => planned(id, '2026-11-27'))
  const ids = (pieces: readonly PlannedPiece[]): string[] => pieces.map(({ submissionId }) => submissionId)

  it('lie under their day in their order', () => {
    const days = piecesByDay([...four, out('e', '2026-11-28'), piece('f', { kind: 'unscheduled' })])
    expect([...days.keys()]).toEqual(['2026-11-27', '2026-11-28'])
    expect(ids(days.get('2026-11-27') ?? [])).toEqual(['a', 'b', 'c', 'd'])
  })

  it('have two lines where there is room, then one, then the rest is counted', () => {
    expect(fitPieces(four, 4 * TALL, null)).toMatchObject({ tall: true, more: 0 })
    expect(fitPieces(four, 4 * TALL - 1, null)).toMatchObject({ tall: false, more: 0 })
    expect(fitPieces(four, 4 * SHORT, null)).toMatchObject({ tall: false, more: 0 })
    const fitted = fitPieces(four, 4 * SHORT - 1, null)
    expect(ids(fitted.shown)).toEqual(['a', 'b'])
    expect(fitted.more).toBe(2)
  })

  it('always show the selected one, and one in any case', () => {
    expect(ids(fitPieces(four, 3 * SHORT, 'd').shown)).toEqual(['a', 'd'])
    expect(fitPieces(four, 0, null)).toMatchObject({ tall: false, more: 3 })
    expect(ids(fitPieces(four, 0, 'c').shown)).toEqual(['c'])
    expect(fitPieces([], 0, null)).toEqual({ tall: true, shown: [], more: 0 })
  })
})
