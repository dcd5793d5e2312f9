/** The figures of one block: numbers that say how much or how many, with their unit. Years, versions and ordinals are none. */
import { matchesOf } from '../matches'
import type { CheckBlock } from '@shared/domain/compliance'
import type { Figure, FigureKind, FigureSpan } from '@shared/domain/figures'
import { fold } from '../fold'
import { sourceRange, type View } from '../offset-map'
import { sentenceAround } from '../sentence'
import { hanNumber } from './han-number'
import { sourceOf } from './source-of'

/** A figure with what the arithmetic needs besides: where it is in the folded text, and how exactly it is written. */
export interface ReadFigure extends Figure {
  readonly from: number
  readonly to: number
  /** Half of the last written digit, in units: 2.5 亿 is exact to 5,000,000. */
  readonly precision: number
}

export interface FiguresOfBlock {
  readonly folded: string
  readonly figures: readonly ReadFigure[]
}

const multipliers: Readonly<Record<string, number>> = {
  万亿: 1e12,
  千亿: 1e11,
  百亿: 1e10,
  十亿: 1e9,
  亿: 1e8,
  千万: 1e7,
  百万: 1e6,
  十万: 1e5,
  万: 1e4,
  千: 1e3,
}
const moneyUnits = '(?:人民币|美元|美金|欧元|英镑|日元|日圆|韩元|港元|港币|新台币|卢布|卢比|元|块钱|块)'
const countUnits =
  '(?:人次|人民|人|名|位|户|家|个|款|次|件|台|辆|部|篇|条|场|座|所|只|头|张|本|套|枚|股|票|单|集|项|吨|千克|公斤|克|公里|米|平方米|平方公里|亩|公顷|千瓦时|千瓦|兆瓦|吉瓦|小时|分钟|天|字|倍)'
const arabic = '(?:\\d{1,3}(?:,\\d{3}){1,5}|\\d{1,15})(?:\\.\\d{1,6})?'
const han = '[零〇一二两三四五六七八九十百千万亿]{2,16}(?:点[零〇一二三四五六七八九]{1,6})?'
const scale = '(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千)'

/** Latin letters before or behind make a name of it (V5, 48fps); 第 an ordinal; a point a version or an address. */
const shape = new RegExp(
  `(?<![\\d.a-z_/第:-])(?:(?<percent>${arabic}) ?(?:%|个百分点)|百分之(?<hanPercent>[零〇一二两三四五六七八九十百点\\d.]{1,8})|(?<tenth>[一二两三四五六七八九])成(?<half>半|[一二三四五六七八九])?(?![都为员本就了交立果功长分人])|(?<number>${arabic}) ?(?<scale>${scale})?(?<more>多|余|来)? ?(?<unit>${moneyUnits}|${countUnits})?|(?<hanNumber>${han})(?<hanMore>多|余|来)? ?(?<hanUnit>${moneyUnits}|${countUnits}))(?![\\d.]?\\d)`,
  'gu',
)
const roughBefore = /(?:约合|约|近|超过|超|逾|突破|接近|将近|大约|至少|不足|不到|上|最多|最高|多达|高达|达到?)$/u
/** Of these only the ones that leave the value open; 突破 and 高达 still name it. */
const openBefore = /(?:约合|约|近|超过|超|逾|接近|将近|大约|至少|不足|不到|最多|上)$/u

export function readFigures(block: CheckBlock): FiguresOfBlock {
  const known = alreadyRead.get(block)
  if (known !== undefined) return known
  const read = work(block)
  alreadyRead.set(block, read)
  return read
}

/** A block does not change; while a text is being written, all but one are asked for again and again. */
const alreadyRead = new WeakMap<CheckBlock, FiguresOfBlock>()

function work(block: CheckBlock): FiguresOfBlock {
  const view = fold(block.text)
  const figures: ReadFigure[] = []
  for (const match of matchesOf(shape, view.text)) {
    const figure = toFigure(block, view, match)
    if (figure !== undefined) figures.push(figure)
  }
  return { folded: view.text, figures }
}

interface Amount {
  readonly kind: FigureKind
  readonly value: number
  readonly unit: string
  readonly precision: number
  readonly rough: boolean
}

