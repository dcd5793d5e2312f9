import { changesOf, lineOfRow, linesOf, otherEnd, piecesOf } from '@renderer/features/compare/diff-lines'
import { joinedText, type DiffRow, type SentenceMove } from '@shared/manuscript/version-diff'
import { describe, expect, it } from 'vitest'

const same = (at: number): DiffRow => ({ kind: 'same', old: at, new: at })
const inside = { runs: [], formats: [], retyped: null }

describe('the lines of a comparison', () => {
  const rows: DiffRow[] = [
    ...Array.from({ length: 6 }, (_none, at) => same(at)),
    { kind: 'removed', old: 6 },
    same(7),
    same(8),
    { kind: 'moved-away', old: 9, new: 20 },
    ...Array.from({ length: 8 }, (_none, at) => same(10 + at)),
    { kind: 'moved', old: 9, new: 20, ...inside },
  ]

  it('fold what did not change, but for a paragraph beside each change', () => {
    const lines = linesOf(rows, new Set())
    const said = lines.map((line) => (line.kind === 'fold' ? `fold ${line.to - line.from}` : line.row.kind))
    expect(said).toEqual(['fold 5', 'same', 'removed', 'same', 'same', 'moved-away', 'same', 'fold 6', 'same', 'moved'])
    expect(linesOf(rows, new Set([0])).filter(({ kind }) => kind === 'fold')).toHaveLength(1)
    expect(linesOf([], new Set())).toEqual([])
    expect(linesOf([same(0), same(1)], new Set())).toHaveLength(2)
  })

  it('step through the changes, and from one end of what moved to the other', () => {
    const lines = linesOf(rows, new Set())
    expect(changesOf(lines, { old: [], new: [], moves: [] })).toEqual([2, 9])
    expect(otherEnd(lines, rows[9]!)).toBe(9)
    expect(otherEnd(lines, rows.at(-1)!)).toBe(5)
    expect(otherEnd(lines, rows[0]!)).toBe(-1)
  })

  it('cut the words of both texts, with the pictures that stand before', () => {
    const block = (text: string) => ({ id: 'p', kind: 'paragraph' as const, level: 0, text, pictures: [] })
    expect(joinedText([block('一'), block('二')], [0, 1])).toBe('一\n二')
    const pieces = piecesOf(
      [
        { kind: 'same', length: 2 },
        { kind: 'removed', length: 1 },
        { kind: 'added', length: 2 },
      ],
      '\uFFFC旧\uFFFC',
      '\uFFFC旧新的',
      { away: [], here: [] },
    )
    expect(pieces).toEqual([
      { kind: 'same', text: '\uFFFC旧', move: null, pictures: 0 },
      { kind: 'removed', text: '\uFFFC', move: null, pictures: 1 },
      { kind: 'added', text: '新的', move: null, pictures: 1 },
    ])
  })

  it('cut out what moved, and do not stop at a paragraph that only lost a sentence', () => {
    const block = (text: string) => ({ id: 'p', kind: 'paragraph' as const, level: 0, text, pictures: [] })
    const old = ['第一句在这里。\uFFFC挪走的这一句。', '收尾的段落。'].map(block)
    const next = ['第一句在这里。', '收尾的段落。\uFFFC挪走的这一句。新写的。'].map(block)
    const shift: DiffRow[] = [
      {
        kind: 'edited',
        old: [0],
        new: [0],
        ...inside,
        runs: [
          { kind: 'same', length: 7 },
          { kind: 'removed', length: 8 },
        ],
      },
      {
        kind: 'edited',
        old: [1],
        new: [1],
        ...inside,
        runs: [
          { kind: 'same', length: 6 },
          { kind: 'added', length: 12 },
        ],
      },
    ]
    const moves: SentenceMove[] = [
      { old: { row: 0, start: 7, end: 15 }, new: { row: 1, start: 6, end: 14 }, formats: [] },
    ]
    const lines = linesOf(shift, new Set())
    expect(changesOf(lines, { old, new: next, moves })).toEqual([1])
    expect(lineOfRow(lines, 1)).toBe(1)
    expect(lineOfRow(lines, 7)).toBe(-1)
    const [away, here] = shift.map((row) => (row.kind === 'edited' ? row.runs : []))
    expect(
      piecesOf(away ?? [], old[0]!.text, next[0]!.text, { away: [{ move: 0, start: 7, end: 15 }], here: [] }).at(-1),
    ).toEqual({ kind: 'moved-away', text: '\uFFFC挪走的这一句。', move: 0, pictures: 0 })
    expect(
      piecesOf(here ?? [], old[1]!.text, next[1]!.text, { away: [], here: [{ move: 0, start: 6, end: 14 }] }).slice(1),
    ).toEqual([
      { kind: 'moved-here', text: '\uFFFC挪走的这一句。', move: 0, pictures: 0 },
      { kind: 'added', text: '新写的。', move: null, pictures: 1 },
    ])
  })
})
