/** Tables of an OpenDocument text (ODF 1.2, 9.1). */
import { elements, type XmlElement } from '../docx/xml-tree'
import { MAX_CELL_SPAN } from '../limits'
import type { OdtBlocks } from './flow'

export function readTable(walk: OdtBlocks, element: XmlElement): void {
  walk.flow.closeQuote()
  const { builder } = walk.flow
  const { depth } = builder
  builder.open('table')
  readRows(walk, element, 'tableCell')
  walk.flow.closeQuote()
  builder.closeTo(depth)
}

function readRows(walk: OdtBlocks, parent: XmlElement, cell: 'tableCell' | 'tableHeader'): void {
  for (const child of elements(parent)) {
    if (child.name === 'table:table-header-rows') readRows(walk, child, 'tableHeader')
    else if (child.name === 'table:table-rows' || child.name === 'table:table-row-group') readRows(walk, child, cell)
    else if (child.name === 'table:table-row') readRow(walk, child, cell)
    else if (child.name.startsWith('text:change')) walk.changePoint(child)
  }
}

function readRow(walk: OdtBlocks, row: XmlElement, cell: 'tableCell' | 'tableHeader'): void {
  const { builder } = walk.flow
  const { depth } = builder
  builder.open('tableRow')
  const inRow = builder.depth
  for (const child of elements(row)) {
    if (child.name !== 'table:table-cell') continue
    const times = countOf(child.attributes['table:number-columns-repeated'])
    for (let time = 0; time < times && !builder.full; time += 1) {
      builder.open(cell, {
        colspan: countOf(child.attributes['table:number-columns-spanned']),
        rowspan: countOf(child.attributes['table:number-rows-spanned']),
      })
      walk.blocks(child)
      walk.flow.closeQuote()
      builder.closeTo(inRow)
    }
  }
  builder.closeTo(depth)
}

function countOf(value: string | undefined): number {
  const count = Number.parseInt(value ?? '1', 10)
  return count >= 1 ? Math.min(count, MAX_CELL_SPAN) : 1
}
