/** The sums of a sentence, done again: growth, shares, multiples and totals of which both sides are in the text. */
import type { Calculation } from '@shared/domain/figures'
import { figureLimits } from './limits'
import type { FiguresOfBlock, ReadFigure } from './read-figures'

/**
 * Between the second figure and the claim only words of growth may stand: `订单` there would make the claim one about
 * something else (客单价从 120 元涨到 150 元，订单同比下降 8%).
 */
const link =
  '(?:[,(]|同比|环比|相比|较?上年|累计|年均|实现|大幅|整体|共|已|约|了|率|幅度|幅|达到?|为|约|近|高达|超过?|逾|上涨|是|其|相当于|足足|整整){0,6}'
const up = new RegExp(`^${link}(?:增长|上涨|提升|提高|上升|增加|大增|激增|飙升|涨|升|增)${link}$`, 'u')
const down = new RegExp(`^${link}(?:下降|减少|下滑|降低|下跌|缩水|缩减|回落|萎缩|暴跌|跌|降|减)${link}$`, 'u')
const multiplied = new RegExp(
  `^${link}(?:增长|增加|提升|提高|上涨|上升|扩大|涨|增|翻|增至原来的|是(?:原来|去年|上年|此前|前者)的)${link}$`,
  'u',
)
const comparison = /(?:较|比|相较|相比|对比|高于|低于)/u
const fromTo =
  /(?:增|升|降|跌|涨|提高|提升|下降|下滑|扩|缩|减|变|发展|增长|攀升|回落).{0,4}(?:到|至|为|成)[^,。;]{0,4}$|^[^,。;]{0,6}(?:到|至)[^,。;]{0,4}$/u
const earlier = /(?:去年|上年|前年|上季度|上月|上一季|此前|原来|原先|当时|当初|年初|期初)[^,。;]{0,12}$/u
const later = /(?:今年|本年|本季度|本月|如今|现在|目前|眼下|年末|期末)[^,。;]{0,12}$/u
const totals =
  /^[,、]?(?:[二三两四五六]者|[二三两四五六]项|[二三两四五六]家|全部|所有)?(?:合计|共计|总计|总共|一共|加起来)(?:共|为|是|达|约|有){0,2}$/u

/** In the order of the text. Only where the words say how the figures hang together; a guess would be a false alarm. */
export function calculationsOf({ folded, figures }: FiguresOfBlock): Calculation[] {
  const bySentence = new Map<number, ReadFigure[]>()
  for (const figure of figures) {
    const known = bySentence.get(figure.sentence.start)
    if (known === undefined) bySentence.set(figure.sentence.start, [figure])
    else known.push(figure)
  }
  return [...bySentence.values()]
    .filter((ofSentence) => ofSentence.length <= figureLimits.figuresInSentence)
    .flatMap((ofSentence) => ofSentence.flatMap((claimed) => calculation(folded, ofSentence, claimed) ?? []))
}

function calculation(folded: string, figures: readonly ReadFigure[], claimed: ReadFigure): Calculation | undefined {
  const amounts = figures.filter(({ kind }) => kind === 'money' || kind === 'count')
  if (claimed.kind === 'percent' && folded.slice(claimed.from, claimed.to).includes('%')) {
    return share(folded, amounts, claimed) ?? growth(folded, figures, amounts, claimed)
  }
  if (claimed.kind === 'times') return times(folded, figures, amounts, claimed)
  return sum(folded, amounts, claimed)
}

/** 2.5 亿元，较一季度的 1.5 亿元环比增长 66.67%. */
function growth(
  folded: string,
  figures: readonly ReadFigure[],
  amounts: readonly ReadFigure[],
  claimed: ReadFigure,
): Calculation | undefined {
  const shares = figures.filter(({ kind, from }) => kind === 'percent' && from < claimed.from)
  const change = changeBefore(folded, figures, amounts, claimed) ?? changeBefore(folded, figures, shares, claimed)
  if (change === undefined) return undefined
  const said = folded.slice(Math.max(...change.figures.map(({ to }) => to)), claimed.from)
  const sinks = down.test(said)
  if (!sinks && !up.test(said)) return undefined
  const exact = (change.after / change.before - 1) * 100
  return done('growth', change.figures, claimed, sinks ? -exact : exact, change.error * 100)
}

/** 翻了三倍, 是去年的 2 倍: the language leaves open whether 增长 3 倍 is three or four times as much, so both agree. */
function times(
  folded: string,
  figures: readonly ReadFigure[],
  amounts: readonly ReadFigure[],
  claimed: ReadFigure,
): Calculation | undefined {
  const change = changeBefore(folded, figures, amounts, claimed)
  if (change === undefined) return undefined
  if (!multiplied.test(folded.slice(Math.max(...change.figures.map(({ to }) => to)), claimed.from))) return undefined
  const ratio = change.after / change.before
  const plain = done('times', change.figures, claimed, ratio, change.error)
  const added = done('times', change.figures, claimed, ratio - 1, change.error)
  return Math.abs(ratio - 1 - claimed.value) < Math.abs(ratio - claimed.value) ? added : plain
}

