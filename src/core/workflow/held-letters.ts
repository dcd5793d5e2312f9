/** Letters that wait for an editor: looked over, changed or dropped, then let go together. */
import { change, type DeskChange } from '@shared/domain/event'
import { HELD_UNTIL, isHeld, type LetterText } from '@shared/domain/letter'
import { getDecision, getLetter, type LetterRecord } from '../store/repositories/decisions'
import { getSubmission } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { draftFrom, letterHtml } from './draft-letter'
import { moveLetter } from './letters'
import { refuseBlanks, undoTime } from './queue-letter'
import { refuse } from './refuse'

/** Letters that one look shows and one press lets go. */
export const HELD_PAGE = 500

/**
 * Lets held letters go: they leave when the undo time is over. All or none: one that is not held any more, or has a
 * blank in it, refuses the rest.
 */
export function releaseLetters(context: DeskContext, letterIds: readonly string[]): LetterRecord[] {
  return moveAll(context, letterIds, (letter) => {
    if (!isHeld(letter)) refuse('letter-not-held')
    refuseBlanks(letter)
    moveLetter(context, letter, { to: 'queued', reason: 'undo-window', notBefore: context.now() + undoTime(context) })
  })
}

/** Holds letters that have not left, also one that failed: for another look, and to change what they say. What has left stays as it is. */
export function holdLetters(context: DeskContext, letterIds: readonly string[]): LetterRecord[] {
  return moveAll(context, letterIds, (letter) => {
    if ((letter.state !== 'queued' && letter.state !== 'failed') || isHeld(letter)) return
    moveLetter(context, letter, { to: 'queued', reason: 'held', notBefore: HELD_UNTIL })
  })
}

/** Changes what a held letter says. */
export function editLetter(context: DeskContext, letterId: string, text: LetterText): LetterRecord {
  return moveAll(context, [letterId], (letter) => {
    if (!isHeld(letter)) refuse('letter-not-held')
    append(context, edited(letter, text))
  })[0]!
}

/**
 * Another reason for the verdict of a held letter, in the record and in the letter. Where an editor has rewritten the
 * reason in the letter, the letter stays as it was written.
 */
export function changeReason(context: DeskContext, letterId: string, reason: string): LetterRecord {
  return moveAll(context, [letterId], (letter) => {
    if (!isHeld(letter)) refuse('letter-not-held')
    const decision = letter.decisionId === null ? null : getDecision(context.db, letter.decisionId)
    if (decision === null) return refuse('not-found')
    const { id: decisionId, submissionId, reason: from } = decision
    if (from === reason) return
    append(context, [
      change('decision.reason-changed', decisionId, { decisionId, submissionId, from, to: reason }),
      ...edited(letter, { subject: letter.subject, text: withReason(context, letter, decision, reason) }),
    ])
  })[0]!
}

/** The text with the new reason in the old one's place; drafted anew as long as nobody has changed it. */
function withReason(
  context: DeskContext,
  letter: LetterRecord,
  { verdict, reason }: { readonly verdict: string; readonly reason: string },
  to: string,
): string {
  const submission = getSubmission(context.db, letter.submissionId) ?? refuse('not-found')
  if (verdict === 'reject' && letter.text === draftFrom(context, submission, 'reject', reason).text) {
    return draftFrom(context, submission, 'reject', to).text
  }
  const at = reason === '' ? -1 : letter.text.indexOf(reason)
  return at === -1 ? letter.text : letter.text.slice(0, at) + to + letter.text.slice(at + reason.length)
}

function edited({ id: letterId, submissionId, ...before }: LetterRecord, { subject, text }: LetterText): DeskChange[] {
  if (before.subject === subject && before.text === text) return []
  return [change('letter.edited', letterId, { letterId, submissionId, subject, text, html: letterHtml(text) })]
}

function moveAll(
  context: DeskContext,
  letterIds: readonly string[],
  move: (letter: LetterRecord) => void,
): LetterRecord[] {
  const moved = transact(context, () => {
    const ids = [...new Set(letterIds)]
    for (const id of ids) move(getLetter(context.db, id) ?? refuse('not-found'))
    return ids.map((id) => getLetter(context.db, id) ?? refuse('not-found'))
  })
  announce(context, 'letters', 'submissions', 'desk')
  return moved
}
