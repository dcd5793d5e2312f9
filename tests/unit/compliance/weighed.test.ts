import { check } from '@core/compliance'
import type { CheckBlock } from '@shared/domain/compliance'
import { describe, expect, it } from 'vitest'
import { problemsOf, packYaml, testPack } from './test-pack'

const cues = [
  { cue: '价格', regex: '\\d元', weight: 2 },
  { cue: '催促', regex: '速来', weight: 2 },
  { cue: '新闻', regex: '据报道', weight: -3 },
]
const found = (text: string, kind: CheckBlock['kind'] = 'paragraph', headline = false): string[] => {
  const weighed = { cues, atLeast: 4 }
  const pack = testPack([{ patterns: [headline ? { headline: { weighed } } : { weighed }] }])
  const { findings } = check([{ id: 'b', kind, text }], [pack], { links: [], imageCount: 0 }, { versionKey: 'v' })
  return findings.map((finding) => `${finding.text} (${finding.detail ?? ''})`)
}

describe('weak signs', () => {
  it('count together, over the span of all that spoke for it', () => {
    expect(found('只要９元，欢迎速来')).toEqual(['９元，欢迎速来 (价格、催促)'])
  })

  it('say nothing alone, count once each, and give way to what speaks against', () => {
    expect(found('只要9元，只要8元')).toEqual([])
    expect(found('据报道，只要9元，速来')).toEqual([])
  })

  it('in a headline only where the pattern says so', () => {
    expect(found('9元速来', 'paragraph', true)).toEqual([])
    expect(found('9元速来', 'title', true)).toEqual(['9元速来 (价格、催促)'])
  })

  it('are bounded like every regular expression', () => {
    const hostile = { cues: [...cues, { cue: '坏', regex: '(a+)+', weight: 1 }], atLeast: 4 }
    expect(problemsOf(packYaml([{ patterns: [{ weighed: hostile }] }]))).toEqual(['regex_unbounded'])
  })
})

describe('words as signs', () => {
  const wordCues = [
    { cue: '优惠', words: '满减 包邮 买一送一', weight: 2, upTo: 2 },
    { cue: '催促', words: ['速来', '最后一天'], weight: 2 },
    { cue: '电话', regex: '1\\d{10}', weight: 3 },
    { cue: '报道', words: '据报道', weight: -3 },
  ]
  const spans = (text: string, within?: number): string[] => {
    const weighed = { cues: wordCues, atLeast: 6, ...(within === undefined ? {} : { within }) }
    const { findings } = check(
      [{ id: 'b', kind: 'paragraph', text }],
      [testPack([{ patterns: [{ weighed }] }])],
      { links: [], imageCount: 0 },
      { versionKey: 'v' },
    )
    return findings.map((finding) => `${finding.text} (${finding.detail ?? ''})`)
  }

  it('count once a word, as many of a sign as it allows, disguised or not', () => {
    expect(spans('全场包*邮，满减，速来')).toEqual(['包*邮，满减，速来 (优惠、催促)'])
    expect(spans('包邮，包邮，包邮，速来')).toEqual([])
    expect(spans('包邮，满减，买一送一，最后')).toEqual([])
    expect(spans('包邮满减，13800138000')).toEqual(['包邮满减，13800138000 (优惠、电话)'])
  })

  it('must stand near each other where a window is given, and what speaks against, too', () => {
    const far = `包邮满减。${'这里讲别的事情，'.repeat(10)}速来`
    expect(spans(far)).toHaveLength(1)
    expect(spans(far, 40)).toEqual([])
    expect(spans('据报道，包邮满减，速来', 40)).toEqual([])
    expect(spans(`据报道。${'这里讲别的事情，'.repeat(10)}包邮满减，速来`, 40)).toEqual(['包邮满减，速来 (优惠、催促)'])
  })

  it('are nothing without what the whole must be about', () => {
    const cues = [{ ...wordCues[0], must: true }, ...wordCues.slice(1)]
    const pack = testPack([{ patterns: [{ weighed: { cues, atLeast: 5 } }] }])
    const count = (text: string): number =>
      check([{ id: 'b', kind: 'paragraph', text }], [pack], { links: [], imageCount: 0 }, { versionKey: 'v' }).findings
        .length
    expect(count('速来，13800138000')).toBe(0)
    expect(count('速来，13800138000，包邮')).toBe(1)
  })

  it('are found again further on in the block', () => {
    const one = '包邮满减，速来。'
    expect(spans(`${one}${'这里讲别的事情，'.repeat(10)}${one}`, 40)).toHaveLength(2)
  })

  it('name a source that the pack has', () => {
    const weighed = { cues: [{ cue: '词', words: '词', source: 'nobody', weight: 1 }, wordCues[0]], atLeast: 1 }
    expect(problemsOf(packYaml([{ patterns: [{ weighed }] }]))).toEqual(['unknown_source'])
  })
})
