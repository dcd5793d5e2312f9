/** The guard of links that expire: what became of each, and the letter that asks for a file once more. */
import { change } from '@shared/domain/event'
import type { LetterDraft } from '@shared/domain/letter'
import type { GuardedLinkState } from '@shared/domain/submission'
import { notedLinks } from '../store/repositories/files'
import { submissionOfMessage } from '../store/repositories/messages'
import { getSubmission } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { draftFrom } from './draft-letter'
import { expiringLink } from './files'
import { refuse } from './refuse'

export interface LinkPlace {
  readonly messageHash: string
  /** Its place among the mail's links. */
  readonly index: number
}

/** Notes that a link is dead, or that it is to be fetched after all. What was fetched is noted by `addFile`. */
export function noteLink(
  context: DeskContext,
  place: LinkPlace,
  state: Exclude<GuardedLinkState, 'captured'>,
): { readonly before: GuardedLinkState } {
  const before = transact(context, () => {
    const { submissionId, url } = guarded(context, place)
    const known = notedLinks(context.db, submissionId).get(url)?.state ?? 'open'
    if (known !== state) {
      append(context, [change('submission.link-noted', submissionId, { submissionId, url, state, sha256: null })])
    }
    return known
  })
  announce(context, 'submissions', 'desk')
  return { before }
}

/** The letter that asks the author to send the file behind a dead link again. */
export function draftResend(context: DeskContext, place: LinkPlace): LetterDraft {
  const { submissionId, name, url } = guarded(context, place)
  const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
  return draftFrom(context, submission, 'resend', '', { file: name ?? '', host: new URL(url).hostname })
}

function guarded(
  context: DeskContext,
  { messageHash, index }: LinkPlace,
): { submissionId: string; url: string; name: string | null } {
  const { url, name } = expiringLink(context, messageHash, index)
  return { submissionId: submissionOfMessage(context.db, messageHash) ?? refuse('not-found'), url, name }
}
