import { expect, test } from 'vitest'
import { claimedBy, claimKeyword, isClaim, isClaimOf, STATE_KEYWORDS, stateKeyword } from '@shared/domain/mail-keywords'

test.each(['小羽毛', 'Wang', 'a', '王小明 (编辑部)', 'José', '𠮷野'])(
  'a claim of %s is an atom that names her',
  (name) => {
    const keyword = claimKeyword(name)
    expect(keyword).toMatch(/^\$TougaoClaim-[a-z2-7]+$/)
    expect(keyword.length).toBeLessThanOrEqual(50)
    expect(claimedBy(keyword)).toBe(name)
    // A server need not keep the case.
    expect(claimedBy(keyword.toUpperCase())).toBe(name)
    expect(isClaimOf(keyword.toUpperCase(), name)).toBe(true)
    expect(isClaimOf(keyword, `${name}2`)).toBe(false)
  },
)

test('a long name is told by as many whole characters as fit', () => {
  const name = '一个非常非常长的编辑名字'
  expect(claimKeyword(name).length).toBeLessThanOrEqual(50)
  expect(claimedBy(claimKeyword(name))).toBe('一个非常非常长')
  expect(isClaimOf(claimKeyword(name), name)).toBe(true)
})

test.each([
  '$TougaoClaim-',
  '$TougaoClaim-1',
  '$TougaoClaim-a',
  '$TougaoClaim-ab',
  '$TougaoClaim-aaaa',
  '$TougaoClaim-77777777',
  `$TougaoClaim-${'a'.repeat(60)}`,
  '$TougaoAccepted',
  '\\Seen',
])('%s names nobody', (keyword) => {
  expect(claimedBy(keyword)).toBeNull()
})

test('a name with what nobody can see is no name', () => {
  for (const name of ['a\u202Eb', 'a\nb', ' a', '\u200B']) expect(claimedBy(claimKeyword(name)), name).toBeNull()
})

test('only what is decided has a keyword', () => {
  expect(stateKeyword('new')).toBeNull()
  expect(stateKeyword('reviewing')).toBeNull()
  expect(stateKeyword('accepted')).toBe('$TougaoAccepted')
  expect(new Set(STATE_KEYWORDS).size).toBe(6)
  expect(STATE_KEYWORDS.some(isClaim)).toBe(false)
})
