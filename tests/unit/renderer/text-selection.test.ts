import { spanOf, wholeBlock } from '@renderer/editor/text-selection'
import type { TextBlock } from '@shared/manuscript/text'
import { describe, expect, it } from 'vitest'

const blocks: TextBlock[] = [
  { id: 'title', kind: 'title', text: '标题', from: 1 },
  { id: 'p1', kind: 'paragraph', text: '第一段 ', from: 5 },
  { id: 'p2', kind: 'paragraph', text: '', from: 11 },
  { id: 'p3', kind: 'paragraph', text: '😀第三段', from: 13 },
]

describe('spanOf', () => {
  it('takes what is selected within one block', () => {
    expect(spanOf(blocks, 6, 8)).toMatchObject({ block: { id: 'p1' }, start: 1, end: 3, clipped: false })
  })

  it('leaves out white space at the ends', () => {
    expect(spanOf(blocks, 5, 9)).toMatchObject({ start: 0, end: 3 })
  })

  it('keeps the first block of a longer selection and says so', () => {
    expect(spanOf(blocks, 6, 15)).toMatchObject({ block: { id: 'p1' }, start: 1, end: 3, clipped: true })
  })

  it('does not call a selection clipped that ends at the start of the next block', () => {
    expect(spanOf(blocks, 1, 5)).toMatchObject({ block: { id: 'title' }, start: 0, end: 2, clipped: false })
  })

  it('counts in UTF-16', () => {
    expect(spanOf(blocks, 15, 18)).toMatchObject({ block: { id: 'p3' }, start: 2, end: 5 })
  })

  it('finds nothing where there is no text', () => {
    expect(spanOf(blocks, 10, 12)).toBeNull()
    expect(wholeBlock({ id: 'p', kind: 'paragraph', text: '  ', from: 1 })).toBeNull()
  })
})
