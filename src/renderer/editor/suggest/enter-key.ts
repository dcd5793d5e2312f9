/** Enter and typing as suggestions. */
import { isSuggestion } from '@shared/manuscript/projection'
import { Fragment, Slice, type Node } from '@tiptap/pm/model'
import { Selection, type EditorState } from '@tiptap/pm/state'
import { insertTracked } from './insert-slice'
import { textblockAt } from './places'
import { replaceTracked } from './replace-range'
import type { Tracked } from './track-transaction'
import { Tracking, type SuggestContext } from './tracking'

/** Splits the paragraph at the caret; a selection is deleted first. */
export function enterKey(state: EditorState, context: SuggestContext): Tracked {
  const { from, to } = state.selection
  const tracking = new Tracking(state.tr, context, from, to)
  const { tr } = tracking
  const deleted = replaceTracked(tracking, from, to, Slice.empty)
  if (deleted.kind === 'refused') return deleted
  const at = deleted.end
  const place = textblockAt(tr.doc, at)
  if (place === null) return { kind: 'refused' }
  if (place.node.type.name === 'title') return leaveTitle(tracking, place.pos + place.node.nodeSize)
  const slice = place.node.type.name === 'codeBlock' ? ofText(tr.doc.type.schema.text('\n')) : halves(tr.doc, at)
  const inserted = slice === null ? null : insertTracked(tracking, at, slice)
  if (inserted === null || inserted.kind === 'refused') return { kind: 'refused' }
  return finished(tracking, inserted.end)
}

/** Puts text in place of a range. `text` has no line breaks. */
export function typeText(state: EditorState, from: number, to: number, text: string, context: SuggestContext): Tracked {
  const { schema } = state
  const $from = state.doc.resolve(from)
  const marks = state.storedMarks ?? (from === to ? $from.marks() : ($from.marksAcross(state.doc.resolve(to)) ?? []))
  const plain = marks.filter((mark) => !isSuggestion(mark))
  return insertSlice(state, from, to, text === '' ? Slice.empty : ofText(schema.text(text, plain)), context)
}

/** Puts a slice in place of a range, the caret behind it. */
export function insertSlice(
  state: EditorState,
  from: number,
  to: number,
  slice: Slice,
  context: SuggestContext,
): Tracked {
  const tracking = new Tracking(state.tr, context, from, to)
  const inserted = replaceTracked(tracking, from, to, slice)
  return inserted.kind === 'refused' ? inserted : finished(tracking, inserted.end)
}

function finished(tracking: Tracking, caret: number): Tracked {
  const { tr } = tracking
  tracking.record()
  tr.setSelection(Selection.near(tr.doc.resolve(caret), -1)).scrollIntoView()
  return { kind: 'tracked', tr }
}

function ofText(text: Node): Slice {
  return new Slice(Fragment.from(text), 0, 0)
}

/** The title is one line: Enter goes to the text. */
function leaveTitle(tracking: Tracking, end: number): Tracked {
  const { tr } = tracking
  const selection = Selection.findFrom(tr.doc.resolve(end), 1, true)
  if (selection === null) return { kind: 'refused' }
  tracking.record()
  return { kind: 'tracked', tr: tr.setSelection(selection).scrollIntoView() }
}

/** Two empty halves of the block around a position, and of its list item; null where an empty item would be left by Enter. */
function halves(doc: Node, at: number): Slice | null {
  const $at = doc.resolve(at)
  const block = $at.parent
  const paragraph = doc.type.schema.nodes['paragraph']
  const isEnd = $at.parentOffset === block.content.size
  const afterType = isEnd && (block.type.name === 'heading' || block.type.name === 'caption') ? paragraph : block.type
  if (afterType === undefined) return null
  const pair = [block.type.create(block.attrs), afterType.create(afterType === block.type ? block.attrs : null)]
  const item = $at.node(-1)
  // Only the paragraph that an item begins with makes another item; further ones stay in theirs.
  if (item.type.name !== 'listItem' || $at.index(-1) > 0) return new Slice(Fragment.from(pair), 1, 1)
  if (item.childCount === 1 && block.content.size === 0) return null
  return new Slice(Fragment.from(pair.map((half) => item.type.create(item.attrs, half))), 2, 2)
}
