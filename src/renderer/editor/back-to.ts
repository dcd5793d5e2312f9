/** Makes the text another one in one step that can be undone: only what differs is replaced. */
import type { Node } from '@tiptap/pm/model'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { closeHistory } from '@tiptap/pm/history'

export function backTo(state: EditorState, document: Node): Transaction {
  const target = state.schema.nodeFromJSON(document.toJSON())
  const { tr } = state
  const start = state.doc.content.findDiffStart(target.content)
  const end = state.doc.content.findDiffEnd(target.content)
  if (start !== null && end !== null) {
    // Where something repeated was added, the two ends run past each other.
    const overlap = Math.max(0, start - Math.min(end.a, end.b))
    tr.replace(start, end.a + overlap, target.slice(start, end.b + overlap))
  }
  for (const [name, value] of Object.entries(target.attrs)) tr.setDocAttribute(name, value as unknown)
  return closeHistory(tr)
}
