/**
 * What the record says is written back to mailboxes where their accounts are told to: \\Seen, a keyword a decision, a
 * claim, a folder a state; and unless told otherwise, a copy of a sent letter. Asked for in the transaction of the event itself; done by `jobs/write-back.ts` when there is
 * a connection.
 */
import type { IntakeSettings } from '@shared/domain/intake'
import type { RecordedEvent } from '@shared/domain/event'
import { claimKeyword, isClaim, STATE_KEYWORDS, stateKeyword } from '@shared/domain/mail-keywords'
import type { SubmissionState } from '@shared/domain/submission'
import { filesSentItself } from '@shared/domain/provider-presets'
import { getLetter } from '../store/repositories/decisions'
import { getAccount, getEditor, getIntake, listIntakes } from '../store/repositories/desk'
import {
  assignmentOf,
  dropChanges,
  incomingMails,
  isChangePending,
  placesIn,
  putChange,
  type ServerOperation,
  type WritablePlace,
} from '../store/repositories/server-changes'
import type { Db } from '../store/open-database'

/** Asks for what events that were just applied mean for mailboxes; inside their transaction. */
export function askServers(db: Db, events: readonly RecordedEvent[], now: number): void {
  let writers: Writer[] | null = null
  for (const event of events) {
    switch (event.type) {
      case 'account.removed':
        dropChanges(db, event.payload.accountId)
        break
      case 'account.intake-changed':
        dropUnwanted(db, event.payload.accountId, event.payload.settings)
        break
      case 'submission.read':
        ask(event.payload.submissionId, ['seen'])
        break
      case 'submission.assigned':
        ask(event.payload.submissionId, ['claim'])
        break
      case 'submission.message-joined':
        if (event.payload.from !== event.payload.to) ask(event.payload.submissionId, ['state'])
        else welcome(event.payload.submissionId, event.payload.messageHash)
        break
      case 'letter.state-changed':
        if (event.payload.to === 'sent') askForCopy(db, event.payload.letterId, now)
        break
      case 'decision.recorded':
      case 'decision.reverted':
        ask(event.payload.submissionId, ['state', 'folder'])
        break
      default:
        break
    }
  }

  /** A mail that joins is marked like the others of its submission, unless another desk has marked it already. */
  function welcome(submissionId: string, hash: string): void {
    ask(
      submissionId,
      ['state', 'claim'],
      (place, operation) => {
        if (operation.kind !== 'state' && operation.kind !== 'claim') return false
        const { add, remove } = keywordChanges(place, operation)
        return add.length > 0 && remove.length === 0
      },
      [hash],
    )
  }

  function ask(
    submissionId: string,
    kinds: readonly ServerOperation['kind'][],
    isWanted: (place: WritablePlace, operation: ServerOperation) => boolean = isDue,
    only?: readonly string[],
  ): void {
    writers ??= writersOf(db)
    if (writers.length === 0) return
    const submission = assignmentOf(db, submissionId)
    if (submission === null) return
    const claimant = submission.assignee === null ? null : getEditor(db, submission.assignee)
    const mails = incomingMails(db, submissionId).filter((hash) => only === undefined || only.includes(hash))
    for (const { accountId, settings } of writers) {
      const wishes = kinds.flatMap((kind) => wishOf(kind, settings, submission.state, claimant?.name ?? null))
      for (const hash of mails) {
        const places = placesIn(db, accountId, hash)
        // It left its place while a change waits: a move that was cut off may be why, and the change finds out.
        const isLost = places.length === 0 && isChangePending(db, accountId, hash)
        for (const operation of wishes) {
          // A wish under way is replaced even by what seems true already: it may come true any moment.
          if (
            isLost ||
            places.some((place) => isWanted(place, operation)) ||
            isChangePending(db, accountId, hash, operation.kind)
          ) {
            putChange(db, { accountId, hash, operation }, now)
          }
        }
      }
    }
  }
}

