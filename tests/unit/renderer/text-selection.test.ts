import { chosenSpan, spanOf, wholeBlock } from '@renderer/editor/text-selection'
import { ANCHOR_BLOCKS_MAX } from '@shared/manuscript/anchor'
import type { ProjectedBlock } from '@shared/manuscript/projection'
import { describe, expect, it } from 'vitest'

const block = (id: string, kind: ProjectedBlock['kind'], text: string, from: number): ProjectedBlock => ({
  id,
  kind,
  text,
  from,
  runs: text === '' ? [] : [{ start: 0, end: text.length, from }],
})

const blocks: ProjectedBlock[] = [
  block('title', 'title', '标题', 1),
  block('p1', 'paragraph', '第一段 ', 5),
  block('p2', 'paragraph', '', 11),
  block('p3', 'paragraph', '😀第三段', 13),
]

describe('spanOf', () => {
  it('takes what is selected within one block', () => {
    expect(spanOf(blocks, 6, 8)).toMatchObject({ block: { id: 'p1' }, start: 1, end: 3, clipped: false })
  })

  it('leaves out white space at the ends', () => {
    expect(spanOf(blocks, 5, 9)).toMatchObject({ start: 0, end: 3 })
  })

  it('takes the part of each block of a longer selection', () => {
    const over = spanOf(blocks, 6, 15)
    expect(over).toMatchObject({ block: { id: 'p1' }, start: 1, end: 3, clipped: false })
    expect(over?.more).toMatchObject([{ block: { id: 'p3' }, start: 0, end: 2 }])
    expect(over === null ? null : chosenSpan(over)).toEqual({
      block: 'p1',
      start: 1,
      end: 3,
      quote: '一段',
      more: [{ block: 'p3', start: 0, end: 2, quote: '😀' }],
    })
  })

  it('does not go into the next block where it ends at its start', () => {
    expect(spanOf(blocks, 1, 5)).toMatchObject({ block: { id: 'title' }, start: 0, end: 2, more: [] })
  })

  it('goes over so many blocks and no more, and says so', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => block(`p${at}`, 'paragraph', '字', 1 + 3 * at))
    const all = (count: number) => spanOf(many(count), 0, 3 * count + 1)
    expect(all(ANCHOR_BLOCKS_MAX)).toMatchObject({ clipped: false })
    expect(all(ANCHOR_BLOCKS_MAX)?.more).toHaveLength(ANCHOR_BLOCKS_MAX - 1)
    expect(all(ANCHOR_BLOCKS_MAX + 1)).toMatchObject({ clipped: true })
    expect(all(ANCHOR_BLOCKS_MAX + 1)?.more).toHaveLength(ANCHOR_BLOCKS_MAX - 1)
  })

  it('passes over what is suggested to be deleted', () => {
    const split: ProjectedBlock = {
      ...block('p1', 'paragraph', '前后', 5),
      runs: [
        { start: 0, end: 1, from: 5 },
        { start: 1, end: 2, from: 9 },
      ],
    }
    expect(spanOf([split], 5, 10)).toMatchObject({ start: 0, end: 2 })
    expect(spanOf([split], 6, 9)).toBeNull()
    expect(spanOf([split], 7, 10)).toMatchObject({ start: 1, end: 2 })
    expect(wholeBlock(split)).toMatchObject({ start: 0, end: 2, clipped: false })
  })

  it('counts in UTF-16', () => {
    expect(spanOf(blocks, 15, 18)).toMatchObject({ block: { id: 'p3' }, start: 2, end: 5 })
  })

  it('finds nothing where there is no text', () => {
    expect(spanOf(blocks, 10, 12)).toBeNull()
    expect(wholeBlock(block('p', 'paragraph', '  ', 1))).toBeNull()
  })
})
