import { check } from '@core/compliance'
import { maxHitsPerRule } from '@core/compliance/hits'
import type { CheckBlock } from '@shared/domain/compliance'
import { describe, expect, it } from 'vitest'
import { ordinaryParagraphs } from '../../support/ordinary-text'
import { packs } from './packs'
import { packYaml, problemsOf, testPack } from './test-pack'

const context = { links: [], imageCount: 0 }
const run = (texts: readonly string[], rulePacks = packs): ReturnType<typeof check>['findings'] =>
  check(
    texts.map((text, index): CheckBlock => ({ id: String(index), kind: 'paragraph', text })),
    rulePacks,
    context,
    { versionKey: '' },
  ).findings

const rare = testPack([{ patterns: [{ lexicon: ['丙丁戊己'] }] }])

describe('a hostile text', () => {
  it.each([
    ['one character', '加'],
    ['a word', '加微信'],
    ['a word that sounds', '加薇信'],
    ['a word backwards', '信微加'],
    ['parts', '亻弋女子言者'],
    ['digits', '1一壹'],
    ['letters', 'weixinvx'],
    ['single letters', 'v x '],
    ['lone surrogates', '\ud83d加\ude00'],
    ['combining marks', '\u0301\u0336'],
    ['ampersands', '&#x5fae;&amp;&'],
    ['what folds to many', '㍿ﷺ'],
    ['full stops', '加。微。信。'],
    ['spaces', '加          微 信'],
  ])('of a hundred thousand times %s in one line has its end, and findings in bounds', (_name, piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length))
    for (const { start, end } of run([text])) expect(start < end && end <= text.length).toBe(true)
  })

  it('of ten megabytes is read to its end', () => {
    const paragraphs = ordinaryParagraphs('hostile', 300_000)
    const texts = [...Array.from({ length: 13 }, () => paragraphs).flat(), '丙❤丁❤戊❤己']
    expect(Buffer.byteLength(texts.join('\n'))).toBeGreaterThan(9_000_000)
    expect(run(texts, [rare]).map(({ block }) => block)).toEqual([String(texts.length - 1)])
  })

  it('of one line of a million characters is too', () => {
    const line = ordinaryParagraphs('hostile line', 1_000_000).join('')
    const findings = run([`${line}。丙❤丁❤戊❤己`], [...packs, rare])
    expect(findings.some(({ text }) => text === '丙❤丁❤戊❤己')).toBe(true)
  })
})

describe('a hostile rule', () => {
  it.each([
    ['(a+)+$', 'regex_unbounded'],
    ['(?:a|a)*b', 'regex_unbounded'],
    ['(?:a|aa){1,50}b', 'regex_too_costly'],
    ['(?:[a-z]{1,50}){1,50}0', 'regex_too_costly'],
    ['(?:.{0,50}){0,50}x', 'regex_too_costly'],
    ['(?:a?){60}a{60}', 'regex_too_costly'],
    ['(?:[a-z]{0,20}[0-9a-z]{0,20}){0,20}!', 'regex_too_costly'],
    ['(a)\\1', 'regex_backreference'],
    ['(?=(?:a{0,50}){0,50}b)a', 'regex_too_costly'],
  ])('%s is refused', (regex, problem) => {
    expect(problemsOf(packYaml([{ patterns: [{ regex }] }]))).toEqual([problem])
  })

  it('at the limit of what is let through ends on the text that is worst for it', () => {
    // 2^16 ways an attempt, none of which matches.
    const regex = '(?:a|aa){1,23}b'
    const pack = problemsOf(packYaml([{ patterns: [{ regex }] }]))
    expect(['regex_too_costly', undefined]).toContain(pack[0])
    const costly = testPack([{ patterns: [{ regex: '(?:a|aa){1,14}b' }] }])
    expect(run(['a'.repeat(2_000), `${'a'.repeat(30)}b`], [costly]).map(({ block }) => block)).toEqual(['1'])
  })

  it('may have 20,000 words in a pattern, and no more; its hits are bounded', () => {
    const words = (count: number): string =>
      Array.from({ length: count }, (_, i) =>
        String.fromCharCode(0x4e00 + (i % 200), 0x5000 + Math.floor(i / 200)),
      ).join('\n')
    const pack = testPack([{ patterns: [{ lexicon: words(20_000) }] }])
    expect(problemsOf(packYaml([{ patterns: [{ lexicon: words(20_001) }] }]))).toEqual(['schema'])
    const text = words(20_000).replaceAll('\n', '。')
    expect(run([text], [pack]).length).toBe(maxHitsPerRule)
  })
})
