/** Backspace and Delete as suggestions: what is deleted already is stepped over, as it is not there for the reader. */
import { carries, paragraphMarkOf } from '@shared/manuscript/projection'
import type { Node } from '@tiptap/pm/model'
import { NodeSelection, Selection, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { deleteEnd, deleteTracked } from './delete-range'
import { blockAfter, blockBefore, joinTarget, textblockAt, type Neighbour, type Placed } from './places'
import { Tracking, type SuggestContext } from './tracking'

export type Direction = 'backward' | 'forward'
export type DeleteUnit = 'character' | 'word'

type Target =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  /** The end of the block at the position. */
  | { readonly kind: 'end'; readonly block: Placed }
  /** A block that the text does not go through: selected first, so that nobody deletes a table by one key too many. */
  | { readonly kind: 'select'; readonly pos: number }
  /** Nothing more to delete on this side. */
  | { readonly kind: 'nothing' }

/** What the key does in suggest mode; null where it is not ours to say. */
export function deleteKey(
  state: EditorState,
  direction: Direction,
  context: SuggestContext,
  unit: DeleteUnit = 'character',
): Transaction | null {
  const { selection, doc } = state
  if (!selection.empty) return deleteSelected(state, direction, context)
  if (!(selection instanceof TextSelection)) return null
  const target =
    direction === 'backward' ? targetBefore(doc, selection.head, unit) : targetAfter(doc, selection.head, unit)
  switch (target.kind) {
    case 'nothing':
      return state.tr.scrollIntoView()
    case 'select':
      return state.tr.setSelection(NodeSelection.create(doc, target.pos)).scrollIntoView()
    case 'range':
      return deleteRange(state, target.from, target.to, direction, context)
    case 'end':
      return deleteBreak(state, target.block, direction, context)
  }
}

function deleteSelected(state: EditorState, direction: Direction, context: SuggestContext): Transaction {
  const { from, to } = state.selection
  return deleteRange(state, from, to, direction, context)
}

/** Deletes a range and puts the caret on the side where the writer goes on. */
export function deleteRange(
  state: EditorState,
  from: number,
  to: number,
  direction: Direction,
  context: SuggestContext,
): Transaction {
  const tracking = new Tracking(state.tr, context, from, to)
  const { tr } = tracking
  deleteTracked(tracking, from, to)
  const caret = direction === 'backward' ? tr.mapping.map(from, -1) : tr.mapping.map(to, 1)
  return finish(tracking, caret, direction)
}

function deleteBreak(state: EditorState, block: Placed, direction: Direction, context: SuggestContext): Transaction {
  const end = block.pos + block.node.nodeSize - 1
  const tracking = new Tracking(state.tr, context, end, end)
  const { tr } = tracking
  const next = joinTarget(tr.doc, block.pos, 'current')
  deleteEnd(tracking, block.pos)
  const place = direction === 'backward' || next === null ? end : next.pos + 1
  return finish(tracking, tr.mapping.map(place, direction === 'backward' ? -1 : 1), direction)
}

function finish(tracking: Tracking, caret: number, direction: Direction): Transaction {
  const { tr } = tracking
  tracking.record()
  const $caret = tr.doc.resolve(Math.min(Math.max(caret, 0), tr.doc.content.size))
  return tr.setSelection(Selection.near($caret, direction === 'backward' ? -1 : 1)).scrollIntoView()
}

function targetBefore(doc: Node, head: number, unit: DeleteUnit): Target {
  let block = textblockAt(doc, head)
  let at = head
  while (block !== null) {
    const found = liveBefore(block, at, unit)
    if (found !== null) return { kind: 'range', ...found }
    const before = blockBefore(doc, block.pos)
    const passed = passDeleted(doc, before, 'backward')
    if (passed === null || passed.kind === 'block') return ofBlock(passed)
    if (joinTarget(doc, passed.pos, 'current')?.pos !== block.pos) return { kind: 'nothing' }
    if (paragraphMarkOf(passed.node)?.kind !== 'deletion') return { kind: 'end', block: passed }
    block = passed
    at = passed.pos + passed.node.nodeSize - 1
  }
  return { kind: 'nothing' }
}

function targetAfter(doc: Node, head: number, unit: DeleteUnit): Target {
  let block = textblockAt(doc, head)
  let at = head
  while (block !== null) {
    const found = liveAfter(block, at, unit)
    if (found !== null) return { kind: 'range', ...found }
    const next = passDeleted(doc, blockAfter(doc, block.pos + block.node.nodeSize), 'forward')
    if (next === null || next.kind === 'block') return ofBlock(next)
    if (joinTarget(doc, block.pos, 'current')?.pos !== next.pos) return { kind: 'nothing' }
    if (paragraphMarkOf(block.node)?.kind !== 'deletion') return { kind: 'end', block }
    block = next
    at = next.pos + 1
  }
  return { kind: 'nothing' }
}

/** Steps over rules and tables that are deleted already. */
function passDeleted(doc: Node, start: Neighbour | null, direction: Direction): Neighbour | null {
  let at = start
  while (at !== null && at.kind === 'block' && carries(at.node, 'deletion')) {
    at = direction === 'backward' ? blockBefore(doc, at.pos) : blockAfter(doc, at.pos + at.node.nodeSize)
  }
  return at
}

function ofBlock(block: ({ readonly kind: 'block' } & Placed) | null): Target {
  if (block === null) return { kind: 'nothing' }
  if (block.node.isLeaf) return { kind: 'range', from: block.pos, to: block.pos + block.node.nodeSize }
  return block.node.type.name === 'table' ? { kind: 'select', pos: block.pos } : { kind: 'nothing' }
}

/** The pieces of a textblock that are not deleted. */
function livePieces({ node, pos }: Placed): { readonly node: Node; readonly from: number; readonly to: number }[] {
  const pieces: { node: Node; from: number; to: number }[] = []
  node.forEach((child, offset) => {
    const from = pos + 1 + offset
    if (!carries(child, 'deletion')) pieces.push({ node: child, from, to: from + child.nodeSize })
  })
  return pieces
}

function liveBefore(block: Placed, at: number, unit: DeleteUnit): { from: number; to: number } | null {
  const piece = livePieces(block).findLast(({ from }) => from < at)
  if (piece === undefined) return null
  const to = Math.min(piece.to, at)
  const text = piece.node.text?.slice(0, to - piece.from)
  return { from: text === undefined ? piece.from : to - lastUnit(text, unit).length, to }
}

function liveAfter(block: Placed, at: number, unit: DeleteUnit): { from: number; to: number } | null {
  const piece = livePieces(block).find(({ to }) => to > at)
  if (piece === undefined) return null
  const from = Math.max(piece.from, at)
  const text = piece.node.text?.slice(from - piece.from)
  return { from, to: text === undefined ? piece.to : from + firstUnit(text, unit).length }
}

const characters = new Intl.Segmenter('zh', { granularity: 'grapheme' })
const words = new Intl.Segmenter('zh', { granularity: 'word' })
/** A cluster is a handful of code units and a word a few dozen: enough of the text to find where one ends. */
const NEAR = 128

function lastUnit(text: string, unit: DeleteUnit): string {
  const segments = [...segmenter(unit).segment(text.slice(-NEAR))].map(({ segment }) => segment)
  const last = segments.at(-1) ?? ''
  return unit === 'word' && last.trim() === '' ? (segments.at(-2) ?? '') + last : last
}

function firstUnit(text: string, unit: DeleteUnit): string {
  const segments = [...segmenter(unit).segment(text.slice(0, NEAR))].map(({ segment }) => segment)
  const first = segments[0] ?? ''
  return unit === 'word' && first.trim() === '' ? first + (segments[1] ?? '') : first
}

function segmenter(unit: DeleteUnit): Intl.Segmenter {
  return unit === 'word' ? words : characters
}
