import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildMatcher } from '@core/compliance/matcher'

const sign = fc.constantFrom('a', 'b', '微', '信', '\ud83d', '\ude00')
const word = fc.array(sign, { minLength: 1, maxLength: 5 }).map((signs) => signs.join(''))
const text = fc.array(fc.oneof(sign, fc.constantFrom('x', '。')), { maxLength: 60 }).map((signs) => signs.join(''))

function found(words: readonly string[], haystack: string): string[] {
  const matcher = buildMatcher(words)
  const hits: string[] = []
  const add = (index: number, start: number) => hits.push(`${start} ${words[index]}`)
  matcher.scan(unitsOf(haystack), haystack.length, (index, end) => add(index, end - (words[index]?.length ?? 0)))
  return hits.sort()
}

const unitsOf = (source: string): Uint16Array =>
  Uint16Array.from({ length: source.length }, (_, i) => source.charCodeAt(i))

function naive(words: readonly string[], haystack: string): string[] {
  const hits: string[] = []
  for (const each of words) {
    for (let at = haystack.indexOf(each); at >= 0; at = haystack.indexOf(each, at + 1)) hits.push(`${at} ${each}`)
  }
  return hits.sort()
}

describe('the matcher', () => {
  it('finds what a naive search finds, overlaps and words inside words included', () => {
    // On failure fast-check prints the seed and path that replay it.
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 12 }), text, (words, haystack) => {
        expect(found(words, haystack)).toEqual(naive(words, haystack))
      }),
      { numRuns: 2_000, verbose: 1 },
    )
  })

  it('finds nothing without words', () => {
    expect(found([], '加微信')).toEqual([])
  })

  it('is a tree to walk through: children, words, and what a state goes on with', () => {
    const { child, wordAt, branches } = buildMatcher(['微信', '微博', '信'])
    const state = child(0, '微'.charCodeAt(0))
    expect([wordAt(0), wordAt(state), wordAt(child(state, '博'.charCodeAt(0)))]).toEqual([-1, -1, 1])
    expect(child(state, '微'.charCodeAt(0))).toBe(0)
    expect(
      String.fromCharCode(...branches(state))
        .split('')
        .sort(),
    ).toEqual(['信', '博'].sort())
    expect(branches(0)).toHaveLength(2)
  })

  it('refuses the empty word and a word given twice', () => {
    expect(() => buildMatcher([''])).toThrow('empty')
    expect(() => buildMatcher(['微信', '微信'])).toThrow('twice')
  })

  it('reads a million characters of 50,000 words in a moment', () => {
    const words = Array.from({ length: 50_000 }, (_, i) =>
      String.fromCharCode(0x4e00 + (i % 251), 0x5000 + ((i * 7) % 509), 0x5200 + i),
    )
    const matcher = buildMatcher(words)
    let hits = 0
    const text = '一份普通的稿件'.repeat(150_000) + words[77]
    matcher.scan(unitsOf(text), text.length, () => (hits += 1))
    expect(hits).toBe(1)
  })
})