function toFigure(block: CheckBlock, view: View, match: RegExpExecArray): ReadFigure | undefined {
  const groups = match.groups ?? {}
  const amount = percentOf(groups) ?? numberOf(groups) ?? hanOf(groups)
  if (amount === undefined) return undefined
  const from = match.index
  const to = from + match[0].trimEnd().length
  // 2025年, 5月, 3日, 8点, 1080p: said of time or of a thing, not of an amount.
  if (amount.unit === '' && amount.kind === 'count' && /^[年月日号时点岁后代期章节pk:]/u.test(view.text.slice(to)))
    return undefined
  if (/^[a-z]/u.test(view.text.slice(to))) return undefined
  const sentence = sentenceAround(view.text, from, to)
  const before = view.text.slice(Math.max(sentence.start, from - 4), from)
  return {
    ...spanOf(block, view, from, to),
    kind: amount.kind,
    value: amount.value,
    unit: amount.unit,
    rough: amount.rough || openBefore.test(roughBefore.test(before) ? before : ''),
    sentence: spanOf(block, view, sentence.start, sentence.end),
    source: sourceOf(block, view, sentence),
    from,
    to,
    precision: amount.precision,
  }
}

function percentOf({ percent, hanPercent, tenth, half }: Record<string, string | undefined>): Amount | undefined {
  const share = (value: number, precision: number): Amount => ({
    kind: 'percent',
    value,
    unit: '',
    precision,
    rough: false,
  })
  if (percent !== undefined) return share(Number(percent.replaceAll(',', '')), lastDigit(percent))
  if (hanPercent !== undefined) {
    const value = /^[\d.]+$/u.test(hanPercent) ? Number(hanPercent) : hanNumber(hanPercent)
    return value === undefined || Number.isNaN(value) ? undefined : share(value, lastDigit(hanPercent))
  }
  if (tenth === undefined) return undefined
  const more = half === '半' ? 5 : (hanNumber(half ?? '零') ?? 0)
  return { ...share((hanNumber(tenth) ?? 0) * 10 + more, half === undefined ? 5 : 0.5), rough: true }
}

function numberOf(groups: Record<string, string | undefined>): Amount | undefined {
  const { number, unit, more } = groups
  if (number === undefined) return undefined
  const factor = multipliers[groups['scale'] ?? ''] ?? 1
  // A bare number says neither how much nor of what.
  if (unit === undefined && groups['scale'] === undefined) return undefined
  return {
    ...kindOf(unit ?? ''),
    value: Number(number.replaceAll(',', '')) * factor,
    precision: lastDigit(number) * factor,
    rough: more !== undefined,
  }
}

function hanOf({ hanNumber: written, hanUnit, hanMore }: Record<string, string | undefined>): Amount | undefined {
  if (written === undefined || hanUnit === undefined || !/[十百千万亿]/u.test(written)) return undefined
  const value = hanNumber(written)
  if (value === undefined || value === 0) return undefined
  const last = [1e8, 1e4, 1e3, 1e2, 10].find((step) => value % step === 0) ?? 1
  return { ...kindOf(hanUnit), value, precision: last / 2, rough: hanMore !== undefined }
}

function kindOf(unit: string): { readonly kind: FigureKind; readonly unit: string } {
  if (unit === '倍') return { kind: 'times', unit: '' }
  if (new RegExp(`^${moneyUnits}$`, 'u').test(unit)) {
    return {
      kind: 'money',
      unit: /^(?:人民币|块钱|块)$/u.test(unit) ? '元' : unit.replace('美金', '美元').replace('港币', '港元'),
    }
  }
  return { kind: 'count', unit }
}

/** Half of the last digit that is written, in units of the number. */
function lastDigit(number: string): number {
  const decimals = /\.(\d+)$/u.exec(number)?.[1]?.length ?? 0
  return 0.5 / 10 ** decimals
}

/** A range of the folded text, as it was written; `from < to`. */
export function spanOf(block: CheckBlock, view: View, from: number, to: number): FigureSpan {
  const { start, end } = sourceRange(view.map, from, to)
  return { block: block.id, start, end, text: block.text.slice(start, end) }
}
