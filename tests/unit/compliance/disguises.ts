/** Ways of hiding a word from a reader of plain text, made from the same public tables as the check but by themselves. */
import iconv from 'iconv-lite'
import { pinyin } from 'pinyin-pro'
import { splitTable } from '@core/compliance/tables/split-table'
import { traditionalTable } from '@core/compliance/tables/traditional-table'
import { pinyinTable } from '@core/compliance/tables/pinyin-table'

export type Below = (limit: number) => number
/** The disguised word; undefined where it has nothing to disguise in this way. */
export type Disguise = (word: string, below: Below) => string | undefined

const pick = <T>(list: readonly T[], below: Below): T | undefined => list[below(list.length)]
const between =
  (signs: readonly string[]): Disguise =>
  (word, below) =>
    [...word].reduce((text, sign) => `${text}${pick(signs, below)}${sign}`)

const traditional = new Map<string, string>()
const pairs = traditionalTable.replaceAll('\n', '')
for (let i = 0; i < pairs.length; i += 2) traditional.set(pairs.charAt(i + 1), pairs.charAt(i))
const parts = new Map<string, string[]>()
for (const [sign = '', ...rest] of splitTable.trim().split(/\s+/u)) {
  parts.set(sign, [...(parts.get(sign) ?? []), rest.join('')])
}
/** Traditional forms: an input method of mainland China does not offer them. */
const rare = new Set(traditional.values())
/** In GB 2312: not the characters of dictionaries only. */
const common = (sign: string): boolean => {
  const bytes = iconv.encode(sign, 'gbk')
  return (bytes[0] ?? 0) >= 0xb0 && (bytes[1] ?? 0) >= 0xa1 && !rare.has(sign)
}
const alike = new Map<string, string[]>()
for (const line of pinyinTable.trim().split('\n')) {
  const signs = [...line.replace(/^[a-z]+/u, '')].filter((sign) => common(sign))
  for (const sign of signs)
    alike.set(
      sign,
      signs.filter((other) => other !== sign),
    )
}

const changed = (word: string, text: string): string | undefined => (text === word ? undefined : text)
const replaced =
  (forms: ReadonlyMap<string, readonly string[]>): Disguise =>
  (word, below) => {
    const signs = [...word]
    const able = signs.flatMap((sign, index) => (forms.has(sign) ? [index] : []))
    const at = pick(able, below)
    if (at === undefined) return undefined
    return signs.map((sign, index) => (index === at ? (pick(forms.get(sign) ?? [], below) ?? sign) : sign)).join('')
  }
const digits: ReadonlyMap<string, readonly string[]> = new Map(
  ['0０⓪零', '1１①壹', '2２②贰', '3３③叁', '4４④肆', '5５⑤伍', '6６⑥陆', '7７⑦柒', '8８⑧捌', '9９⑨玖'].flatMap(
    (forms, digit) => {
      const all = [...forms]
      return [[all[0] ?? '', all.slice(1)] as const, ['零一二三四五六七八九'.charAt(digit), all] as const]
    },
  ),
)

/** Nothing is lost: a reader gets the very word back. */
export const lossless: Readonly<Record<string, Disguise>> = {
  width: (word) =>
    changed(
      word,
      word.replaceAll(/[!-~]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
    ),
  symbols: between(['*', '·', '~', '#', '+', '❤️', '😀', '✳']),
  spaces: between([' ', '　', '\u00a0']),
  'zero-width': between(['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad']),
  combining: (word) => [...word].map((sign) => `${sign}\u0336`).join(''),
  enclosed: (word) =>
    changed(
      word,
      word.replaceAll(/[a-z]/giu, (sign) => String.fromCharCode(0x24d0 + sign.toLowerCase().charCodeAt(0) - 0x61)),
    ),
  traditional: (word) => changed(word, [...word].map((sign) => traditional.get(sign) ?? sign).join('')),
  split: replaced(parts),
  repeats: (word) => [...word].map((sign) => sign.repeat(2)).join(''),
  reversed: (word) => changed(word, [...word].toReversed().join('')),
  entities: (word, below) =>
    [...word]
      .map((sign) => (below(2) === 0 ? `&#${sign.codePointAt(0)};` : `&#x${sign.codePointAt(0)?.toString(16)};`))
      .join(''),
  digits: replaced(digits),
}

/** Only the sound is left. */
export const bySound: Readonly<Record<string, Disguise>> = {
  homophone: replaced(alike),
  pinyin: (word, below) => {
    const signs = [...word]
    const at = below(signs.length)
    if (!/[\u4e00-\u9fff]/u.test(signs[at] ?? '')) return undefined
    return signs.map((sign, index) => (index === at ? pinyin(sign, { toneType: 'none', v: true }) : sign)).join('')
  },
  'all pinyin': (word) =>
    /^[\u4e00-\u9fff]{2,}$/u.test(word) ? pinyin(word, { toneType: 'none', v: true, separator: '' }) : undefined,
}
