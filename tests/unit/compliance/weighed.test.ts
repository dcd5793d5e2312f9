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
