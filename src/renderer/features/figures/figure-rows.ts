/** The rows of the sheet of figures, by what is to be shown. Pure. */
import type { Calculation, Discrepancy, Figure, FigureSheet } from '@shared/domain/figures'

export const figureViews = ['all', 'no-source', 'sums', 'told'] as const
export type FigureView = (typeof figureViews)[number]

export type FigureRow =
  | { readonly kind: 'figure'; readonly figure: Figure }
  | { readonly kind: 'sum'; readonly sum: Calculation }
  | { readonly kind: 'told'; readonly told: Discrepancy }

/** What is wrong comes first; figures stay in the order of the text. */
export function figureRows(sheet: FigureSheet, view: FigureView): FigureRow[] {
  const figures = (some: readonly Figure[]): FigureRow[] => some.map((figure) => ({ kind: 'figure', figure }))
  if (view === 'no-source') return figures(sheet.figures.filter(({ source }) => source === null))
  const order = { wrong: 0, rounding: 1, agrees: 2 }
  const sums = sheet.calculations
    .toSorted((a, b) => order[a.verdict] - order[b.verdict])
    .map((sum): FigureRow => ({ kind: 'sum', sum }))
  if (view === 'sums') return sums
  const told = sheet.discrepancies.map((one): FigureRow => ({ kind: 'told', told: one }))
  if (view === 'told') return told
  const wrong = sums.filter((row) => row.kind === 'sum' && row.sum.verdict === 'wrong')
  return [...wrong, ...told, ...figures(sheet.figures)]
}

export function figureCounts(sheet: FigureSheet): {
  readonly figures: number
  readonly wrong: number
  readonly noSource: number
  readonly told: number
} {
  return {
    figures: sheet.figures.length,
    wrong: sheet.calculations.filter(({ verdict }) => verdict === 'wrong').length,
    noSource: sheet.figures.filter(({ source }) => source === null).length,
    told: sheet.discrepancies.length,
  }
}
