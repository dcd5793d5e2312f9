/** Which elements of an OpenDocument text hold text of the manuscript, and what textblock a paragraph's style makes of it. */
import type { TextblockKind } from '../block-builder'

/** Holds no text of the manuscript: declarations, generated lists of contents, forms, what moves and sounds. */
export const DROPPED: ReadonlySet<string> = new Set([
  'text:tracked-changes',
  'text:sequence-decls',
  'text:variable-decls',
  'text:user-field-decls',
  'text:hidden-text',
  'text:hidden-paragraph',
  'text:ruby-text',
  'text:note-citation',
  'text:script',
  'office:forms',
  'office:event-listeners',
  'draw:control',
  'svg:title',
  'svg:desc',
])

/** Dropped and told of: made by a program out of the text, or in a form that is not text. */
export const NOTED: ReadonlySet<string> = new Set([
  'text:table-of-content',
  'text:illustration-index',
  'text:table-index',
  'text:alphabetical-index',
  'text:bibliography',
  'draw:object',
  'draw:object-ole',
  'draw:plugin',
  'draw:applet',
  'draw:floating-frame',
])

export function kindOf(role: string, isHeading: boolean, level: number): TextblockKind {
  if (role === 'title') return { type: 'heading', level: 1, isTitle: true }
  if (role === 'caption') return { type: 'caption' }
  if (!isHeading && role !== 'heading') return { type: 'paragraph' }
  return { type: 'heading', level: Math.min(Math.max(level, 1), 6), isTitle: false }
}
