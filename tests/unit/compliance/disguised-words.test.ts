import { check } from '@core/compliance'
import type { RulePack } from '@core/compliance'
import type { CheckBlock, Finding } from '@shared/domain/compliance'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ordinarySentences } from '../../support/ordinary-text'
import { randomNumbers } from '../../support/random'
import { bySound, lossless, type Disguise } from './disguises'
import { packs } from './packs'
import { testPack } from './test-pack'

/** Words that are hits by themselves and that sound, where a rule says that sounds count. */
const words = [
  ...new Set(
    packs.flatMap(({ rules }) =>
      rules.flatMap(({ patterns }) =>
        patterns.flatMap((pattern) => ('lexicon' in pattern && pattern.soundsToo ? [...pattern.lexicon] : [])),
      ),
    ),
  ),
]
  .map((word) => word.toLowerCase())
  .filter((word) => /^[\u4e00-\u9fffa-z0-9]{2,}$/u.test(word))
/** All words in one rule: what is measured is the engine, not the contexts of the rules. */
const pack: RulePack = testPack([{ patterns: [{ lexicon: words }] }])
const context = { links: [], imageCount: 0 }
const { below, seed } = randomNumbers('disguised words')
const sampled = words.filter((_word, index) => index % Math.ceil(words.length / 1_500) === 0)

interface Hidden {
  readonly word: string
  readonly text: string
  readonly from: number
  readonly to: number
}

function hide(disguise: Disguise): Hidden[] {
  const sentences = ordinarySentences()
  return sampled.flatMap((word) => {
    const hidden = disguise(word, below)
    if (hidden === undefined) return []
    const before = `${sentences[below(sentences.length)] ?? ''}他说，`
    return [
      {
        word,
        text: `${before}${hidden}。${sentences[below(sentences.length)] ?? ''}`,
        from: before.length,
        to: before.length + hidden.length,
      },
    ]
  })
}

function findingsByBlock(texts: readonly string[]): ReadonlyMap<string, readonly Finding[]> {
  const blocks = texts.map((text, index): CheckBlock => ({ id: String(index), kind: 'paragraph', text }))
  const byBlock = new Map<string, Finding[]>()
  for (const finding of check(blocks, [pack], context, { versionKey: '' }).findings) {
    byBlock.set(finding.block, [...(byBlock.get(finding.block) ?? []), finding])
  }
  return byBlock
}

/** Share of the words found over the whole of the place where they are, and not beyond it. */
function found(disguise: Disguise): { readonly share: number; readonly lost: readonly string[] } {
  const hidden = hide(disguise)
  const byBlock = findingsByBlock(hidden.map(({ text }) => text))
  const lost = hidden.filter(({ from, to }, index) => {
    const findings = byBlock.get(String(index)) ?? []
    return !findings.some(({ start, end }) => start >= from && end <= to && end - start >= (to - from) * 0.6)
  })
  return {
    share: 1 - lost.length / Math.max(1, hidden.length),
    lost: lost.slice(0, 12).map(({ word, text, from, to }) => `${word}: ${text.slice(from, to)}`),
  }
}

describe(`words of the packs in disguise (seed ${seed}, ${sampled.length} of ${words.length})`, () => {
  it.each(Object.entries(lossless))('%s: nearly all are found at their place', (name, disguise) => {
    const { share, lost } = found(disguise)
    console.info(`${name}: ${(share * 100).toFixed(1)}%`)
    expect(share, lost.join('\n')).toBeGreaterThanOrEqual(0.95)
  })

  it('by sound: at least 60% are found, and none is an error', () => {
    const shares = Object.entries(bySound).map(([name, disguise]) => {
      const { share } = found(disguise)
      console.info(`${name}: ${(share * 100).toFixed(1)}%`)
      return share
    })
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.6)
    const heard = hide(bySound['homophone'] as Disguise)
    const findings = [...findingsByBlock(heard.map(({ text }) => text)).values()].flat()
    const onlyHeard = findings.filter(({ trace }) =>
      trace.some((step) => ['homophone', 'pinyin', 'initials'].includes(step)),
    )
    expect(onlyHeard.length).toBeGreaterThan(100)
    expect(onlyHeard.filter(({ level }) => level === 'error')).toEqual([])
    expect(onlyHeard.every(({ lowered }) => lowered !== undefined)).toBe(true)
  })

  it('adds next to nothing to ordinary sentences', () => {
    const sentences = ordinarySentences()
    const disguised = [...findingsByBlock(sentences).values()]
      .flat()
      .filter(({ trace }) =>
        trace.some((step) =>
          ['homophone', 'pinyin', 'initials', 'split', 'reversed', 'repeat', 'digit', 'leet'].includes(step),
        ),
      )
    const thousands = sentences.join('').length / 1_000
    console.info(`${disguised.length} in ${Math.round(thousands)} thousand characters`)
    expect(
      disguised.length / thousands,
      disguised.map(({ text, normalized }) => `${text} → ${normalized}`).join('\n'),
    ).toBeLessThan(0.2)
  })
})

describe('the place of a finding', () => {
  const all = [...Object.values(lossless), ...Object.values(bySound)]
  const ordinary = fc.constantFrom(
    ...ordinarySentences().slice(0, 80),
    '😀',
    '\ud83d',
    'ﬁ',
    '㍿',
    '&amp;',
    '…',
    '\u202e',
  )
  it('is in bounds, cuts no pair in two, ends on what was matched, and is the same every time', () => {
    const disguisedWord = fc
      .record({
        word: fc.nat(sampled.length - 1),
        ways: fc.array(fc.nat(all.length - 1), { minLength: 1, maxLength: 3 }),
        salt: fc.nat(),
      })
      .map(({ word, ways, salt }) => {
        let state = salt
        const next = (limit: number): number =>
          (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) % Math.max(1, limit)
        return ways.reduce((text, way) => all[way]?.(text, next) ?? text, sampled[word] ?? '')
      })
    fc.assert(
      fc.property(fc.array(fc.oneof(ordinary, disguisedWord), { maxLength: 8 }), (pieces) => {
        const text = pieces.join('')
        const blocks: CheckBlock[] = [{ id: 'p', kind: 'paragraph', text }]
        const { findings } = check(blocks, [pack], context, { versionKey: '' })
        let last = 0
        for (const { start, end, text: span } of findings) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(start).toBeLessThan(end)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(text.slice(start, end)).toBe(span)
          expect(isInsidePair(text, start) || isInsidePair(text, end)).toBe(false)
          last = start
        }
        expect(JSON.stringify(check(blocks, [pack], context, { versionKey: '' }).findings)).toBe(
          JSON.stringify(findings),
        )
      }),
      { numRuns: 300, verbose: 1 },
    )
  })
})

function isInsidePair(text: string, at: number): boolean {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff && at > 0
}
