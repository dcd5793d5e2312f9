/** What the table menu does to cells. Which cells are meant is said by selecting words in the first and the last of them. */
import type { Node } from '@tiptap/pm/model'
import { TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state'
import {
  CellSelection,
  TableMap,
  cellAround,
  findTable,
  inSameTable,
  mergeCells,
  removeRow,
  splitCell,
} from '@tiptap/pm/tables'

/** The cells that a selection of text reaches over; null where it stays within one, or leaves the table. */
function selectedCells({ doc, selection }: EditorState): CellSelection | null {
  const [$first, $last] = [cellAround(selection.$anchor), cellAround(selection.$head)]
  if ($first === null || $last === null || $first.pos === $last.pos || !inSameTable($first, $last)) return null
  return CellSelection.create(doc, $first.pos, $last.pos)
}

/** Makes the cells from one end of the selection to the other one cell, with the words of all of them. */
export const mergeSelectedCells: Command = (state, dispatch) => {
  const cells = selectedCells(state)
  if (cells === null) return false
  return mergeCells(
    state.apply(state.tr.setSelection(cells)),
    dispatch &&
      ((merged) => {
        const tr = replayed(state, merged)
        const caret = merged.selection.from + 1
        withoutEmptyRows(tr, caret)
        dispatch(withCaret(tr, caret))
      }),
  )
}

/** Makes a cell that covers several places one for each; the words stay in the first. */
export const splitThisCell: Command = (state, dispatch) =>
  splitCell(state, dispatch && ((split) => dispatch(withCaret(replayed(state, split), state.selection.from))))

/** The same steps in the state that is shown: a selection of cells has no look here, and none is left. */
function replayed({ tr }: EditorState, done: Transaction): Transaction {
  for (const step of done.steps) tr.step(step)
  return tr
}

function withCaret(tr: Transaction, caret: number): Transaction {
  return tr.setSelection(TextSelection.near(tr.doc.resolve(caret))).scrollIntoView()
}

/** Takes out rows of the table around a place in which no cell begins any more: Word and web pages show none. */
function withoutEmptyRows(tr: Transaction, place: number): void {
  for (;;) {
    const found = findTable(tr.doc.resolve(place))
    const empty = found === null ? -1 : emptyRow(found.node)
    if (found === null || empty < 0) return
    const map = TableMap.get(found.node)
    const whole = { left: 0, top: 0, right: map.width, bottom: map.height }
    removeRow(tr, { ...whole, map, table: found.node, tableStart: found.start }, empty)
  }
}

/** The last row without cells; -1 for none. From below, so that what stands before the caret stays where it is. */
function emptyRow(table: Node): number {
  return table.children.findLastIndex(({ childCount }) => childCount === 0)
}
