import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyWords, firstMatch, INDEXED_UNITS, indexWords, matchQuery, QUERY_UNITS } from '@core/search/bigrams'

describe('the words of a text', () => {
  it.each([
    ['短视频', '短视 视频 频'],
    ['字', '字'],
    ['AI视频2026年', 'ai 视频 频 2026 年'],
    ['Ｗｅｃｈａｔ 公众号。', 'wechat 公众 众号 号'],
    ['zhou@mail.example', 'zhou mail example'],
    ['𠮷野家', '𠮷野 野家 家'],
    ['……！？', ''],
  ])('%s: %s', (text, words) => {
    expect(indexWords(text).toString('utf8')).toBe(words)
  })

  it('are the same in the quick way as in any (seed 20261125)', () => {
    // Every common unit, and what makes a text an uncommon one: composed and wide letters, radicals, kana, pairs, halves of pairs.
    const common = fc.oneof(
      fc.integer({ min: 0, max: 0x7f }),
      fc.integer({ min: 0x2010, max: 0x2027 }),
      fc.integer({ min: 0x3000, max: 0x3020 }),
      fc.integer({ min: 0x4e00, max: 0x9fff }),
      fc.integer({ min: 0xff01, max: 0xff5e }),
    )
    const uncommon = fc.oneof(fc.constantFrom(0x301, 0x2f00, 0x3042, 0xac00, 0xd842, 0xdfb7, 0xe9), fc.nat(0xffff))
    const text = (unit: fc.Arbitrary<number>) =>
      fc.array(unit, { maxLength: 60 }).map((units) => String.fromCharCode(...units))
    const same = (one: string): void => {
      expect(indexWords(one).toString('utf8')).toBe(Buffer.from(anyWords(one).join(' '), 'utf8').toString('utf8'))
    }
    fc.assert(fc.property(text(common), same), { seed: 20261125, numRuns: 2_000 })
    fc.assert(fc.property(text(fc.oneof({ weight: 20, arbitrary: common }, uncommon)), same), {
      seed: 20261125,
      numRuns: 500,
    })
    for (let unit = 0; unit <= 0xffff; unit += 1) same(`字${String.fromCharCode(unit)}a${String.fromCharCode(unit)}`)
  })

  it('end at the limit and not before it', () => {
    expect(indexWords(`${' '.repeat(INDEXED_UNITS - 1)}ab`).toString('utf8')).toBe('a')
    expect(indexWords(`${' '.repeat(INDEXED_UNITS)}ab`)).toHaveLength(0)
  })
})

describe('a query', () => {
  it.each([
    ['短视频', '"短视 视频"'],
    ['视', '"视"*'],
    ['GPT 视频', '"gpt"* AND "视频"'],
    ['GPT视频', '"gpt"* AND "视频"'],
    ['a" OR "b', '"a"* AND "or"* AND "b"*'],
    ['。。。', null],
  ])('%s: %s', (query, match) => {
    expect(matchQuery(query)).toBe(match)
  })

  it('counts up to its limit', () => {
    expect(matchQuery(`${' '.repeat(QUERY_UNITS - 1)}ab`)).toBe('"a"*')
    expect(matchQuery(`${' '.repeat(QUERY_UNITS)}ab`)).toBeNull()
  })

  it('is found where it first stands', () => {
    expect(firstMatch('说到 Wechat 公众号', 'wechat 公众号')).toBe(3)
    expect(firstMatch('没有', 'wechat')).toBe(-1)
  })
})
