import { describe, expect, it } from 'vitest'
import type { CheckBlock } from '@shared/domain/compliance'
import {
  ANCHOR_BLOCKS_MAX,
  ANCHOR_CONTEXT,
  anchorSchema,
  joinParts,
  makeAnchor,
  makeAnchorOver,
  partsOf,
  placeAnchor,
  quoteOf,
  standsIn,
} from '@shared/manuscript/anchor'

const block = (id: string, text: string): CheckBlock => ({ id, kind: 'paragraph', text })
const home = block('p1', '前文前文，要找的话，后文后文。')
const anchor = makeAnchor('hash', home, 5, 9)

describe('an anchor', () => {
  it('says what it points at, with its surroundings', () => {
    expect(anchor).toEqual({
      contentHash: 'hash',
      projection: 'current',
      block: 'p1',
      start: 5,
      end: 9,
      quote: '要找的话',
      prefix: '前文前文，',
      suffix: '，后文后文。',
    })
    expect(anchorSchema.safeParse(anchor).success).toBe(true)
  })

  it('is found where it was', () => {
    expect(placeAnchor([home], anchor)).toEqual({ kind: 'exact', block: 'p1', start: 5, end: 9 })
  })

  it('is found where the same words moved to, in the block or out of it', () => {
    expect(placeAnchor([block('p1', `新加。${home.text}`)], anchor)).toEqual({
      kind: 'moved',
      block: 'p1',
      start: 8,
      end: 12,
    })
    expect(placeAnchor([block('p1', '别的'), block('p2', home.text)], anchor)).toEqual({
      kind: 'moved',
      block: 'p2',
      start: 5,
      end: 9,
    })
  })

  it('is found by its surroundings when the words stand twice', () => {
    expect(placeAnchor([block('p1', '要找的话在别处。'), block('p2', home.text)], anchor)).toMatchObject({
      kind: 'moved',
      block: 'p2',
    })
  })

  it('is lost rather than guessed: twice without surroundings, or gone', () => {
    expect(placeAnchor([block('p1', '要找的话'), block('p2', '要找的话')], { ...anchor, block: 'gone' })).toEqual({
      kind: 'lost',
    })
    expect(placeAnchor([block('p1', '什么也没有')], anchor)).toEqual({ kind: 'lost' })
    expect(placeAnchor([home], makeAnchor('hash', home, 3, 3))).toEqual({ kind: 'lost' })
    expect(placeAnchor([], anchor)).toEqual({ kind: 'lost' })
  })

  it('keeps its surroundings to whole characters, so that they survive UTF-8', () => {
    const faces = block('p1', '😀'.repeat(40))
    const odd = makeAnchor('hash', block('p1', `甲${'😀'.repeat(12)}找${'😀'.repeat(12)}乙`), 25, 26)
    const even = makeAnchor('hash', faces, 40, 42)
    expect([even.prefix.length, even.suffix.length]).toEqual([ANCHOR_CONTEXT, ANCHOR_CONTEXT])
    const cut = makeAnchor('hash', block('p1', `${'😀'.repeat(20)}一找一${'😀'.repeat(20)}`), 41, 42)
    for (const { prefix, suffix } of [odd, even, cut]) {
      expect(Buffer.from(prefix + suffix).toString()).toBe(prefix + suffix)
    }
    expect(placeAnchor([block('p9', `新${'😀'.repeat(20)}一找一${'😀'.repeat(20)}`)], cut)).toMatchObject({
      kind: 'moved',
      start: 42,
    })
  })
})

describe('an anchor over several paragraphs', () => {
  const blocks = [
    block('p1', '前言。第一段。'),
    block('p2', ' '),
    block('p3', '第二段。'),
    block('p4', '第三段，后话。'),
  ]
  const over = makeAnchorOver('hash', blocks, [
    { block: 'p1', start: 3, end: 7 },
    { block: 'p2', start: 0, end: 1 },
    { block: 'p3', start: 0, end: 4 },
    { block: 'p4', start: 0, end: 3 },
  ])
  if (over === null) throw new Error('no anchor')

  it('has a part in each that says something, and is kept as it is', () => {
    expect(over).toMatchObject({ block: 'p1', quote: '第一段。', prefix: '前言。', suffix: '' })
    expect(over.more).toMatchObject([
      { block: 'p3', quote: '第二段。' },
      { block: 'p4', quote: '第三段', suffix: '，后话。' },
    ])
    expect(quoteOf(over)).toBe('第一段。\n第二段。\n第三段')
    expect(anchorSchema.parse(JSON.parse(JSON.stringify(over)))).toEqual(over)
    expect(joinParts(partsOf(over))).toEqual(over)
    expect(standsIn(blocks, over)).toBe(true)
  })

  it('stands nowhere once one part is another', () => {
    expect(
      standsIn(
        blocks.map((each) => (each.id === 'p3' ? block('p3', '改过。') : each)),
        over,
      ),
    ).toBe(false)
  })

  it('is found where its parts are, in the order of the text', () => {
    expect(placeAnchor(blocks, over)).toEqual({
      kind: 'exact',
      block: 'p1',
      start: 3,
      end: 7,
      more: [
        { block: 'p3', start: 0, end: 4 },
        { block: 'p4', start: 0, end: 3 },
      ],
    })
    const moved = [block('n3', '第二段。'), block('n1', '前言。第一段。')]
    expect(placeAnchor(moved, over)).toEqual({
      kind: 'moved',
      block: 'n3',
      start: 0,
      end: 4,
      more: [{ block: 'n1', start: 3, end: 7 }],
    })
    expect(placeAnchor([block('n', '别的')], over)).toEqual({ kind: 'lost' })
  })

  it('goes over so many paragraphs and no more', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => block(`p${at}`, '字'))
    const all = (count: number) =>
      makeAnchorOver(
        'hash',
        many(count),
        many(count).map(({ id }) => ({ block: id, start: 0, end: 1 })),
      )
    for (const count of [ANCHOR_BLOCKS_MAX, ANCHOR_BLOCKS_MAX + 1]) {
      const made = all(count)
      if (made === null) throw new Error('no anchor')
      expect(partsOf(made)).toHaveLength(ANCHOR_BLOCKS_MAX)
      expect(anchorSchema.safeParse(made).success).toBe(true)
    }
    const full = all(ANCHOR_BLOCKS_MAX)
    const last = full?.more?.at(-1)
    if (full?.more === undefined || last === undefined) throw new Error('no parts')
    expect(anchorSchema.safeParse({ ...full, more: [...full.more, last] }).success).toBe(false)
  })
})