/** 其中 A，占总数 B 的 40%. */
function share(folded: string, amounts: readonly ReadFigure[], claimed: ReadFigure): Calculation | undefined {
  const near = amounts.filter(({ to }) => to <= claimed.from).slice(-2)
  const [first, second] = near
  if (first === undefined || second === undefined || first.unit !== second.unit || first.kind !== second.kind)
    return undefined
  const between = folded.slice(first.to, second.from)
  const lead = folded.slice(second.to, claimed.from)
  if (/占[^,。;]{0,10}$/u.test(between) && /^[^,。;占]{0,6}的?$/u.test(lead)) return part(first, second, claimed)
  const whole = folded.slice(Math.max(0, first.from - 10), first.from)
  const isWhole = /(?:总|共|合计|全部|整体|全年)[^,。;]{0,8}$/u.test(whole) && /其中/u.test(between)
  return isWhole && /占(?:比|到|了|总)?[^,。;]{0,4}$/u.test(lead) ? part(second, first, claimed) : undefined
}

function part(piece: ReadFigure, whole: ReadFigure, claimed: ReadFigure): Calculation | undefined {
  if (whole.value === 0 || piece.value > whole.value) return undefined
  return done('share', [piece, whole], claimed, (piece.value / whole.value) * 100, spread(whole, piece) * 100)
}

/** A、B 和 C，合计 D. */
function sum(folded: string, amounts: readonly ReadFigure[], claimed: ReadFigure): Calculation | undefined {
  const parts = amounts.filter(
    ({ to, unit, kind }) => to <= claimed.from && unit === claimed.unit && kind === claimed.kind,
  )
  const listed = parts.filter(
    (one, index) => index === 0 || isListed(folded.slice(parts[index - 1]?.to ?? 0, one.from)),
  )
  if (listed.length < 2 || listed.length !== parts.length) return undefined
  if (!totals.test(folded.slice(parts.at(-1)?.to ?? 0, claimed.from))) return undefined
  const total = parts.reduce((all, one) => all + one.value, 0)
  const error = parts.reduce((all, one) => all + one.precision, 0)
  return done('sum', parts, claimed, total, error)
}

function isListed(between: string): boolean {
  return between.length <= 24 && /[、,和与及]/u.test(between)
}

interface Change {
  readonly before: number
  readonly after: number
  /** As written, in the order of the sum. */
  readonly figures: readonly [ReadFigure, ReadFigure]
  /** How far `after / before` may be off by the rounding of the two. */
  readonly error: number
}

const addedTo = /(?:增长|增加|多增|新增|多|增|涨|净增)了?(?:约|近|将近|超过)?$/u
const takenFrom = /(?:减少|下降|少|减|降)了?(?:约|近|将近|超过)?$/u

/** The last two amounts of one unit before the claim, and what they say of before and after. */
function changeBefore(
  folded: string,
  all: readonly ReadFigure[],
  amounts: readonly ReadFigure[],
  claimed: ReadFigure,
): Change | undefined {
  const [first, second] = amounts.filter(({ to }) => to <= claimed.from).slice(-2)
  if (first === undefined || second === undefined || first.kind !== second.kind || first.unit !== second.unit)
    return undefined
  // Another figure between them belongs to something else.
  if (all.some(({ from }) => from > first.from && from < second.from)) return undefined
  const between = folded.slice(first.to, second.from)
  const lead = folded.slice(Math.max(0, first.from - 16), first.from)
  // 37,100 人，比去年增加 5,858 人: the second is the difference.
  if (comparison.test(between) && (addedTo.test(between) || takenFrom.test(between))) {
    const before = addedTo.test(between) ? first.value - second.value : first.value + second.value
    return changed(before, first.value, first, second)
  }
  if (/[从由自][^,。;]{0,14}$/u.test(lead) && fromTo.test(between))
    return changed(first.value, second.value, first, second)
  if (comparison.test(between)) return changed(second.value, first.value, second, first)
  if (earlier.test(lead) && later.test(between)) return changed(first.value, second.value, first, second)
  return later.test(lead) && earlier.test(between) ? changed(second.value, first.value, second, first) : undefined
}

function changed(before: number, after: number, base: ReadFigure, other: ReadFigure): Change | undefined {
  if (before <= 0) return undefined
  return { before, after, figures: [base, other], error: spread(base, other) }
}

/** How far the ratio of two rounded figures may be off. */
function spread(base: ReadFigure, other: ReadFigure): number {
  const ratio = other.value / base.value
  return (other.precision + Math.abs(ratio) * base.precision) / base.value
}

function done(
  kind: Calculation['kind'],
  from: readonly ReadFigure[],
  claimed: ReadFigure,
  exact: number,
  error: number,
): Calculation {
  const rough = claimed.rough || from.some((one) => one.rough)
  const off = Math.abs(exact - claimed.value)
  // A last digit that was cut instead of rounded is no mistake.
  const asWritten = claimed.precision * 2 + (rough ? Math.abs(exact) * 0.1 : 0) + 1e-9
  return {
    kind,
    from: from.map(plain),
    claimed: plain(claimed),
    expected: Number(exact.toFixed(2)),
    verdict: verdictOf(off, asWritten, error),
  }
}

function verdictOf(off: number, asWritten: number, error: number): Calculation['verdict'] {
  if (off <= asWritten) return 'agrees'
  return off <= asWritten + error ? 'rounding' : 'wrong'
}

/** Without what only the arithmetic reads. */
export function plain({ from: _from, to: _to, precision: _precision, ...figure }: ReadFigure): Calculation['claimed'] {
  return figure
}
