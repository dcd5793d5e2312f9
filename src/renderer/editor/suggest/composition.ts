/**
 * Input methods. While one composes, its text is plain text of the page: marking it at once would take the node away
 * that the input method writes into. What it did is read when it has ended, and suggested then.
 */
import { isSuggestion } from '@shared/manuscript/projection'
import type { Node } from '@tiptap/pm/model'
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Mapping } from '@tiptap/pm/transform'
import { withoutSuggestions } from './insert-slice'
import { replaceTracked } from './replace-range'
import type { Tracked } from './track-transaction'
import { Tracking, type SuggestContext } from './tracking'

/** A composition that has begun. */
export interface Composition {
  /** The document as it was then. */
  readonly before: Node
  /** What happened since. */
  readonly mapping: Mapping
  /** ProseMirror's name for it: its steps are one step of the history. Null while nothing was written. */
  readonly name: unknown
}

export function beginComposition(state: EditorState): Composition {
  return { before: state.doc, mapping: new Mapping(), name: null }
}

/** Takes note of what the input method wrote. */
export function continueComposition(composition: Composition, transaction: Transaction): Composition {
  const mapping = new Mapping([...composition.mapping.maps, ...transaction.mapping.maps])
  return { ...composition, mapping, name: (transaction.getMeta('composition') as unknown) ?? composition.name }
}

/** What was written from the beginning to the end: `[from, to)` now, in place of `[oldFrom, oldTo)` of the document before. */
interface Written {
  readonly from: number
  readonly to: number
  readonly oldFrom: number
  readonly oldTo: number
}

function writtenIn({ mapping }: Composition): Written | null {
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  for (const [index, map] of mapping.maps.entries()) {
    const later = mapping.slice(index + 1)
    map.forEach((_start, _end, newStart, newEnd) => {
      from = Math.min(from, later.map(newStart, -1))
      to = Math.max(to, later.map(newEnd, 1))
    })
  }
  if (from > to) return null
  const back = mapping.invert()
  return { from, to, oldFrom: back.map(from, -1), oldTo: back.map(to, 1) }
}

/** Makes what was composed a suggestion; null when nothing was, or nothing is left of it. */
export function trackComposition(
  state: EditorState,
  composition: Composition,
  context: SuggestContext,
): Tracked | null {
  const written = writtenIn(composition)
  if (written === null) return null
  const { from, to, oldFrom, oldTo } = written
  const now = state.doc.slice(from, to)
  const old = composition.before.slice(oldFrom, oldTo)
  if (now.eq(old)) return null
  const { tr } = state
  tr.replace(from, to, old)
  const oldEnd = from + (oldTo - oldFrom)
  const tracking = new Tracking(tr, context, from, oldEnd)
  const kept = commonEnds(old.content.textBetween(0, old.content.size), now.content.textBetween(0, now.content.size))
  const inserted = replaceTracked(
    tracking,
    from + kept.start,
    oldEnd - kept.end,
    withoutSuggestions(state.doc.slice(from + kept.start, to - kept.end)),
  )
  if (inserted.kind === 'refused') return inserted
  tracking.record()
  placeCaret(state, tr, { from, to: to - kept.end }, inserted.end)
  if (composition.name !== null) tr.setMeta('composition', composition.name)
  return { kind: 'tracked', tr: tr.scrollIntoView() }
}

/** How much of a rewritten word stayed, so that only the rest is a suggestion. */
function commonEnds(old: string, now: string): { start: number; end: number } {
  const most = Math.min(old.length, now.length)
  let start = 0
  while (start < most && old[start] === now[start]) start += 1
  let end = 0
  while (end < most - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1
  return { start, end }
}

/**
 * The caret stays where it was in what was composed, which ends elsewhere now. Inside of a deletion the page loses it on
 * the way: then it goes behind.
 */
function placeCaret(state: EditorState, tr: Transaction, range: { from: number; to: number }, newEnd: number): void {
  const { head } = state.selection
  const isInside = head >= range.from && head <= range.to
  const caret = Math.min(Math.max(isInside ? newEnd + head - range.to : newEnd, 0), tr.doc.content.size)
  const $caret = tr.doc.resolve(caret)
  if ($caret.parent.inlineContent) tr.setSelection(new TextSelection($caret))
}

/** In an untracked mode: what was composed inside of a deletion is no part of it. Null when there is nothing to mend. */
export function plainComposition(state: EditorState, composition: Composition): Transaction | null {
  const written = writtenIn(composition)
  if (written === null) return null
  const tr = withoutStrayMarks(state.tr, written.from, written.to)
  if (tr.docChanged && composition.name !== null) tr.setMeta('composition', composition.name)
  return tr.docChanged ? tr : null
}

/** Takes the marks of suggestions off text that was typed among suggested text without being one. */
export function withoutStrayMarks(tr: Transaction, from: number, to: number): Transaction {
  tr.doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isText) return
    for (const mark of node.marks) {
      if (isSuggestion(mark)) tr.removeMark(Math.max(from, pos), Math.min(to, pos + node.nodeSize), mark)
    }
  })
  return tr
}
