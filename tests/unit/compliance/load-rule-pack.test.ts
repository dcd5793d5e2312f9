import { loadRulePack } from '@core/compliance'
import { regexLimits, regexProblem } from '@core/compliance/regex-guard'
import { packLimits } from '@core/compliance/rule-pack'
import { describe, expect, it } from 'vitest'
import { packYaml, problemsOf, testPack } from './test-pack'

describe('loading a rule pack', () => {
  it('gives the same hash to two spellings of one content, another to another', () => {
    const yaml = packYaml([{ patterns: [{ lexicon: ['微信'] }] }])
    const hash = (text: string): string => {
      const loaded = loadRulePack(text)
      return loaded.ok ? loaded.value.hash : ''
    }
    expect(hash(yaml)).toMatch(/^[0-9a-f]{64}$/u)
    expect(hash(`# a comment\n${yaml}`)).toBe(hash(yaml))
    expect(hash(yaml.replace('微信', '薇信'))).not.toBe(hash(yaml))
  })

  it('takes the content of a hash that loaded before as examined, and no other content under its name', () => {
    const stalling = packYaml([{ patterns: [{ regex: '(a+)+b' }] }])
    const sound = packYaml([{ patterns: [{ regex: 'a{1,3}b' }] }])
    const loaded = loadRulePack(sound)
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error))
    expect(loadRulePack(sound, loaded.value.hash)).toEqual(loaded)
    expect(loadRulePack(stalling, loaded.value.hash)).toMatchObject({ ok: false, error: [{ code: 'regex_unbounded' }] })
  })

  it('refuses broken YAML with its line, a bomb of aliases, and a text beyond the limit', () => {
    const broken = loadRulePack('name: a\nversion: "1\n')
    expect(broken.ok ? [] : broken.error.map(({ code, at }) => [code, at])[0]).toEqual([
      'yaml',
      expect.stringMatching(/^\d+$/u),
    ])
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`),
    ]
    expect(problemsOf(bomb.join('\n'))).toEqual(['yaml'])
    expect(problemsOf('#'.repeat(packLimits.yamlLength))).not.toContain('too_large')
    expect(problemsOf('#'.repeat(packLimits.yamlLength + 1))).toEqual(['too_large'])
  })

  it('refuses a rule without both kinds of examples, and unknown fields', () => {
    const lexicon = [{ lexicon: ['微信'] }]
    expect(problemsOf(packYaml([{ patterns: lexicon, examples: { hits: ['微信'], misses: [] } }]))).toEqual(['schema'])
    expect(problemsOf(packYaml([{ patterns: lexicon, examples: { hits: [], misses: ['x'] } }]))).toEqual(['schema'])
    expect(problemsOf(packYaml([{ patterns: lexicon, severity: 9 }]))).toEqual(['schema'])
  })

  it('names every problem that a schema cannot see, all at once', () => {
    const yaml = packYaml([
      { id: 'same', patterns: [{ lexicon: ['***'] }] },
      { id: 'same', clause: 'test/99', patterns: [{ regex: '(a+)+b' }], except: { before: ['!'] } },
    ])
    expect(problemsOf(yaml)).toEqual([
      'duplicate_rule',
      'unknown_clause',
      'empty_word',
      'regex_unbounded',
      'empty_word',
    ])
  })

  it('reads words as a list or as a text, refuses a source that is not listed and a lead that is an error', () => {
    const text = testPack([{ patterns: [{ lexicon: '加微信 代开发票\n  刻章\n' }] }])
    expect(text.rules[0]?.patterns[0]).toMatchObject({ lexicon: ['加微信', '代开发票', '刻章'], soundsToo: true })
    expect(problemsOf(packYaml([{ patterns: [{ lexicon: ' \n ' }] }]))).toEqual(['schema'])
    expect(problemsOf(packYaml([{ patterns: [{ lexicon: ['微信'], source: 'nowhere' }] }]))).toEqual(['unknown_source'])
    expect(problemsOf(packYaml([{ lead: true, level: 'error', patterns: [{ lexicon: ['微信'] }] }]))).toEqual([
      'lead_error',
    ])
  })
})

describe('the guard against regular expressions that stall', () => {
  it.each([
    ['a+', 'regex_unbounded'],
    ['a*b', 'regex_unbounded'],
    ['a{2,}', 'regex_unbounded'],
    ['(?:a{0,20}){0,20}b', 'regex_too_costly'],
    ['(?:a|a){40}b', 'regex_too_costly'],
    ['(?:[ab]|b){40}c', 'regex_too_costly'],
    ['(?:\\d|[5x]){40}c', 'regex_too_costly'],
    ['(?:.|好){40}c', 'regex_too_costly'],
    ['.{0,90}.{0,90}.{0,90}x', 'regex_too_costly'],
    ['(a)\\1', 'regex_backreference'],
    ['(?<x>a)\\k<x>', 'regex_backreference'],
    ['a{0,3}', 'regex_matches_empty'],
    ['(', 'regex_syntax'],
    ['[', 'regex_syntax'],
  ])('refuses %s', (source, code) => {
    expect(regexProblem(source)?.code).toBe(code)
  })

  it.each([
    '1[3-9]\\d(?:[ -]{0,2}\\d){8}',
    '(?:微|薇)[^a-z]{0,3}信',
    '(?<!\\d)\\d{4,9}(?!\\d)',
    '[\\]a]{1,3}b',
    '(?:甲|乙|丙){30}',
    '(?:[ab]|c|\\d|\\.){40}',
  ])('lets %s through', (source) => {
    expect(regexProblem(source)).toBeUndefined()
  })

  it('holds its limits exactly', () => {
    expect(regexProblem('a'.repeat(regexLimits.length))).toBeUndefined()
    expect(regexProblem('a'.repeat(regexLimits.length + 1))?.code).toBe('regex_too_long')
    expect(regexProblem(`a{1,${regexLimits.repeat}}`)).toBeUndefined()
    expect(regexProblem(`a{1,${regexLimits.repeat + 1}}`)?.code).toBe('regex_unbounded')
  })
})