/**
 * How long a server is given to put a sent letter into its folder of sent mail by itself, milliseconds: what is there then
 * is not put there twice.
 */
export const SERVER_FILES_WAIT = 10_000

/** Asks for the copy of a letter that an SMTP server took. What was found in the folder, or went into a folder of files, has one. */
function askForCopy(db: Db, letterId: string, now: number): void {
  const letter = getLetter(db, letterId)
  if (letter === null || letter.reason === 'found-in-sent') return
  const { accountId } = letter
  const config = getAccount(db, accountId)?.config
  if (config?.kind !== 'imap' || getIntake(db, accountId).sentCopies === 'off') return
  if (filesSentItself(config.smtp.host)) return
  putChange(db, { accountId, hash: letterId, operation: { kind: 'sent-copy' } }, now, now + SERVER_FILES_WAIT)
}

interface Writer {
  readonly accountId: string
  readonly settings: IntakeSettings['writeBack']
}

/** Accounts that write anything back. */
function writersOf(db: Db): Writer[] {
  // Asked with every mail that joins: accounts are looked at only where some settings write back.
  return listIntakes(db)
    .map(({ accountId, settings }) => ({ accountId, settings: settings.writeBack }))
    .filter(({ settings }) => settings.seen || settings.keywords || Object.keys(settings.folders).length > 0)
    .filter(({ accountId }) => getAccount(db, accountId)?.config.kind === 'imap')
}

function wishOf(
  kind: ServerOperation['kind'],
  { seen, keywords, folders }: IntakeSettings['writeBack'],
  state: SubmissionState,
  claimant: string | null,
): ServerOperation[] {
  switch (kind) {
    case 'seen':
      return seen ? [{ kind }] : []
    case 'state':
      return keywords ? [{ kind, keyword: stateKeyword(state) }] : []
    case 'claim':
      return keywords ? [{ kind, keyword: claimant === null ? null : claimKeyword(claimant) }] : []
    case 'folder': {
      const path = folders[state]
      return path === undefined ? [] : [{ kind, path }]
    }
    case 'sent-copy':
      return []
  }
}

/** Whether a mail that lies here is not yet as it should be. */
export function isDue(place: WritablePlace, operation: ServerOperation): boolean {
  switch (operation.kind) {
    case 'seen':
      return !place.flags.includes('\\Seen')
    case 'state':
    case 'claim': {
      const { add, remove } = keywordChanges(place, operation)
      return add.length > 0 || remove.length > 0
    }
    case 'folder':
      return place.folder !== operation.path
    case 'sent-copy':
      return true
  }
}

/** The keywords to add and to remove; case does not count. */
export function keywordChanges(
  { flags }: Pick<WritablePlace, 'flags'>,
  { kind, keyword }: Extract<ServerOperation, { kind: 'state' | 'claim' }>,
): { readonly add: readonly string[]; readonly remove: readonly string[] } {
  const stateOnes = new Set(STATE_KEYWORDS.map((one) => one.toLowerCase()))
  const ours = flags.filter((flag) => (kind === 'claim' ? isClaim(flag) : stateOnes.has(flag.toLowerCase())))
  const wanted = keyword?.toLowerCase()
  return {
    add: keyword === null || ours.some((flag) => flag.toLowerCase() === wanted) ? [] : [keyword],
    remove: ours.filter((flag) => flag.toLowerCase() !== wanted),
  }
}

/** What is no longer to be written back is forgotten, also when it failed. */
function dropUnwanted(db: Db, accountId: string, { writeBack, sentCopies }: IntakeSettings): void {
  dropChanges(db, accountId, [
    ...(writeBack.seen ? [] : (['seen'] as const)),
    ...(writeBack.keywords ? [] : (['state', 'claim'] as const)),
    ...(Object.keys(writeBack.folders).length > 0 ? [] : (['folder'] as const)),
    ...(sentCopies === 'off' ? (['sent-copy'] as const) : []),
  ])
}
