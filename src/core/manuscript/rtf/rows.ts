/** How the cells of a table's row are said to lie, before the row itself. */
import type { GridCell } from '../grid-table'

/** Cells of a row. */
export const MAX_ROW_CELLS = 1_000

export class RtfRow {
  cells: GridCell[] = []
  isHeader = false
  #across: GridCell['across'] = null
  #down: GridCell['down'] = null

  /** False when the word says nothing of a row. */
  word(name: string, value: number | null): boolean {
    switch (name) {
      case 'trowd':
        this.cells = []
        this.isHeader = false
        this.#across = null
        this.#down = null
        return true
      case 'trhdr':
        this.isHeader = true
        return true
      case 'clmgf':
        this.#across = 'first'
        return true
      case 'clmrg':
        this.#across = 'merged'
        return true
      case 'clvmgf':
        this.#down = 'first'
        return true
      case 'clvmrg':
        this.#down = 'merged'
        return true
      case 'cellx':
        if (this.cells.length < MAX_ROW_CELLS)
          this.cells.push({ edge: value ?? 0, across: this.#across, down: this.#down })
        this.#across = null
        this.#down = null
        return true
      default:
        return false
    }
  }
}
