/** Puts other words in the place of matches: one undo step, and a suggestion each in 修订模式. */
import { closeHistory } from '@tiptap/pm/history'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import type { FoundRange } from './find-marks'

export function replaceMatches(state: EditorState, matches: readonly FoundRange[]): Transaction {
  const { tr } = state
  // From the end, so that the places before stay what they are.
  for (const { from, to, replacement } of matches.toSorted((a, b) => b.from - a.from)) {
    if (replacement === '') tr.delete(from, to)
    else tr.insertText(replacement, from, to)
  }
  return closeHistory(tr)
}
