/** Accepting and rejecting: suggestions become part of the text, or go, as if they had never been made. */
import { formerTypeOf, isSuggestion, paragraphMarkOf, suggestionIdsIn } from '@shared/manuscript/projection'
import { formerMarksSchema, suggestionsSchema, type SuggestionMeta } from '@shared/manuscript/suggestions'
import type { Mark, Node } from '@tiptap/pm/model'
import { Selection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { joinNext, setParagraphMark, takeAway } from './join-blocks'

export type Verdict = 'accept' | 'reject'

/** Which suggestions: the meta is missing for one that nobody wrote down. */
export type Pick = (id: string, meta: SuggestionMeta | undefined) => boolean

export const byId =
  (...ids: readonly string[]): Pick =>
  (id) =>
    ids.includes(id)

export const byName =
  (name: string): Pick =>
  (_, meta) =>
    (meta?.name ?? '') === name

export const byRule =
  (ruleId: string): Pick =>
  (_, meta) =>
    meta?.ruleId === ruleId

export const everything: Pick = () => true

/** The suggestions that `[from, to]` touches. */
export function inRange(doc: Node, from: number, to: number): Pick {
  const ids = new Set<string>()
  doc.nodesBetween(from, to, (node, pos) => {
    for (const id of idsOf(node, pos + node.nodeSize - 1 <= to)) ids.add(id)
  })
  return (id) => ids.has(id)
}

function idsOf(node: Node, withEnd: boolean): string[] {
  const marks = node.marks.filter(isSuggestion).map((mark) => String(mark.attrs['id']))
  const ofBlock = [formerTypeOf(node)?.id, withEnd ? paragraphMarkOf(node)?.id : undefined]
  return [...marks, ...ofBlock.filter((id) => id !== undefined)]
}

/**
 * A transaction that accepts or rejects what `pick` says, and forgets the meta of suggestions that are gone. Without
 * any steps when there is nothing to do.
 */
export function resolveSuggestions(state: EditorState, verdict: Verdict, pick: Pick): Transaction {
  const { tr } = state
  const metas = suggestionsSchema.parse(state.doc.attrs['suggestions'])
  const isPicked = (id: string): boolean => pick(id, metas[id])
  const places: number[] = []
  state.doc.descendants((node, pos) => {
    if (idsOf(node, true).some(isPicked)) places.push(pos)
  })
  // From the end, so that positions before a change stay what they are.
  for (const pos of places.toReversed()) settle(tr, pos, verdict, isPicked)
  if (places.length > 0) {
    dropLostFootnotes(tr, state.doc)
    if (tr.selection.empty) tr.setSelection(Selection.near(tr.selection.$head))
  }
  forget(tr)
  return tr
}

function settle(tr: Transaction, pos: number, verdict: Verdict, isPicked: (id: string) => boolean): void {
  const node = tr.doc.nodeAt(pos)
  // What was inside of a block that is gone.
  if (node === null) return
  const { accepted, rejected } = verdictOf(node.marks, verdict, isPicked)
  const goes =
    (accepted && carriesPicked(node, 'deletion', isPicked)) || (rejected && carriesPicked(node, 'insertion', isPicked))
  if (goes) {
    if (node.isInline) tr.delete(pos, pos + node.nodeSize)
    else takeAway(tr, pos, null)
    return
  }
  const done = node.marks.filter((mark) => isSuggestion(mark) && isPicked(String(mark.attrs['id'])))
  for (const mark of done) {
    if (!node.isInline) tr.removeNodeMark(pos, mark)
    else if (mark.type.name === 'format' && verdict === 'reject') reformat(tr, pos, node, mark)
    else tr.removeMark(pos, pos + node.nodeSize, mark)
  }
  if (node.isTextblock) settleBlock(tr, pos, verdict, isPicked)
}

function verdictOf(marks: readonly Mark[], verdict: Verdict, isPicked: (id: string) => boolean) {
  const any = marks.some((mark) => isSuggestion(mark) && isPicked(String(mark.attrs['id'])))
  return { accepted: any && verdict === 'accept', rejected: any && verdict === 'reject' }
}

function carriesPicked(node: Node, name: 'insertion' | 'deletion', isPicked: (id: string) => boolean): boolean {
  return node.marks.some(({ type, attrs }) => type.name === name && isPicked(String(attrs['id'])))
}

function reformat(tr: Transaction, pos: number, node: Node, format: Mark): void {
  const end = pos + node.nodeSize
  for (const mark of node.marks) if (mark === format || !isSuggestion(mark)) tr.removeMark(pos, end, mark)
  for (const json of formerMarksSchema.parse(format.attrs['before'])) {
    tr.addMark(pos, end, node.type.schema.markFromJSON(json))
  }
}

function settleBlock(tr: Transaction, pos: number, verdict: Verdict, isPicked: (id: string) => boolean): void {
  const node = tr.doc.nodeAt(pos)
  if (node === null) return
  const was = formerTypeOf(node)
  if (was !== null && isPicked(was.id)) {
    const type = verdict === 'reject' ? (node.type.schema.nodes[was.type] ?? node.type) : node.type
    tr.setNodeMarkup(pos, type, {
      ...node.attrs,
      was: null,
      ...(verdict === 'reject' && was.level !== null && { level: was.level }),
    })
  }
  const mark = paragraphMarkOf(node)
  if (mark === null || !isPicked(mark.id)) return
  const joins = (mark.kind === 'deletion') === (verdict === 'accept')
  const joined = joins ? joinNext(tr, pos, verdict === 'accept' ? 'current' : 'base') : 'none'
  // What is blocked waits for the others: without its mark the text would be another.
  if (joined === 'none') setParagraphMark(tr, pos, null)
}

/** A footnote goes with the last of its references, as in the projections. */
function dropLostFootnotes(tr: Transaction, before: Node): void {
  if (before.lastChild?.type.name !== 'footnote') return
  const [had, has] = [referencesIn(before), referencesIn(tr.doc)]
  const lost: number[] = []
  tr.doc.forEach((node, pos) => {
    const note = String(node.attrs['note'])
    if (node.type.name === 'footnote' && had.has(note) && !has.has(note)) lost.push(pos)
  })
  for (const pos of lost.toReversed()) tr.delete(pos, pos + (tr.doc.nodeAt(pos)?.nodeSize ?? 0))
}

function referencesIn(doc: Node): ReadonlySet<string> {
  const notes = new Set<string>()
  doc.descendants((node) => {
    if (node.type.name === 'footnoteRef') notes.add(String(node.attrs['note']))
  })
  return notes
}

/** Drops the meta of suggestions that the document no longer carries. */
export function forget(tr: Transaction): void {
  const metas = suggestionsSchema.parse(tr.doc.attrs['suggestions'])
  const ids = suggestionIdsIn(tr.doc)
  const kept = Object.entries(metas).filter(([id]) => ids.has(id))
  if (kept.length !== Object.keys(metas).length) tr.setDocAttribute('suggestions', Object.fromEntries(kept))
}
