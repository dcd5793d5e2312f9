import { soundOf, readPinyin } from '@core/compliance/sounds'
import { joinedAt } from '@core/compliance/split-signs'
import { needOf } from '@core/compliance/needs'
import { NeedsIndex } from '@core/compliance/needs-index'
import { normalise } from '@core/compliance/normalise'
import { squeeze } from '@core/compliance/squeeze'
import * as fc from 'fast-check'
import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'
import { describe, expect, it } from 'vitest'
import { ordinarySentences } from '../../support/ordinary-text'
import { packs } from './packs'

const units = (text: string): Uint16Array => Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))

describe('the tables of characters', () => {
  it('sound as the library that they were made from', () => {
    const common = [...'的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生']
    for (const sign of common) {
      for (const other of common) {
        const same = pinyin(sign, { toneType: 'none' }) === pinyin(other, { toneType: 'none' })
        expect(soundOf(sign.charCodeAt(0)) === soundOf(other.charCodeAt(0)), `${sign}${other}`).toBe(same)
      }
    }
    expect(soundOf('a'.charCodeAt(0))).toBe(0)
  })

  it('read pinyin whole or not at all', () => {
    const read = (letters: string) => readPinyin(letters)?.map(({ start, end }) => letters.slice(start, end))
    expect(read('jiaweixin')).toEqual(['jia', 'wei', 'xin'])
    expect(read('xian')).toEqual(['xian'])
    expect(read('google')).toBeUndefined()
    expect(read('x'.repeat(100_000))).toBeUndefined()
  })

  it('simplify as the library does, one character for one', () => {
    const convert = Converter({ from: 't', to: 'cn' })
    for (const text of ['代開發票', '加購優惠', '廣告醫療貸款']) {
      expect(normalise(text).folded.text).toBe(convert(text))
    }
  })

  it('know characters in two and three parts', () => {
    expect(joinedAt(units('亻弋'), 0, 2).map(({ sign }) => String.fromCharCode(sign))).toContain('代')
    expect(joinedAt(units('弓虽'), 0, 2).map(({ sign }) => String.fromCharCode(sign))).toContain('强')
    expect(joinedAt(units('亻'), 0, 1)).toEqual([])
  })
})

describe('what an expression needs', () => {
  const regexes = packs.flatMap(({ rules }) =>
    rules.flatMap(({ patterns }) => patterns.flatMap((pattern) => ('regex' in pattern ? [pattern] : []))),
  )
  const hits = packs.flatMap(({ rules }) =>
    rules.flatMap(({ examples }) =>
      examples.hits.map((example) => (typeof example === 'string' ? example : example.text)),
    ),
  )

  it('is in every text that it matches', () => {
    const needs = indexOf(regexes.map(({ regex }) => regex))
    let matches = 0
    const texts = [...hits, ...ordinarySentences()]
    for (const text of texts) {
      const views = normalise(text)
      needs.look(squeeze(text))
      for (const [index, { regex, view }] of regexes.entries()) {
        if (!new RegExp(regex, 'u').test(views[view].text)) continue
        matches += 1
        expect(needs.met.includes(index), `${regex}: ${text}`).toBe(true)
      }
    }
    expect(matches).toBeGreaterThan(40)
  })

  it.each([
    ['\\d{11}', '一二三四五六七八九零壹', true],
    ['\\d{11}', '1234567890', false],
    ['公众号|服务号', '我的公号众', false],
    ['公众号|服务号', '服务号', true],
    ['(?:加|搜)我?微', '加 微', true],
    ['[¥$][a-z0-9]{8,14}', '¥12345', false],
    ['a{2}b', 'aab', true],
    ['(?:微|薇)[ .]{0,2}(?:信|心)', '微博相信', false],
    ['(?:微|薇)[ .]{0,2}(?:信|心)', '薇 . 心', true],
    ['[a-z]{2,9}@[a-z]{2,9}', 'ab (at) cd', false],
    ['[a-z]{2,9}@[a-z]{2,9}', 'ab&commat;cd', true],
    ['1\\d{4}[ -]?\\d{6}', '2024 年 6 月 1 日到 2025 年', false],
    ['1\\d{4}[ -]?\\d{6}', '一三八00 - 123456', true],
    ['^.{6,60}$', '短'.repeat(60), true],
    ['^.{6,60}$', '长'.repeat(61), false],
    ['^.{6,60}$', '😀'.repeat(60), true],
  ])('%s of %s: %s', (regex, text, expected) => {
    const needs = indexOf([regex])
    needs.look(squeeze(text))
    expect(needs.isMet(0)).toBe(expected)
    expect(needs.met).toEqual(expected ? [0] : [])
  })
})

function indexOf(regexes: readonly string[]): NeedsIndex {
  return new NeedsIndex(
    regexes.map((regex) => needOf(regex)),
    new Set(regexes.keys()),
  )
}

describe('the squeezed text', () => {
  it('is the folded one without what is neither letter nor digit, with the same way back', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '加',
        'Ｖ',
        '①',
        '\u200b',
        '\ufe0f',
        '\u0301',
        '*',
        ' ',
        '。',
        '&#24494;',
        '&amp;',
        '㍿',
        'ﬁ',
        '😀',
        '\ud83d',
        '𠮷',
        '…',
        '⻢',
        '開',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
        (text) => {
          const { folded, squeezed } = normalise(text)
          const kept: string[] = []
          let at = 0
          for (const sign of folded.text) {
            if (/[\p{L}\p{N}]/u.test(sign)) {
              for (let i = 0; i < sign.length; i += 1) {
                const place = kept.length
                kept.push(sign.charAt(i))
                expect([squeezed.map.starts[place], squeezed.map.ends[place], squeezed.map.steps[place]]).toEqual([
                  folded.map.starts[at + i],
                  folded.map.ends[at + i],
                  folded.map.steps[at + i],
                ])
              }
            }
            at += sign.length
          }
          expect(squeezed.text).toBe(kept.join(''))
        },
      ),
      { numRuns: 1_000, verbose: 1 },
    )
  })
})
