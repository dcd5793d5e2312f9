/** A comment that names a place and no stretch of text is shown with the words before it. */
import type { InlinePiece } from './inline-content'
import type { MarkJson } from './node-json'

/** Marks a leaf, or up to so many characters (UTF-16), at the end of the pieces; false when there is nothing to mark. */
export function markNearest(pieces: InlinePiece[], mark: MarkJson, characters: number): boolean {
  const last = pieces.at(-1)
  if (last === undefined || last.kind === 'break' || (last.kind === 'text' && last.text.trim() === '')) return false
  if (last.kind === 'leaf') {
    pieces[pieces.length - 1] = { kind: 'leaf', node: { ...last.node, marks: [...(last.node.marks ?? []), mark] } }
    return true
  }
  const cut = Math.max(0, last.text.length - characters)
  const before = cut > 0 ? [{ ...last, text: last.text.slice(0, cut) }] : []
  pieces.splice(-1, 1, ...before, { kind: 'text', text: last.text.slice(cut), marks: [...last.marks, mark] })
  return true
}
