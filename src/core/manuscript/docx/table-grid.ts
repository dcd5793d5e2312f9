/** A table's cells with how many columns and rows each covers: in Word a cell says whether it goes on with the one above. */
import { MAX_CELL_SPAN } from '../limits'
import { child, childrenNamed, childValue, elements, type XmlElement } from './xml-tree'

export interface GridCell {
  readonly element: XmlElement
  readonly colspan: number
  rowspan: number
}

export interface GridRow {
  readonly element: XmlElement
  /** Shown again on every page: cells that say what the columns are. */
  readonly header: boolean
  /** `w:ins` and `w:del` of the whole row. */
  readonly changes: readonly XmlElement[]
  readonly cells: readonly GridCell[]
}

export function gridOf(table: XmlElement): readonly GridRow[] {
  /** The cell that goes on downwards, by the column it begins in. */
  let above = new Map<number, GridCell>()
  return within(table, 'w:tr').map((element) => {
    const properties = child(element, 'w:trPr')
    const cells: GridCell[] = []
    const next = new Map<number, GridCell>()
    let column = span(childValue(properties, 'w:gridBefore'), 0)
    for (const cell of within(element, 'w:tc')) {
      const own = child(cell, 'w:tcPr')
      const colspan = span(childValue(own, 'w:gridSpan'), 1)
      const merge = child(own, 'w:vMerge')
      const begun = merge !== undefined && merge.attributes['w:val'] !== 'restart' ? above.get(column) : undefined
      if (begun !== undefined && begun.colspan === colspan && begun.rowspan < MAX_CELL_SPAN) {
        begun.rowspan += 1
        next.set(column, begun)
      } else {
        const made: GridCell = { element: cell, colspan, rowspan: 1 }
        cells.push(made)
        if (merge !== undefined) next.set(column, made)
      }
      column += colspan
    }
    above = next
    const header = child(properties, 'w:tblHeader')
    return {
      element,
      header: header !== undefined && !/^(?:0|false|off)$/i.test(header.attributes['w:val'] ?? ''),
      changes: [...childrenNamed(properties, 'w:ins'), ...childrenNamed(properties, 'w:del')],
      cells,
    }
  })
}

/** Children of a name, those inside controls and the like as well. */
function within(parent: XmlElement, name: string): readonly XmlElement[] {
  return elements(parent).flatMap((element) => {
    if (element.name === name) return [element]
    const group = /^w:(?:sdt|sdtContent|customXml|ins|del|moveFrom|moveTo)$/.test(element.name)
    return group ? within(element, name) : []
  })
}

function span(value: string | null, least: number): number {
  const count = /^\d{1,6}$/.test(value ?? '') ? Number(value) : least
  return Math.min(Math.max(count, least), MAX_CELL_SPAN)
}
