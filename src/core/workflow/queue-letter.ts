/** A letter on its way into the outbox, and back out of it before it left. */
import { change, type DeskChange } from '@shared/domain/event'
import { HELD_UNTIL, type LetterDraft, type LetterReason, type LetterText } from '@shared/domain/letter'
import type { LetterRecord } from '../store/repositories/decisions'
import { getDesk, listAccounts, type AccountRow } from '../store/repositories/desk'
import { accountOfMessage, getParsed } from '../store/repositories/messages'
import { listThread, type SubmissionRecord } from '../store/repositories/submissions'
import type { DeskContext } from './context'
import { blankIn, letterHtml } from './draft-letter'
import { refuse } from './refuse'

/** One addr-spec as mailboxes have it (RFC 5321); nothing that could name a second recipient or another header. */
const ADDRESS = /^[^\s<>()[\],;:"@]+@[^\s<>()[\],;:"@]+$/u

export interface NewLetter {
  readonly letterId: string
  /** Null: it goes without a verdict. */
  readonly decisionId: string | null
  readonly draft: LetterDraft
  /** It waits until an editor lets it go, and not for the undo time. */
  readonly hold?: boolean | undefined
}

/** A letter as events: from the account that the author wrote to, into the thread that the author wrote. */
export function letterChanges(context: DeskContext, submission: SubmissionRecord, letter: NewLetter): DeskChange[] {
  const { letterId, decisionId, draft } = letter
  if (!ADDRESS.test(draft.to.address)) refuse('no-recipient')
  refuseBlanks(draft)
  const thread = listThread(context.db, submission.row.id)
  const answered =
    thread.findLast((mail) => mail.from.address === submission.row.author.address && mail.kind !== 'duplicate') ??
    thread.findLast((mail) => mail.kind !== 'duplicate' && mail.kind !== 'sent')
  const parsed = answered === undefined ? null : getParsed(context.db, answered.hash)
  const account = accountFor(context, answered?.hash ?? null)
  const { address, displayName } = account.config
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const submissionId = submission.row.id
  const notBefore = context.now() + undoTime(context)
  const queued = change('letter.queued', letterId, {
    letterId,
    submissionId,
    decisionId,
    accountId: account.id,
    template: draft.template,
    to: draft.to,
    from: { name: displayName, address },
    subject: draft.subject,
    text: draft.text,
    html: letterHtml(draft.text),
    messageId: `<${letterId}@${domain}>`,
    inReplyTo: parsed?.messageId ?? null,
    references: parsed === null ? [] : [...parsed.references, parsed.messageId],
    notBefore,
  })
  if (letter.hold !== true) return [queued]
  const held = {
    letterId,
    submissionId,
    from: 'queued',
    to: 'queued',
    reason: 'held',
    detail: '',
    attempts: 0,
  } as const
  return [queued, change('letter.state-changed', letterId, { ...held, notBefore: HELD_UNTIL })]
}

/** Cancels a letter as an event, none if it is cancelled already; refused once it may have left. */
export function takeBackLetter(letter: LetterRecord, reason: LetterReason): DeskChange[] {
  const { id: letterId, submissionId, state, attempts, notBefore } = letter
  if (state === 'cancelled') return []
  if (state === 'sent' || state === 'sending' || state === 'unsure') refuse('letter-already-sent')
  return [
    change('letter.state-changed', letterId, {
      letterId,
      submissionId,
      from: state,
      to: 'cancelled',
      reason,
      detail: '',
      attempts,
      notBefore,
    }),
  ]
}

/** A letter with a blank of its template still in it does not go. */
export function refuseBlanks(letter: LetterText): void {
  const blank = blankIn(letter.text) ?? blankIn(letter.subject)
  if (blank !== null) refuse('unfilled-variable', { name: blank })
}

/** Milliseconds in which a letter can be taken back. */
export function undoTime(context: DeskContext): number {
  return (getDesk(context.db)?.undoSeconds ?? 0) * 1000
}

function accountFor(context: DeskContext, hash: string | null): AccountRow {
  const accounts = listAccounts(context.db)
  const cameBy = hash === null ? null : accountOfMessage(context.db, hash)
  return accounts.find((account) => account.id === cameBy) ?? accounts[0] ?? refuse('no-account')
}
