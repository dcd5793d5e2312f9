import { checkPlainText, toSarif } from '@core/compliance'
import { describe, expect, it } from 'vitest'
import { testPack } from './test-pack'

const packs = [testPack([{ patterns: [{ lexicon: ['微信'] }] }])]
const source = { title: '谈😀微信', text: '第一段\r\n\n这里有微*信\n微信' }

describe('the check of a plain text', () => {
  const result = checkPlainText(source, packs)

  it('counts offsets into the whole text, or into the title', () => {
    expect(
      result.findings.map(({ block, start, end, text, normalized }) => ({ block, start, end, text, normalized })),
    ).toEqual([
      { block: 'title', start: 3, end: 5, text: '微信', normalized: '微信' },
      { block: '2', start: 9, end: 12, text: '微*信', normalized: '微信' },
      { block: '3', start: 13, end: 15, text: '微信', normalized: '微信' },
    ])
    for (const { block, start, end, text } of result.findings) {
      expect((block === 'title' ? source.title : source.text).slice(start, end)).toBe(text)
    }
  })

  it('has exactly the fields of the command line', () => {
    const fields = ['ruleId', 'clause', 'category', 'level', 'message', 'start', 'end', 'text', 'normalized', 'block']
    expect(Object.keys(result.findings[0] ?? {})).toEqual(fields)
    expect(Object.keys(result)).toEqual(['findings', 'checklist'])
  })

  it('needs no title', () => {
    expect(checkPlainText({ text: '微信' }, packs).findings).toHaveLength(1)
    expect(checkPlainText({ title: '', text: '' }, packs).findings).toEqual([])
  })
})

describe('SARIF', () => {
  const log = toSarif([{ uri: '稿件 #1.txt', source, result: checkPlainText(source, packs) }], packs)
  const [first, second] = log.runs[0].results

  it('is a 2.1.0 log with the rules and UTF-16 columns', () => {
    expect(log).toMatchObject({
      version: '2.1.0',
      runs: [{ columnKind: 'utf16CodeUnits', tool: { driver: { rules: [{ id: 'test/rule-0' }] } } }],
    })
    expect(JSON.parse(JSON.stringify(log))).toEqual(log)
  })

  it('gives a region in the text, by line and by offset', () => {
    expect(second).toMatchObject({
      ruleId: 'test/rule-0',
      ruleIndex: 0,
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: '%E7%A8%BF%E4%BB%B6%20%231.txt' },
            region: {
              startLine: 3,
              startColumn: 4,
              endLine: 3,
              endColumn: 7,
              charOffset: 9,
              charLength: 3,
              snippet: { text: '微*信' },
            },
          },
        },
      ],
    })
  })

  it('gives the title as a logical place', () => {
    expect(first?.locations[0]).toMatchObject({ logicalLocations: [{ name: 'title' }] })
    expect(first?.locations[0]).not.toHaveProperty('physicalLocation.region')
  })
})
