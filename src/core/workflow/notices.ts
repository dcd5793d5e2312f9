/** What machines say about mail: a letter that came back, a mail that its sender took back. */
import type { Database } from 'better-sqlite3'
import { change, type DeskChange } from '@shared/domain/event'
import type { MailFacts, MessageKind } from '@shared/domain/mail'
import { getLetter, letterOfMessageId, newestLetterTo, type LetterRecord } from '../store/repositories/decisions'
import {
  fromAddressOf,
  getParsed,
  hashesOfMessageId,
  mailsFromWithSubject,
  recallsBy,
  threadIds,
} from '../store/repositories/messages'
import { memberOf, standingSubmission } from '../store/repositories/arrangement'
import type { DeskContext } from './context'

/** Characters kept of what the server said about a letter that came back. */
const BOUNCE_DETAIL = 500

/** The letter that a bounce is about: the one it returns, else one it refers to, else the newest to the failed recipient. */
export function bouncedLetter(db: Database, message: MailFacts): LetterRecord | null {
  const named = [message.returnedMessageId, ...threadIds(message)].filter((id) => id !== null)
  for (const messageId of named) {
    const letter = letterOfMessageId(db, messageId)
    if (letter !== null) return letter
  }
  if (message.failedRecipient === null) return null
  const newest = newestLetterTo(db, message.failedRecipient)
  return newest === null ? null : getLetter(db, newest)
}

/** A bounce marks the delivery of our letter. A second notice about the same letter says nothing new. */
export function bounceChanges(context: DeskContext, hash: string, message: MailFacts): DeskChange[] {
  const letter = bouncedLetter(context.db, message)
  if (letter === null || letter.bouncedAt !== null) return []
  const submissionId = standingSubmission(context.db, letter.submissionId) ?? letter.submissionId
  return [
    change('letter.bounced', letter.id, {
      letterId: letter.id,
      submissionId,
      recipient: message.failedRecipient ?? letter.to.address,
      messageHash: hash,
      detail: serversWords(message.text),
    }),
  ]
}

/** The line with the SMTP reply (`550 5.1.1 …`), else how the notice begins. */
export function serversWords(text: string): string {
  const lines = text.split('\n').map((line) => line.replaceAll(/\s+/g, ' ').trim())
  const reply = lines.find((line) => /(^|[^\d.])[45]\d\d[ -]\S/.test(line) || /\b[45]\.\d{1,3}\.\d{1,3}\b/.test(line))
  return (reply ?? lines.filter((line) => line !== '').join(' ')).slice(0, BOUNCE_DETAIL)
}

/** The mail that a recall notice is about: one it refers to, else the newest of that subject; always by the same sender. */
export function recalledMail(
  db: Database,
  notice: MailFacts,
): { readonly hash: string; readonly submissionId: string } | null {
  const sender = notice.from.address
  const named = threadIds(notice).flatMap((messageId) => hashesOfMessageId(db, messageId).map(({ hash }) => hash))
  const bySubject = notice.recalledSubject === null ? [] : mailsFromWithSubject(db, sender, notice.recalledSubject)
  for (const hash of [...named, ...bySubject]) {
    if (fromAddressOf(db, hash) !== sender) continue
    const member = memberOf(db, hash)
    if (member !== null) return { hash, submissionId: member.submissionId }
  }
  return null
}

/** A recall notice flags what it takes back. Nothing is deleted: the editor may have read it, and decides. */
export function recallChanges(context: DeskContext, noticeHash: string, notice: MailFacts): DeskChange[] {
  const mail = recalledMail(context.db, notice)
  return mail === null ? [] : [recalled(mail.submissionId, mail.hash, noticeHash)]
}

/** Kinds of mail that a person sends, and takes back. */
const TAKEN_BACK: ReadonlySet<MessageKind> = new Set([
  'submission',
  'revision',
  'reply',
  'forward',
  'inquiry',
  'promotion',
])

/**
 * Notices without References that came before the mail they are about: by its sender, of its subject, and sent after it;
 * what has the same subject and was sent after the notice is the mail sent anew.
 */
export function earlierRecalls(
  db: Database,
  mail: { readonly hash: string; readonly message: MailFacts; readonly kind: MessageKind; readonly receivedAt: number },
): string[] {
  const { hash, message, kind, receivedAt } = mail
  if (!TAKEN_BACK.has(kind) || message.from.address === '' || message.subject === '') return []
  return recallsBy(db, message.from.address).flatMap((notice) => {
    if (notice.date < receivedAt) return []
    const facts = getParsed(db, notice.hash)
    if (facts === null || facts.recalledSubject !== message.subject || threadIds(facts).length > 0) return []
    return recalledMail(db, facts)?.hash === hash ? [notice.hash] : []
  })
}

export function recalled(submissionId: string, messageHash: string, noticeHash: string): DeskChange {
  return change('submission.message-recalled', submissionId, { submissionId, messageHash, noticeHash })
}
