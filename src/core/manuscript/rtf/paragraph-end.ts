/** What the end of a paragraph makes of it. */
import type { ManuscriptMarkName } from '@shared/manuscript/schema'
import type { TextblockAttrs, TextblockKind } from '../block-builder'
import type { FlowingText } from '../flowing-text'
import type { MarkJson } from '../node-json'
import type { roleOf } from './state'

export function textblockKind(role: ReturnType<typeof roleOf>): TextblockKind {
  switch (role.kind) {
    case 'heading':
      return { type: 'heading', level: Math.min(Math.max(role.level, 1), 6), isTitle: false }
    case 'title':
      return { type: 'heading', level: 1, isTitle: true }
    case 'caption':
      return { type: 'caption' }
    default:
      return { type: 'paragraph' }
  }
}

/** A paragraph whose end was inserted or deleted says so. */
export function endAttrs(revisions: readonly MarkJson[]): TextblockAttrs {
  const mark = revisions.findLast(({ type }) => type === 'insertion' || type === 'deletion')
  if (mark?.attrs === undefined || !('id' in mark.attrs)) return {}
  return { paragraphMark: { kind: mark.type === 'deletion' ? 'deletion' : 'insertion', id: mark.attrs.id } }
}

/** A heading is bold because it is a heading. */
export function withoutMarksOf(
  pieces: FlowingText['pieces'],
  own: readonly ManuscriptMarkName[],
): FlowingText['pieces'] {
  const names: readonly string[] = own
  return pieces.map((piece) =>
    piece.kind === 'text' ? { ...piece, marks: piece.marks.filter(({ type }) => !names.includes(type)) } : piece,
  )
}
