/** 数据核对表 of a manuscript. Pure, and quick enough to be worked out again after every pause of typing. */
import type { CheckBlock } from '@shared/domain/compliance'
import type { FigureSheet } from '@shared/domain/figures'
import { calculationsOf, plain } from './calculations'
import { discrepanciesOf } from './discrepancies'
import { figureLimits } from './limits'
import { readFigures } from './read-figures'

/** Figures in the order of the text. Code is left out: its numbers say nothing of the world. */
export function figureSheet(blocks: readonly CheckBlock[]): FigureSheet {
  const read = blocks.filter(({ kind }) => kind !== 'code').map(readFigures)
  const figures = read.flatMap((block) => block.figures)
  return {
    figures: figures.slice(0, figureLimits.figures).map(plain),
    calculations: read.flatMap(calculationsOf),
    discrepancies: discrepanciesOf(blocks),
    cut: figures.length > figureLimits.figures,
  }
}
