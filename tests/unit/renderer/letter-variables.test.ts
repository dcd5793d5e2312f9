import { highlightVariables } from '@renderer/features/review/letter-variables'
import { describe, expect, it } from 'vitest'

const told = (text: string, values: readonly string[]) =>
  highlightVariables(text, values).map(({ text: part, variable }) => (variable ? `[${part}]` : part))

describe('highlightVariables', () => {
  it('marks every occurrence of every value', () => {
    expect(told('志刚您好:《AI》已录用(稿号 2609-041),志刚', ['志刚', 'AI', '2609-041'])).toEqual([
      '[志刚]',
      '您好:《',
      '[AI]',
      '》已录用(稿号 ',
      '[2609-041]',
      '),',
      '[志刚]',
    ])
  })

  it('prefers the longer of two values', () => {
    expect(told('苏打水', ['苏', '苏打'])).toEqual(['[苏打]', '水'])
  })

  it('takes values literally and gives the text back whole', () => {
    expect(told('多少(?)$1', ['(?)'])).toEqual(['多少', '[(?)]', '$1'])
    expect(told('没有', ['', '别的'])).toEqual(['没有'])
    expect(told('', ['甲'])).toEqual([])
  })
})
