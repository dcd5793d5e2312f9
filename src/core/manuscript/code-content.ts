/** The text of a block of code: its blanks and lines as they are; of marks only suggested changes and threads. */
import { harmlessText, type InlinePiece } from './inline-content'
import { joinedText, textNode, trackedOnly, type NodeJson } from './node-json'

/** Without line breaks at the beginning and white space at the end; empty when nothing is left. */
export function codeContent(pieces: readonly InlinePiece[]): readonly NodeJson[] {
  const nodes = pieces.flatMap((piece) => {
    if (piece.kind === 'leaf') return []
    const text = piece.kind === 'text' ? harmlessText(piece.text) : '\n'
    return text === '' ? [] : [textNode(text, trackedOnly(piece.marks))]
  })
  const kept = trimmed(joinedText(nodes), (text) => text.replace(/^\n+/, ''))
  return trimmed(kept.toReversed(), (text) => text.trimEnd()).toReversed()
}

/** Trims the first node, and the next where nothing is left of it. */
function trimmed(nodes: readonly NodeJson[], trim: (text: string) => string): NodeJson[] {
  const at = nodes.findIndex(({ text = '' }) => trim(text) !== '')
  const first = nodes[at]
  return first === undefined ? [] : [{ ...first, text: trim(first.text ?? '') }, ...nodes.slice(at + 1)]
}
