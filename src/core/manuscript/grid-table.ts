/** A table of RTF or Word 97: rows with cells that end at edges, put onto one grid. */
import { MAX_CELL_SPAN } from './limits'
import { paragraphNode, type NodeJson } from './node-json'
import { closeCell, closeTable } from './structure'

export interface GridCell {
  /** Where the cell ends, in twips. */
  readonly edge: number
  readonly across: 'first' | 'merged' | null
  readonly down: 'first' | 'merged' | null
}

export interface GridRow {
  readonly header: boolean
  readonly definitions: readonly GridCell[]
  readonly cells: readonly (readonly NodeJson[])[]
}

/** Twips by which edges of the same column differ from row to row (programs round). */
const TOLERANCE = 40

/** Columns of a table: more make no table that a person reads. */
const MAX_COLUMNS = 200

interface Placed {
  readonly from: number
  to: number
  readonly down: GridCell['down']
  blocks: NodeJson[]
}

export function tableBlocks(rows: readonly GridRow[]): readonly NodeJson[] {
  const edges = gridOf(rows)
  const placed = rows.map((row) => placeRow(row, edges))
  const nodes = rows.map((row, index): NodeJson => {
    const type = row.header ? 'tableHeader' : 'tableCell'
    const cells = (placed[index] ?? []).filter(({ down }) => down !== 'merged')
    return {
      type: 'tableRow',
      content: cells.map((cell) =>
        closeCell(
          type,
          {
            colspan: Math.min(Math.max(cell.to - cell.from, 1), MAX_CELL_SPAN),
            rowspan: spanDown(placed, index, cell),
          },
          cell.blocks.length === 0 ? [paragraphNode([])] : cell.blocks,
        ),
      ),
    }
  })
  return closeTable(nodes)
}

/** The columns' right edges. */
function gridOf(rows: readonly GridRow[]): readonly number[] {
  const all = rows.flatMap(({ definitions }) => definitions.map(({ edge }) => edge)).toSorted((a, b) => a - b)
  const edges: number[] = []
  for (const edge of all) {
    const last = edges.at(-1)
    if ((last === undefined || edge - last > TOLERANCE) && edges.length < MAX_COLUMNS) edges.push(edge)
  }
  return edges
}

function placeRow(row: GridRow, edges: readonly number[]): Placed[] {
  const placed: Placed[] = []
  let column = 0
  for (const [index, blocks] of row.cells.entries()) {
    const definition = row.definitions[index]
    // A row may say less than it holds.
    const end = definition === undefined ? column + 1 : Math.max(columnAt(edges, definition.edge), column + 1)
    const before = placed.at(-1)
    if (definition?.across === 'merged' && before !== undefined) {
      before.to = end
      before.blocks = [...before.blocks, ...blocks]
    } else placed.push({ from: column, to: end, down: definition?.down ?? null, blocks: [...blocks] })
    column = end
  }
  return placed
}

function columnAt(edges: readonly number[], edge: number): number {
  const at = edges.findIndex((each) => edge - each <= TOLERANCE)
  return at < 0 ? edges.length : at + 1
}

function spanDown(rows: readonly (readonly Placed[])[], index: number, cell: Placed): number {
  if (cell.down !== 'first') return 1
  let span = 1
  while (
    span < MAX_CELL_SPAN &&
    rows[index + span]?.some(({ from, down }) => from === cell.from && down === 'merged') === true
  ) {
    span += 1
  }
  return span
}
