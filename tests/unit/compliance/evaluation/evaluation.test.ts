import { check, checkPlainText } from '@core/compliance'
import type { CheckBlock, Finding } from '@shared/domain/compliance'
import { describe, expect, it } from 'vitest'
import { packs } from '../packs'
import { cleanParagraphs, cleanTitles } from './clean'
import { violatingTexts } from './violating'

const cleanBlocks: readonly CheckBlock[] = [
  ...cleanTitles.map((text): CheckBlock => ({ id: text, kind: 'title', text })),
  ...cleanParagraphs.map((text): CheckBlock => ({ id: text, kind: 'paragraph', text })),
]
const { findings } = check(cleanBlocks, packs, { links: [], imageCount: 0 }, { versionKey: 'evaluation' })
const thousands = cleanBlocks.reduce((sum, block) => sum + block.text.length, 0) / 1000
const shown = (some: readonly Finding[]): string =>
  some.map(({ ruleId, text, block }) => `${ruleId} ${text}: ${block}`).join('\n')

describe('ordinary paragraphs, each with a word that naive lists trip over', () => {
  it('get no error-level finding', () => {
    expect(shown(findings.filter(({ level }) => level === 'error'))).toBe('')
  })

  it('get at most 0.3 warnings per 1,000 characters for what the author says in earnest', () => {
    const warnings = findings.filter(({ level, lowered }) => level === 'warning' && lowered === undefined)
    expect(warnings.length / thousands, shown(warnings)).toBeLessThanOrEqual(0.3)
  })

  it('get few warnings for what they quote, deny or report, though this set is full of it', () => {
    const lowered = findings.filter(({ level, lowered: why }) => level === 'warning' && why !== undefined)
    expect(lowered.length / thousands, shown(lowered)).toBeLessThanOrEqual(2)
  })
})

describe('violating texts', () => {
  it('are found for the most part, each under its item of the convention or as a contact', () => {
    const missed = violatingTexts.filter(({ item, ...source }) => {
      // An illegal service is 1.13 and an advertisement at once.
      const prefixes = item === '3' ? ['3.', 'links/', '1.13'] : [`${item}.`]
      return !checkPlainText(source, packs).findings.some(({ clause }) =>
        prefixes.some((prefix) => clause.startsWith(prefix)),
      )
    })
    const recall = 1 - missed.length / violatingTexts.length
    console.info(`compliance: ${(recall * 100).toFixed(0)}% of ${violatingTexts.length} violating texts found`)
    // Below this the first rules have lost something; the aims for unseen texts are another issue's.
    expect(recall, JSON.stringify(missed, null, 1)).toBeGreaterThanOrEqual(0.85)
  })
})
