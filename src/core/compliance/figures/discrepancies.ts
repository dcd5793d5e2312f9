/** Dates and names that one manuscript tells in two ways. */
import type { CheckBlock } from '@shared/domain/compliance'
import type { Discrepancy, FigureSpan } from '@shared/domain/figures'
import { fold } from '../fold'
import { figureLimits } from './limits'
import { spanOf } from './read-figures'

export function discrepanciesOf(blocks: readonly CheckBlock[]): Discrepancy[] {
  return [...dates(blocks), ...names(blocks)]
}

const events = '成立|创立|创办|上市|上线|开业|注册|去世|逝世|毕业于|加入|离职|退市'
/** `爱诗科技成立于2023年4月`, `2012年成立的某某`: what, then when, or when, then what. */
const whatThenWhen = new RegExp(
  `(?<who>[一-鿿a-z0-9]{2,12}?)(?<event>${events})(?:于|在|的时间是)?(?<year>(?:19|20)\\d{2})年(?:(?<month>\\d{1,2})月)?`,
  'gu',
)
const whenThenWhat = new RegExp(
  `(?<!于)(?<year>(?:19|20)\\d{2})年(?:(?<month>\\d{1,2})月)?(?:\\d{1,2}日)?,?(?<who>[一-鿿a-z0-9]{2,12}?)(?:正式|宣布|才)?(?<event>${events})(?!于)`,
  'gu',
)

interface Dated {
  readonly who: string
  readonly event: string
  readonly year: string
  readonly month: string | undefined
  readonly span: FigureSpan
}

function dates(blocks: readonly CheckBlock[]): Discrepancy[] {
  const dated = blocks
    .flatMap((block): Dated[] => {
      const view = fold(block.text)
      return [whatThenWhen, whenThenWhat].flatMap((pattern) =>
        [...view.text.matchAll(pattern)].flatMap((match) => {
          const { who, event, year, month } = match.groups ?? {}
          if (who === undefined || event === undefined || year === undefined) return []
          return [{ who, event, year, month, span: spanOf(block, view, match.index, match.index + match[0].length) }]
        }),
      )
    })
    .slice(0, figureLimits.names)
  return dated.flatMap((one, index) => {
    const other = dated.slice(index + 1).find((candidate) => isSame(one, candidate) && differs(one, candidate))
    return other === undefined ? [] : [{ kind: 'date', of: one.event, places: [one.span, other.span] }]
  })
}

/** 爱诗科技 and 北京爱诗科技 are one. */
function isSame(a: Dated, b: Dated): boolean {
  return a.event === b.event && (a.who.endsWith(b.who) || b.who.endsWith(a.who))
}

function differs(a: Dated, b: Dated): boolean {
  return a.year !== b.year || (a.month !== undefined && b.month !== undefined && Number(a.month) !== Number(b.month))
}

const roles =
  '创始人|联合创始人|董事长|总裁|总经理|副总裁|ceo|cto|coo|cfo|合伙人|教授|记者|分析师|研究员|博士|主编|导演|负责人'
const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'
const named = new RegExp(
  `(?:${roles})(?<name>[${surnames}][一-鿿]{1,2}?)(?=[,。;:、!?]|表示|说|称|认为|透露|介绍|告诉|指出|曾|在|也|的|对|是|坦言|$)`,
  'gu',
)
const latin = /(?<![a-z0-9])[a-z][a-z0-9]{3,24}(?![a-z0-9])/gu

interface Spelling {
  readonly name: string
  readonly places: FigureSpan[]
}

function names(blocks: readonly CheckBlock[]): Discrepancy[] {
  const people = new Map<string, Spelling>()
  const words = new Map<string, Spelling>()
  for (const block of blocks) {
    const view = fold(block.text)
    for (const match of view.text.matchAll(named)) {
      const name = match.groups?.['name'] ?? ''
      const at = match.index + match[0].length - name.length
      note(people, name, spanOf(block, view, at, at + name.length))
    }
    for (const match of view.text.matchAll(latin)) {
      const span = spanOf(block, view, match.index, match.index + match[0].length)
      // Width is the font's, not another spelling.
      note(words, span.text.normalize('NFKC'), span)
    }
  }
  return [...confusions([...people.values()], oneSignApart), ...confusions([...words.values()], isMisspelt)]
}

function note(spellings: Map<string, Spelling>, name: string, span: FigureSpan): void {
  const known = spellings.get(name)
  if (known !== undefined) known.places.push(span)
  else if (spellings.size < figureLimits.names) spellings.set(name, { name, places: [span] })
}

function confusions(spellings: readonly Spelling[], alike: (a: string, b: string) => boolean): Discrepancy[] {
  return spellings.flatMap((one, index) =>
    spellings.slice(index + 1).flatMap((other): Discrepancy[] => {
      if (!alike(one.name, other.name)) return []
      const [usual, rare] = one.places.length >= other.places.length ? [one, other] : [other, one]
      const places = [usual.places[0], rare.places[0]].filter((place) => place !== undefined)
      return [{ kind: 'name', of: usual.name, places }]
    }),
  )
}

/** 王长虎 and 王常虎: one sign differs. Two short names of one family are two people more often than a slip. */
function oneSignApart(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < 3) return false
  return [...a].filter((sign, index) => sign !== b.charAt(index)).length === 1
}

/** OpenAI and OpenAl, Iphone and iPhone; not Model and Models, not a word and its capital at the start of a sentence. */
function isMisspelt(a: string, b: string): boolean {
  const [lowerA, lowerB] = [a.toLowerCase(), b.toLowerCase()]
  if (lowerA === lowerB) return hasInnerCapital(a) && hasInnerCapital(b)
  if (lowerA.length !== lowerB.length || lowerA.length < 6 || /\d/u.test(a + b)) return false
  const apart = [...lowerA].flatMap((sign, index) => (sign === lowerB.charAt(index) ? [] : [index]))
  // Model S and Model Y are two cars.
  return apart.length === 1 && !apart.some((index) => /[A-Z]/u.test(a.charAt(index)) && /[A-Z]/u.test(b.charAt(index)))
}

function hasInnerCapital(word: string): boolean {
  return /.[A-Z]/u.test(word) && /[a-z]/u.test(word)
}
