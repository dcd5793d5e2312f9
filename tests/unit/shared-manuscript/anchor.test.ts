import { describe, expect, it } from 'vitest'
import type { CheckBlock } from '@shared/domain/compliance'
import { ANCHOR_CONTEXT, anchorSchema, makeAnchor, placeAnchor } from '@shared/manuscript/anchor'

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
