import {
  matchingEditors,
  mentionBeingTyped,
  mentionParts,
  mentionsIn,
  withMention,
} from '@renderer/features/review/mentions'
import { describe, expect, it } from 'vitest'

const editors = [
  { id: 'lin', name: '林' },
  { id: 'linxi', name: '林夕' },
  { id: 'bai', name: '老白' },
  { id: 'ann', name: 'Ann Lee' },
]

describe('mentionsIn', () => {
  it.each([
    ['@林夕 请看', ['linxi']],
    ['@林，请看', ['lin']],
    ['请@老白和＠林夕一起看', ['bai', 'linxi']],
    ['@老白 @老白', ['bai']],
    ['@Ann Lee，看', ['ann']],
    ['写信到 a@林夕.cn', []],
    ['@没有这个人', []],
    ['', []],
  ])('%s', (text, ids) => {
    expect(mentionsIn(text, editors)).toEqual(ids)
  })

  it('means everybody of that name', () => {
    expect(mentionsIn('@老白', [...editors, { id: 'bai2', name: '老白' }])).toEqual(['bai', 'bai2'])
  })
})

it('takes a text apart and loses nothing of it', () => {
  const parts = mentionParts('请@老白看，再给@林夕', editors)
  expect(parts.map(({ kind, text }) => [kind, text])).toEqual([
    ['words', '请'],
    ['mention', '@老白'],
    ['words', '看，再给'],
    ['mention', '@林夕'],
  ])
})

describe('mentionBeingTyped', () => {
  it.each([
    ['请@', 2, { at: 1, query: '' }],
    ['请@林', 3, { at: 1, query: '林' }],
    ['请＠l', 3, { at: 1, query: 'l' }],
    ['请@林 看', 5, null],
    ['请看', 2, null],
    ['a@b', 3, null],
    ['请@林夕看', 2, { at: 1, query: '' }],
  ])('%s at %i', (text, caret, typed) => {
    expect(mentionBeingTyped(text, caret)).toEqual(typed)
  })
})

it('offers those that begin with what was typed first', () => {
  expect(matchingEditors(editors, '林').map(({ id }) => id)).toEqual(['lin', 'linxi'])
  expect(matchingEditors(editors, 'lee').map(({ id }) => id)).toEqual(['ann'])
  expect(matchingEditors(editors, '白').map(({ id }) => id)).toEqual(['bai'])
})

it('puts the name in place of what was typed, and one space', () => {
  expect(withMention('请@老看', { at: 1, query: '老' }, '老白')).toEqual({ text: '请@老白 看', caret: 5 })
  expect(withMention('＠', { at: 0, query: '' }, '林夕')).toEqual({ text: '@林夕 ', caret: 4 })
  expect(withMention('@ 看', { at: 0, query: '' }, '林夕')).toEqual({ text: '@林夕 看', caret: 4 })
})
