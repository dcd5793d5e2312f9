import { clausesOf, outline, shortNumber } from '@renderer/features/rules/rule-outline'
import type { ListedPack } from '@shared/domain/rules'
import { describe, expect, it } from 'vitest'

const clause = (number: string, item: string, text: string) => ({
  number,
  item,
  text,
  coverage: 'rules' as const,
  human: '',
})
const rule = (id: string, at: string, message: string) => ({
  id,
  clause: at,
  level: 'error' as const,
  message,
  on: true,
  precision: { fixed: 0, waived: 0 },
})
const untouched = { origin: 'shipped', on: true, revisions: 0, update: null } as const
const links: ListedPack = {
  ...untouched,
  name: 'links',
  version: '1.0.0',
  title: 'Links',
  hash: 'b',
  clauses: [clause('links/1', 'Contact', 'No phone numbers')],
  rules: [rule('links/phone', 'links/1', 'A number')],
}
const convention: ListedPack = {
  ...untouched,
  name: 'convention',
  version: '1.0.0',
  title: 'Convention',
  hash: 'a',
  clauses: [
    clause('7.1', 'Headline', 'Exaggeration'),
    clause('7.2', 'Headline', 'Distortion'),
    clause('8.1', 'Fans', 'Votes'),
  ],
  rules: [rule('headline/shock', '7.1', 'Shock!'), rule('headline/ever', '7.1', 'Forever')],
}
const numbers = (query: string) => clausesOf(outline([links, convention], query)).map((each) => each.clause.number)

describe('outline', () => {
  it('groups clauses by item, the largest pack first', () => {
    const outlined = outline([links, convention], '')
    expect(outlined.map(({ pack, items }) => [pack.name, items.map((item) => `${item.number} ${item.name}`)])).toEqual([
      ['convention', ['7 Headline', '8 Fans']],
      ['links', ['links/1 Contact']],
    ])
    expect(clausesOf(outlined)[0]?.rules).toHaveLength(2)
  })

  it('finds a clause by its number, its words, and the words of its rules', () => {
    expect(numbers('7.2')).toEqual(['7.2'])
    expect(numbers('headline')).toEqual(['7.1', '7.2'])
    expect(numbers('shock!')).toEqual(['7.1'])
    expect(numbers(' number ')).toEqual(['links/1'])
  })

  it('leaves the rules that say it, or that look for it as the core knows', () => {
    const rules = (query: string, found: readonly string[] = []) =>
      clausesOf(outline([links, convention], query, new Set(found))).flatMap((each) => each.rules.map(({ id }) => id))
    expect(rules('shock!')).toEqual(['headline/shock'])
    expect(rules('exaggeration')).toEqual(['headline/shock', 'headline/ever'])
    expect(rules('a word of its list', ['headline/ever'])).toEqual(['headline/ever'])
  })

  it('wants every word of the query', () => {
    expect(numbers('headline distortion')).toEqual(['7.2'])
    expect(numbers('headline votes')).toEqual([])
  })
})

it('shortNumber leaves the pack out', () => {
  expect(shortNumber('ad-law/9.3')).toBe('9.3')
  expect(shortNumber('7.1')).toBe('7.1')
})
