/**
 * 数据核对表: every figure of a manuscript with its sentence and its stated source, the arithmetic where both sides are
 * given, and dates and names that are told differently. Offsets are UTF-16 units of the block's text, half-open.
 */
import { z } from 'zod'

const spanSchema = z.object({
  block: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  /** As written. */
  text: z.string(),
})
export type FigureSpan = z.infer<typeof spanSchema>

/** What a figure counts: money, a share, times as much, or a number of things. */
export const figureKindSchema = z.enum(['money', 'percent', 'times', 'count'])
export type FigureKind = z.infer<typeof figureKindSchema>

export const figureSchema = spanSchema.extend({
  kind: figureKindSchema,
  /** In units: 2.5 亿 is 250000000, 66.67% is 66.67. */
  value: z.number(),
  /** 元, 美元, 人, 家 …; empty for a share. */
  unit: z.string(),
  /** 约, 近, 超过: not meant exactly. */
  rough: z.boolean(),
  /** The sentence that it stands in. */
  sentence: spanSchema,
  /** 据…, 财报, 《…》: where the author says it is from; null when nothing is said in the sentence or the one before. */
  source: spanSchema.nullable(),
})
export type Figure = z.infer<typeof figureSchema>

/** A sum that the author did: both sides are in the text, so it can be done again. */
export const calculationSchema = z.object({
  /** `growth`: from one figure to another, by a share. `share`: a part of a whole. `times`: so many times. `sum`: parts and their total. */
  kind: z.enum(['growth', 'share', 'times', 'sum']),
  /** What it was worked out from, in the order of the sum: before and after; part and whole; the parts. */
  from: z.array(figureSchema),
  claimed: figureSchema,
  /** In the unit of what is claimed, rounded as the claim is. */
  expected: z.number(),
  /** `rounding`: not by the figures as written, but by some that are rounded to them. */
  verdict: z.enum(['agrees', 'rounding', 'wrong']),
})
export type Calculation = z.infer<typeof calculationSchema>

/** One thing, told in two ways. */
export const discrepancySchema = z.object({
  kind: z.enum(['date', 'name']),
  /** What is dated (`成立`), or the more frequent spelling. */
  of: z.string(),
  /** At least two, in the order of the text. */
  places: z.array(spanSchema).min(2),
})
export type Discrepancy = z.infer<typeof discrepancySchema>

export const figureSheetSchema = z.object({
  figures: z.array(figureSchema),
  calculations: z.array(calculationSchema),
  discrepancies: z.array(discrepancySchema),
  /** More figures than are listed: see `figureLimits`. */
  cut: z.boolean(),
})
export type FigureSheet = z.infer<typeof figureSheetSchema>

/** A value in the words of a figure as it is written: 11.5 亿元, not 1150000000. */
export function amountLike(written: string, value: number): string {
  const unit = written.replace(/[\d.,，．０-９]+/u, '').trim()
  const factor = unit.startsWith('万亿') ? 1e12 : unit.startsWith('亿') ? 1e8 : unit.startsWith('万') ? 1e4 : 1
  return `${Number((value / factor).toFixed(4))}${unit}`
}
