import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findIn, MATCHES_MAX, type FindQuery } from '@shared/manuscript/find'

const seed = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
console.log(`fast-check seed ${seed}`)

const query = (words: string, more: Partial<FindQuery> = {}): FindQuery => ({
  words,
  pattern: false,
  matchCase: false,
  wholeWord: false,
  replacement: '',
  ...more,
})
const places = (texts: readonly string[], asked: FindQuery): string[] => {
  const found = findIn(texts, asked)
  if (found.kind !== 'found') throw new Error(found.detail)
  return found.matches.map(({ text, start, end }) => `${text}:${start}-${end} ${texts[text]?.slice(start, end)}`)
}

describe('finding', () => {
  it('words as they are, signs of patterns too', () => {
    expect(places(['加微信（1+1）', '微信和微博'], query('微'))).toEqual(['0:1-2 微', '1:0-1 微', '1:3-4 微'])
    expect(places(['a.b', 'axb', '(1+1)?'], query('.'))).toEqual(['0:1-2 .'])
    expect(places(['(1+1)? [x] {2} /a/'], query('(1+1)? [x] {2} /a/'))).toHaveLength(1)
  })

  it('without case unless asked, whole words of Latin script and digits', () => {
    expect(places(['AI and ai, said'], query('ai'))).toEqual(['0:0-2 AI', '0:7-9 ai', '0:12-14 ai'])
    expect(places(['AI and ai'], query('ai', { matchCase: true }))).toEqual(['0:7-9 ai'])
    expect(places(['AI视频, said, AI2'], query('ai', { wholeWord: true }))).toEqual(['0:0-2 AI'])
  })

  it('patterns, with groups filled into the replacement', () => {
    const asked = query('(\\d+)\\s*万(?<unit>元|美元)', { pattern: true, replacement: '$1 万$<unit>（$&，$$）' })
    const found = findIn(['融资6000万美元'], asked)
    expect(found).toMatchObject({ matches: [{ start: 2, end: 9, replacement: '6000 万美元（6000万美元，$）' }] })
    expect(findIn(['x'], query('x', { pattern: true, replacement: '$3' }))).toMatchObject({
      matches: [{ replacement: '$3' }],
    })
  })

  it('a pattern that is none, one that matches nothing long, and no words', () => {
    expect(findIn(['a'], query('(', { pattern: true }))).toMatchObject({ kind: 'no-pattern' })
    expect(places(['abc'], query('x*', { pattern: true }))).toEqual([])
    expect(places(['abc'], query(''))).toEqual([])
  })

  it('so many at most, and says that there are more', () => {
    expect(findIn(['a'.repeat(MATCHES_MAX)], query('a'))).toMatchObject({ more: false })
    const found = findIn(['a'.repeat(MATCHES_MAX + 1)], query('a'))
    expect(found).toMatchObject({ more: true })
    expect(found.kind === 'found' ? found.matches : []).toHaveLength(MATCHES_MAX)
  })

  it('plain words are found wherever they stand, whatever they are', () => {
    const signs = fc.string({ unit: fc.constantFrom(...'增长a.*+?()[]{}|^$\\/-𠮷'), minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(signs, signs, signs, (before, words, after) => {
        const text = `${before}${words}${after}`
        const found = places([text], query(words, { matchCase: true }))
        expect(found[0]).toBe(`0:${text.indexOf(words)}-${text.indexOf(words) + words.length} ${words}`)
      }),
      { seed, numRuns: 500 },
    )
  })
})
