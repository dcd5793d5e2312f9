import { describe, expect, it } from 'vitest'
import { firstMatch, INDEXED_UNITS, indexWords, matchQuery, QUERY_UNITS } from '@core/search/bigrams'

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
    expect(indexWords(text)).toBe(words)
  })

  it('end at the limit and not before it', () => {
    expect(indexWords(`${' '.repeat(INDEXED_UNITS - 1)}ab`)).toBe('a')
    expect(indexWords(`${' '.repeat(INDEXED_UNITS)}ab`)).toBe('')
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
