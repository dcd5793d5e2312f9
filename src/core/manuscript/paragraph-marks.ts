/** The ends of paragraphs under suggested changes. */
import type { ParagraphMark } from '@shared/manuscript/suggestions'

/**
 * The end that a paragraph has once an empty one after it is left out. Between what comes before and after stood two ends: in a
 * text where both are gone there is none now, in any other there is one.
 */
export function joinedMark(own: ParagraphMark, dropped: ParagraphMark | null): ParagraphMark | null {
  return dropped?.kind === own.kind ? own : null
}
