/** A letter as text to paste into WeChat: the same words, with the 稿号, so that an answer by chat finds its piece. */
import { getLetter, type LetterRecord } from '../store/repositories/decisions'
import { getSubmission } from '../store/repositories/submissions'
import { addNote } from './contact-notes'
import type { DeskContext } from './context'
import { refuse } from './refuse'

/**
 * The letter's words; with a line that names the piece where they do not. What was copied is noted as a contact with the
 * author by WeChat. A letter of any state: one that came back is what is sent by chat most.
 */
export function copyForChat(context: DeskContext, letterId: string): { readonly text: string } {
  const letter = getLetter(context.db, letterId) ?? refuse('not-found')
  const submission = getSubmission(context.db, letter.submissionId) ?? refuse('not-found')
  const text = chatText(letter)
  addNote(context, { authorId: submission.authorId, channel: 'wechat', text })
  return { text }
}

function chatText({ text, submissionNumber, submissionTitle }: LetterRecord): string {
  if (text.includes(submissionNumber)) return text.trim()
  const title = submissionTitle === '' ? '' : `《${submissionTitle}》`
  return `${title}（稿号 ${submissionNumber}）\n\n${text.trim()}`
}
