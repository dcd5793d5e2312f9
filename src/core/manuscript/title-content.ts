/** The title as it stands in the document: plain text, with its suggested changes and what comments are about. */
import { carriesMore, isDeleted, joinedText, textNode, trackedOnly, type NodeJson } from './node-json'

/**
 * The part of the block that is the title (without a label or quotation marks around it) with its marks. Where the title is
 * no plain part of the block, it is the title's words alone: what was suggested there is taken as accepted.
 */
export function titleContent(title: string, block: NodeJson | undefined): readonly NodeJson[] {
  if (title === '') return []
  if (block === undefined || !carriesMore(block)) return [textNode(title)]
  const pieces = (block.content ?? []).map(plainPiece)
  const current = pieces.map((piece) => (isDeleted(piece) ? '' : (piece.text ?? ''))).join('')
  const start = current.indexOf(title)
  if (start < 0) return [textNode(title, threadsOf(pieces))]
  return cut(pieces, start, start + title.length)
}

function plainPiece(node: NodeJson): NodeJson {
  const text = node.type === 'text' ? (node.text ?? '') : node.type === 'hardBreak' ? ' ' : ''
  return textNode(text, trackedOnly(node.marks))
}

/** `[start, end)` of the current text, and what is deleted inside it or at its edges. */
function cut(pieces: readonly NodeJson[], start: number, end: number): readonly NodeJson[] {
  let at = 0
  const kept = pieces.flatMap((piece) => {
    const text = piece.text ?? ''
    if (isDeleted(piece)) return at >= start && at <= end && text !== '' ? [piece] : []
    const inside = text.slice(Math.max(0, start - at), Math.max(0, end - at))
    at += text.length
    return inside === '' ? [] : [textNode(inside, piece.marks)]
  })
  return joinedText(kept)
}

function threadsOf(pieces: readonly NodeJson[]): NonNullable<NodeJson['marks']> {
  const threads = pieces.flatMap(({ marks = [] }) => marks.filter(({ type }) => type === 'thread'))
  return threads.filter(
    ({ attrs }, index) => threads.findIndex((other) => JSON.stringify(other.attrs) === JSON.stringify(attrs)) === index,
  )
}
