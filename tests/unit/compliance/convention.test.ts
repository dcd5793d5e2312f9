import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readPack } from './packs'

/** The clauses as the convention's text has them: `1.` begins an item, `1)` a sub-item, until chapter 二. */
function clausesOf(convention: string): { number: string; item: string; text: string }[] {
  const clauses: { number: string; item: string; text: string }[] = []
  let item = { number: '', name: '' }
  for (const line of (convention.split('\n二、')[0] ?? '').split('\n')) {
    const heading = /^(\d)\.\s?([^,::]+)/u.exec(line)
    const sub = /^(\d+)\)(.*)$/u.exec(line)
    if (heading !== null) item = { number: heading[1] ?? '', name: heading[2] ?? '' }
    else if (sub !== null) clauses.push({ number: `${item.number}.${sub[1]}`, item: item.name, text: sub[2] ?? '' })
  }
  return clauses
}

describe('the convention pack', () => {
  const pack = readPack('convention')
  const expected = clausesOf(readFileSync(new URL('../../fixtures/convention.txt', import.meta.url), 'utf8'))

  it('has all 55 clauses, word for word and in order', () => {
    expect(expected).toHaveLength(55)
    expect(pack.clauses.map(({ number, item, text }) => ({ number, item, text }))).toEqual(expected)
  })

  it('says what a human must judge wherever rules do not cover a clause', () => {
    for (const { number, coverage, human } of pack.clauses)
      expect([number, human !== '']).toEqual([number, coverage !== 'rules'])
  })

  it('has a rule for every clause that rules check, and none for the others', () => {
    const ruled = new Set(pack.rules.map(({ clause }) => clause))
    for (const { number, coverage } of pack.clauses) {
      expect([number, ruled.has(number)]).toEqual([number, coverage === 'rules' || coverage === 'partial'])
    }
  })
})
