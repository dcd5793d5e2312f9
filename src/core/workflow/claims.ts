/** 认领 that another desk wrote into the mailbox as a keyword, read back into this record. */
import { v7 as uuidv7 } from 'uuid'
import { change } from '@shared/domain/event'
import { claimedBy, claimKeyword, isClaim, isClaimOf } from '@shared/domain/mail-keywords'
import { getEditor, getIntake, listEditors } from '../store/repositories/desk'
import { submissionOfMessage } from '../store/repositories/messages'
import {
  accountsHolding,
  assignmentOf,
  carriesClaim,
  incomingMails,
  isChangePending,
  placesIn,
} from '../store/repositories/server-changes'
import { append, DESK_ITSELF, type DeskContext } from './context'

export interface SeenFlags {
  readonly accountId: string
  readonly hash: string
  /** As they were known before; empty for a mail that is new here. */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/**
 * Follows a claim that appeared on a mail, or one that went: the submission is assigned as the other desk has it. Call
 * it in the transaction that stores the flags, after they are stored. Does nothing unless the account writes keywords
 * back, while our own claim is still on its way there, and for what no desk wrote. True when something changed.
 */
export function claimsFromFlags(context: DeskContext, { accountId, hash, before, after }: SeenFlags): boolean {
  const { db } = context
  const was = before.filter(isClaim)
  const is = after.filter(isClaim)
  if (sameClaims(was, is) || !getIntake(db, accountId).writeBack.keywords) return false
  const submissionId = submissionOfMessage(db, hash)
  if (submissionId === null || isChangePending(db, accountId, hash, 'claim')) return false
  const from = assignmentOf(db, submissionId)?.assignee ?? null
  const assignee = from === null ? null : getEditor(db, from)
  const came = is.filter((keyword) => !was.some((one) => one.toLowerCase() === keyword.toLowerCase()))
  // Two desks that claim at once settle on the same one.
  const name = came
    .map(claimedBy)
    .filter((one) => one !== null)
    .toSorted()[0]
  if (name !== undefined) {
    const to = editorOfClaim(context, name)
    if (to === from) return false
    append(context, [change('submission.assigned', submissionId, { submissionId, from, to })], DESK_ITSELF)
    return true
  }
  if (assignee === null || !was.some((keyword) => isClaimOf(keyword, assignee.name))) return false
  if (stillClaimed(context, submissionId, assignee.name)) return false
  append(context, [change('submission.assigned', submissionId, { submissionId, from, to: null })], DESK_ITSELF)
  return true
}

/** The claims that lie on a mail which has just become part of a submission. In the transaction that joined it. */
export function claimsOfMessage(context: DeskContext, hash: string): void {
  if (!carriesClaim(context.db, hash)) return
  for (const accountId of accountsHolding(context.db, hash)) {
    const after = placesIn(context.db, accountId, hash).flatMap(({ flags }) => flags)
    if (after.some(isClaim)) claimsFromFlags(context, { accountId, hash, before: [], after })
  }
}

function sameClaims(one: readonly string[], other: readonly string[]): boolean {
  const key = (keywords: readonly string[]): string =>
    keywords
      .map((keyword) => keyword.toLowerCase())
      .toSorted()
      .join(' ')
  return key(one) === key(other)
}

/** Another mail of the submission may still carry the claim. */
function stillClaimed(context: DeskContext, submissionId: string, name: string): boolean {
  return incomingMails(context.db, submissionId).some((hash) =>
    accountsHolding(context.db, hash).some((accountId) =>
      placesIn(context.db, accountId, hash).some(({ flags }) => flags.some((flag) => isClaimOf(flag, name))),
    ),
  )
}

/** The editor whom a claim names, made if nobody here has that name. */
function editorOfClaim(context: DeskContext, name: string): string {
  const known = listEditors(context.db).find(
    (editor) => editor.name === name || (editor.name.startsWith(name) && isClaimOf(claimKeyword(name), editor.name)),
  )
  if (known !== undefined) return known.id
  const editorId = uuidv7({ msecs: context.now() })
  append(context, [change('editor.named', editorId, { editorId, name })], DESK_ITSELF)
  return editorId
}
