/**
 * The house's own rules of copy, which AutoCorrect lacks: each looks at the text as written, finds its first place in a
 * paragraph and says how the house writes it. Once a paragraph and kind, so that notes on commas never drown the rest.
 */
import { Trait } from '../squeeze'
import type { Detector } from './detector'
import { habit } from './habit'
import { houseWords, spellings } from './house-words'

type Corrected = (...groups: readonly string[]) => string

/** The first place of `pattern` (with flag u) in a paragraph, with what it should be; '' where only the author can know. */
function firstPlace(pattern: RegExp, corrected: Corrected): Detector & { readonly scope: 'block' } {
  return {
    scope: 'block',
    only: pattern.source,
    written: true,
    find: ({ block }) => {
      if (block.kind === 'code') return []
      const match = pattern.exec(block.text)
      if (match === null || match[0] === '') return []
      const detail = corrected(...Array.from(match, (group) => group ?? ''))
      return [{ start: match.index, end: match.index + match[0].length, ...(detail === '' ? {} : { detail }) }]
    },
  }
}

const doubled = firstPlace(
  /(?<!…)…(?!…)|(?<![。.])(?:。{2,6}|(?<=\p{sc=Han})\.{2,6})(?![。.])|，{2,6}|、{2,6}|；{2,6}|：{2,6}|！{3,9}|？{3,9}|[，。、；：][，。、；：]/u,
  (found) => {
    const first = found.charAt(0)
    return first === '…' || /^(?:。{3,6}|\.{2,6})$/u.test(found) ? '……' : first
  },
)
export const doubledPunctuation: Detector = {
  ...doubled,
  worth: ({ text }, traits) => (traits & Trait.marks) !== 0 || text.includes('…'),
}

const straight = /(?<=\p{sc=Han}|[，。：；、！？]|^)"([^"“”\n]{1,60})"|"([^"“”\n]{0,59}\p{sc=Han})"/u

export const straightQuotes = habit(
  ({ block: { text } }) => text.includes('"') && straight.test(text),
  (text) => {
    const match = straight.exec(text)
    if (match === null) return undefined
    const [whole, one = '', other = ''] = match
    return { start: match.index, end: match.index + whole.length, detail: `“${one}${other}”` }
  },
)

export const numberRange = firstPlace(
  /(?<![\d.\-–—/A-Za-z])(\d{1,4}(?:\.\d{1,2})?)(%?)(?:--?|–|−)(\d{1,4}(?:\.\d{1,2})?)(年|%|月|日|天|周|个|人|元|万|亿|岁|倍|小时|分钟|秒|公里|米|次|家|篇|条|款|件|名|种)/u,
  (_, from = '', share = '', to = '', unit = '') => {
    if (unit === '年' && from.length === 4) return `${from}—${to}${unit}`
    return `${from}${unit === '%' ? '%' : share}～${to}${unit}`
  },
)

export const percentSign = firstPlace(
  /(\d(?:[\d.]{0,8}\d)?)[ \u3000]?％|(\d(?:[\d.]{0,8}\d)?)[ \u3000]+%|百分之(\d{1,3}(?:\.\d{1,2})?)/u,
  (_, one = '', other = '', third = '') => `${one}${other}${third}%`,
)

const units: Readonly<Record<string, string>> = {
  kg: 'kg',
  km: 'km',
  cm: 'cm',
  mm: 'mm',
  mah: 'mAh',
  kwh: 'kWh',
  hz: 'Hz',
  khz: 'kHz',
  mhz: 'MHz',
  ghz: 'GHz',
}

export const unitForm = firstPlace(
  /(?<![A-Za-z\d.])(\d[\d.]{0,8})( ?)(K[Gg]|K[Mm]|C[Mm]|M[Mm]|MAH|MAh|mah|Mah|KWH|KWh|Kwh|kwh|HZ|hz|KHZ|KHz|khz|MHZ|Mhz|mhz|GHZ|Ghz|ghz)(?![A-Za-z\d])/u,
  (_, figure = '', space = '', unit = '') => `${figure}${space}${units[unit.toLowerCase()] ?? unit}`,
)

/** Only where no other reading is possible: 慢慢的走, 变的更好, 值的关注. */
export const deParticles = firstPlace(
  /(慢慢|渐渐|悄悄|逐渐|不断|不停|默默|轻轻|偷偷|迅速|飞快|飞速)的(?=(?:走[着出进上下开远近向]|跑[着出进上下开远近向]|说道|说着|看着|看了|变得|变成|离开|成为了?|形成了|进入了|消失了|涨[到了]|跌[到了]|降[到了]|放下|打开|关上|笑了|哭了))|(变|显|觉)的(?=更|越来越|很|非常|不再|有些|有点)|(值)的(?=(?:一提|一看|关注|注意|思考|警惕|借鉴|肯定|尊敬|期待|学习))|(卖|跑|涨|跌|做|说|写|走|活|玩|长)的(?=(?:很|非常|特别|太|更)[快慢好差远久多](?!的|于))|(?<!目)的的(?![确士])/u,
  (found, adverb = '', seem = '', worth = '', verb = '') => {
    if (adverb !== '') return `${adverb}地`
    const before = seem + worth + verb
    return before === '' ? found.slice(1) : `${before}得`
  },
)

export const dateForm = firstPlace(
  /(?<![\d./-])((?:19|20)\d{2})[./](0?[1-9]|1[0-2])[./]([12]\d|3[01]|0?[1-9])(?![\d./-])|(?<![\d.一二三四五六七八九十第])(2\d)年(?=(?:1[0-2]|[1-9])月)|(?<!\d)(?:0?2月(?:30|31)[日号]|(?:0?[469]|11)月31[日号])/u,
  (_, year = '', month = '', day = '', short = '') => {
    if (year !== '') return `${year}年${Number(month)}月${Number(day)}日`
    return short === '' ? '' : `20${short}年`
  },
)

/** Not in addresses, accounts, file names and code: `github.com`, `@openai`, `npm i typescript-eslint`. */
export const brandSpelling = firstPlace(
  new RegExp(
    `(?<![A-Za-z\\d./@:#_\\\\-])(?:${[...spellings.keys()].sort((a, b) => b.length - a.length).join('|')})(?![A-Za-z\\d/@_-]|\\.[A-Za-z\\d])`,
    'u',
  ),
  (found) => spellings.get(found) ?? '',
)

export const houseWord = firstPlace(
  new RegExp([...houseWords.keys()].sort((a, b) => b.length - a.length).join('|'), 'u'),
  (found) => houseWords.get(found) ?? '',
)
