import { check, exampleFailures, exampleText } from '@core/compliance'
import type { RulePack } from '@core/compliance'
import type { CheckBlock, Finding } from '@shared/domain/compliance'
import { describe, expect, it } from 'vitest'
import { cleanParagraphs, cleanTitles } from './evaluation/clean'
import { violatingTexts } from './evaluation/violating'
import { packs } from './packs'

const rules = packs.flatMap((pack) => pack.rules.map((rule) => [rule.id, pack, rule] as const))

describe('the shipped packs', () => {
  it.each(packs.map((pack) => [pack.name, pack] as const))('%s does what its examples say', (_name, pack) => {
    expect(exampleFailures(pack)).toEqual([])
  })

  it('have rule ids that are unique over all packs', () => {
    expect(new Set(rules.map(([id]) => id)).size).toBe(rules.length)
  })

  it('have no example that is also in an evaluation set', () => {
    const evaluation = new Set([
      ...cleanParagraphs,
      ...cleanTitles,
      ...violatingTexts.map(({ title, text }) => title ?? text),
    ])
    const examples = rules.flatMap(([, , rule]) => [...rule.examples.hits, ...rule.examples.misses].map(exampleText))
    expect(examples.filter((text) => evaluation.has(text))).toEqual([])
  })
})

const disguises: readonly (readonly [string, (word: string) => string])[] = [
  ['zero-width characters', (word) => [...word].join('\u200b')],
  ['symbols', (word) => [...word].join('*')],
  ['emoji', (word) => [...word].join('❤️')],
  ['combining marks', (word) => [...word].map((sign) => `${sign}\u0336`).join('')],
  ['entities', (word) => [...word].map((sign) => `&#x${(sign.codePointAt(0) ?? 0).toString(16)};`).join('')],
]

/** Every word that is a hit by itself, in the kind of block where it is one. */
function wordsOf(
  pack: RulePack,
): { readonly rule: string; readonly word: string; readonly kind: CheckBlock['kind'] }[] {
  return pack.rules.flatMap(({ id, patterns }) =>
    patterns.flatMap((pattern) => {
      const inTitle = 'headline' in pattern
      const words = inTitle ? pattern.headline : pattern
      if (!('lexicon' in words)) return []
      const kind = inTitle ? ('title' as const) : ('paragraph' as const)
      return words.lexicon.map((word) => ({ rule: id, word, kind }))
    }),
  )
}

describe.each(disguises)('every word of every lexicon, disguised with %s', (_name, disguise) => {
  // Each pack is checked once, with a block a word: there are thousands of words.
  it.each(packs.map((pack) => [pack.name, pack] as const))('is found at its span: %s', (_pack, pack) => {
    const words = wordsOf(pack)
    const blocks = words.map(({ word, kind }, index): CheckBlock => ({
      id: String(index),
      kind,
      text: `好。${disguise(word)}。好`,
    }))
    const { findings } = check(blocks, [pack], { links: [], imageCount: 0 }, { versionKey: '' })
    const byBlock = new Map<string, Finding[]>()
    for (const finding of findings) byBlock.set(finding.block, [...(byBlock.get(finding.block) ?? []), finding])
    const lost = words.filter(({ rule, word }, index) => {
      const hidden = disguise(word)
      return !byBlock
        .get(String(index))
        ?.some(({ ruleId, text }) => ruleId === rule && hidden.startsWith(text) && text.length >= hidden.length - 2)
    })
    expect(lost).toEqual([])
  })
})
