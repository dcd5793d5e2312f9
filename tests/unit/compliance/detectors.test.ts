import { check } from '@core/compliance'
import { hasLuhnChecksum } from '@core/compliance/detectors/bank-card'
import { isIdentityNumber } from '@core/compliance/detectors/identity-number'
import type { CheckBlock, CheckContext } from '@shared/domain/compliance'
import { describe, expect, it } from 'vitest'
import { testPack } from './test-pack'

const block = (text: string, id = 'b1'): CheckBlock => ({ id, kind: 'paragraph', text })
const nothing: CheckContext = { links: [], imageCount: 0 }

describe('checksums', () => {
  it('of an identity number are ISO 7064 MOD 11-2', () => {
    expect(isIdentityNumber('11010519491231002x')).toBe(true)
    expect(isIdentityNumber('110105194912310021')).toBe(false)
  })

  it('of a card are Luhn’s', () => {
    expect(hasLuhnChecksum('79927398713')).toBe(true)
    expect(hasLuhnChecksum('79927398710')).toBe(false)
  })
})

describe('a detector of one block', () => {
  const pack = testPack([{ patterns: [{ structure: 'identity-number' }] }])

  it('gives the span as written, through full-width digits and signs between', () => {
    const text = '证号１１０１０５－19491231-002X，请核对'
    const { findings } = check([block(text)], [pack], nothing, { versionKey: 'v' })
    expect(findings.map(({ start, end }) => text.slice(start, end))).toEqual(['１１０１０５－19491231-002X'])
  })
})

describe('what is open about a piece', () => {
  const pack = testPack([{ level: 'note', patterns: [{ metadata: { open: 'ai-statement' } }] }])
  const found = (context: Partial<CheckContext>): string[] =>
    check([block('  ', 'title'), block('正文')], [pack], { ...nothing, ...context }, { versionKey: 'v' }).findings.map(
      (finding) => `${finding.block} ${finding.start}-${finding.end}`,
    )

  it('is found where the text begins', () => {
    expect(found({ open: ['ai-statement'] })).toEqual(['b1 0-2'])
  })

  it('is not found when it is settled, nor where nobody knows', () => {
    expect(found({ open: ['pictures'] })).toEqual([])
    expect(found({})).toEqual([])
  })
})

describe('a lead', () => {
  it('is said of the finding and of its clause, until something is found that is more', () => {
    const lead = { level: 'warning', lead: true, patterns: [{ lexicon: ['买账号'] }] }
    const leads = check([block('买账号')], [testPack([lead])], nothing, { versionKey: 'v' })
    expect(leads.findings.map((finding) => finding.lead)).toEqual([true])
    expect(leads.checklist[0]).toEqual({ clause: 'test/1', verdict: 'hit', lead: true })

    const more = { level: 'warning', patterns: [{ lexicon: ['卖粉丝'] }] }
    const both = check([block('买账号，卖粉丝')], [testPack([lead, more])], nothing, { versionKey: 'v' })
    expect(both.checklist[0]).toEqual({ clause: 'test/1', verdict: 'hit' })
  })
})
