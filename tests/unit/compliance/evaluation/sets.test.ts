import { exampleText } from '@core/compliance'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readEvalSets } from '../../../eval/compliance/eval-set'
import { judge, measure, total } from '../../../eval/compliance/measure'
import { packs } from '../packs'

const sets = readEvalSets(fileURLToPath(new URL('../../../eval/compliance/sets', import.meta.url)))
const ordinary = sets.filter(({ kind }) => kind === 'article')

describe('the labelled sets', () => {
  it('share no text with the examples of a rule', () => {
    const examples = new Set(
      packs.flatMap(({ rules }) =>
        rules.flatMap((rule) => [...rule.examples.hits, ...rule.examples.misses].map(exampleText)),
      ),
    )
    const texts = sets.flatMap(({ entries }) => entries.map(({ title, text }) => title ?? text))
    expect(texts.filter((text) => examples.has(text))).toEqual([])
  })

  // The set is full of what naive lists trip over; ordinary articles have far less of it (the aim there is 0.3).
  it('of ordinary articles: no error, and at most one warning in 1,000 characters', () => {
    const sum = total(
      'article',
      ordinary.map((set) => measure(set, judge(set, packs))),
    )
    expect(sum.texts).toBeGreaterThan(0)
    expect(sum.falseErrors).toBe(0)
    expect(sum.falseFindings / sum.thousands).toBeLessThanOrEqual(1)
  })
})
