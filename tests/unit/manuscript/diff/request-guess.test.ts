import { guessOutcome, namedWords } from '@core/manuscript/anchors/request-guess'
import { makeAnchor, makeAnchorOver } from '@shared/manuscript/anchor'
import { describe, expect, it } from 'vitest'

const text = '行业里最好的产品，去年卖了一百万件。'
const anchor = makeAnchor('old', { id: 'p1', kind: 'paragraph', text }, 3, 5)
const at = (kind: 'exact' | 'moved' | 'edited' | 'uncertain', start: number, end: number) =>
  ({ kind, block: 'p1', start, end, confidence: 1 }) as const

describe('the words that a comment names', () => {
  it('are those in quotes, or up to the end of the clause', () => {
    expect(namedWords(['请改成“口碑较好”'], '最好')).toEqual(['口碑较好'])
    expect(namedWords(['改为：口碑较好，谢谢'], '最好')).toEqual(['口碑较好'])
    expect(namedWords(['Please change it to "well known".'], '最好')).toEqual(['well known'])
    expect(namedWords(['“最好”是绝对化用语', '请补出处'], '最好')).toEqual([])
  })
})

describe('what the author seems to have done', () => {
  it('nothing: words and neighbours stand as they did', () => {
    expect(guessOutcome(anchor, at('exact', 3, 5), () => text, ['改成“较好”'])).toEqual({
      outcome: 'not-done',
      because: 'unchanged',
    })
  })
  it('something: other words, none, or some right beside them', () => {
    expect(guessOutcome(anchor, at('edited', 3, 6), () => text.replace('最好', '数一数'), ['太绝对'])).toEqual({
      outcome: 'done',
      because: 'changed',
    })
    expect(guessOutcome(anchor, { kind: 'lost', confidence: 0 }, () => '', ['太绝对'])).toEqual({
      outcome: 'done',
      because: 'removed',
    })
    expect(guessOutcome(anchor, at('exact', 3, 5), () => text.replace('最好', '最好（见榜单）'), ['请补出处'])).toEqual(
      {
        outcome: 'done',
        because: 'beside',
      },
    )
  })
  it('what was named, or something else', () => {
    expect(guessOutcome(anchor, at('uncertain', 3, 5), () => text.replace('最好', '较好'), ['改成“较好”'])).toEqual({
      outcome: 'done',
      because: 'words-there',
    })
    expect(guessOutcome(anchor, at('edited', 3, 6), () => text.replace('最好', '第一流'), ['改成“较好”'])).toEqual({
      outcome: 'otherwise',
      because: 'other-words',
    })
  })
  it('of several paragraphs: in all of them, and beside the first and the last only', () => {
    const blocks: Readonly<Record<string, string>> = { p1: '前言。第一段的话。', p2: '第二段。', p3: '第三段，后话。' }
    const over = makeAnchorOver(
      'old',
      Object.entries(blocks).map(([id, words]) => ({ id, kind: 'paragraph' as const, text: words })),
      [
        { block: 'p1', start: 3, end: 9 },
        { block: 'p2', start: 0, end: 4 },
        { block: 'p3', start: 0, end: 3 },
      ],
    )
    if (over === null) throw new Error('no anchor')
    const more = [
      { block: 'p2', start: 0, end: 4 },
      { block: 'p3', start: 0, end: 3 },
    ]
    const place = { kind: 'exact', block: 'p1', start: 3, end: 9, more, confidence: 1 } as const
    const now = (changed: Readonly<Record<string, string>> = {}) =>
      guessOutcome(over, place, (id) => ({ ...blocks, ...changed })[id] ?? '', ['请核实'])
    expect(now()).toEqual({ outcome: 'not-done', because: 'unchanged' })
    expect(now({ p3: '第三段（见附表），后话。' })).toEqual({ outcome: 'done', because: 'beside' })
    expect(now({ p2: '另一段。' })).toEqual({ outcome: 'done', because: 'changed' })
  })
  it('nobody can tell', () => {
    expect(guessOutcome(anchor, at('uncertain', 3, 5), () => text, ['太绝对'])).toBeNull()
  })
})
