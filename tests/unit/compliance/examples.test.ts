import { check, exampleFailures, exampleText } from '@core/compliance'
import type { CheckBlock } from '@shared/domain/compliance'
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

describe.each(disguises)('every word of every lexicon, disguised with %s', (_name, disguise) => {
  it('is found at its span', () => {
    const lost = rules.flatMap(([id, pack, rule]) => {
      // Its rule alone: thousands of words against all rules of the pack would take minutes.
      const alone = { ...pack, rules: [rule], hash: `${pack.hash} ${id}` }
      return rule.patterns.flatMap((pattern) => {
        const inTitle = 'headline' in pattern
        const words = inTitle ? pattern.headline : pattern
        if (!('lexicon' in words)) return []
        const kind: CheckBlock['kind'] = inTitle ? 'title' : 'paragraph'
        return words.lexicon.filter((word) => {
          const hidden = disguise(word)
          const { findings } = check(
            [{ id: 'b', kind, text: `好。${hidden}。好` }],
            [alone],
            { links: [], imageCount: 0 },
            { versionKey: '' },
          )
          return !findings.some(
            ({ ruleId, text }) => ruleId === rule.id && hidden.startsWith(text) && text.length >= hidden.length - 2,
          )
        })
      })
    })
    expect(lost).toEqual([])
  })
})
