/** What an author was asked before a version came. */
import { forAuthor, type Annotation } from '@shared/domain/annotation'
import type { VersionBrief } from '@shared/domain/submission'
import { eventsOf, typedEvent } from '../record/read-events'
import { getLetter, listDecisions } from '../store/repositories/decisions'
import { listVersions } from '../store/repositories/manuscripts'
import type { DeskContext } from './context'
import { quoteForLetter } from './draft-letter'

/**
 * Whether an annotation is a request that the author of a version had before they sent it: one that the last letter about an
 * earlier version which asked for changes carried, however that letter was changed by hand. Where no letter is known (it was said
 * in a chat, or the piece came anew unasked) every comment for the author counts that was made in an earlier version.
 */
export function askedBefore(context: DeskContext, version: VersionBrief, submissionId: string) {
  const ordinals = new Map(listVersions(context.db, submissionId).map(({ id, ordinal }) => [id, ordinal]))
  const isEarlier = (versionId: string): boolean => (ordinals.get(versionId) ?? version.ordinal) < version.ordinal
  const letter = lastLetter(context, submissionId, isEarlier)
  return (annotation: Annotation): boolean => {
    const words = forAuthor(annotation).map(({ text }) => text)
    if (annotation.kind !== 'comment' || words.length === 0 || !isEarlier(annotation.versionId)) return false
    return letter === null || carries(letter, quotesOf(context, annotation), words)
  }
}

/** The text of the letter; null when the newest decision for changes was made without one, or there is none. */
function lastLetter(
  context: DeskContext,
  submissionId: string,
  isEarlier: (versionId: string) => boolean,
): string | null {
  const decision = listDecisions(context.db, submissionId).find(
    ({ verdict, versionId, reverted }) =>
      verdict === 'revise' && reverted === null && versionId !== null && isEarlier(versionId),
  )
  const letter = decision?.letterId == null ? null : getLetter(context.db, decision.letterId)
  return letter === null || letter.state === 'cancelled' ? null : letter.text
}

/** A letter may say a request in other words; then it quotes the words that it is about, as its template does. */
function carries(letter: string, quotes: readonly string[], words: readonly string[]): boolean {
  const said = closeUp(letter)
  const quoted = quotes.map(closeUp).filter((quote) => quote !== '')
  return (
    words.map(closeUp).some((text) => text !== '' && said.includes(text)) ||
    quoted.some((quote) => said.includes(`“${quote}”`))
  )
}

/** The words that a comment is about, and those it was about before an editor placed it anew. */
function quotesOf(context: DeskContext, { id, anchored, anchor }: Annotation): string[] {
  if (anchored !== 'placed') return [quoteForLetter(anchor)]
  const earlier = eventsOf(context.db, id).flatMap((stored) => {
    const event = typedEvent(stored)
    return event?.type === 'annotation.placed' ? [quoteForLetter(event.payload.from)] : []
  })
  return [...earlier, quoteForLetter(anchor)]
}

function closeUp(text: string): string {
  return text.replaceAll(/\s+/g, '')
}
