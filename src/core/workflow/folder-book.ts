/** What the desk notes of one folder of a mailbox, as a pull wants it. */
import type { FolderBook, FolderChanges, FolderCursor, ListedMail, TakenMail } from '../mail'
import {
  countPresent,
  findInFolder,
  getCursor,
  hasOtherValidity,
  isNoted,
  markBack,
  markGone,
  noteOversized,
  presentUids,
  setCursor,
  setFlags,
  settleValidity,
  type FolderKey,
} from '../store/repositories/mailboxes'
import { claimsFromFlags } from './claims'
import { transact, type DeskContext } from './context'
import { localDate } from './local-date'
import { receiveAll, type Arrival } from './receive'

export interface FolderRole {
  /** Mail that arrived before this local day is history; null: all is work. */
  readonly since: string | null
  /** What lies there was written here (the Sent folder). */
  readonly outgoing: boolean
}

/** `onTaken` hears of mails that were kept and wait to be sorted, and whether all of them are history. */
export function openFolderBook(
  context: DeskContext,
  key: FolderKey,
  role: FolderRole,
  onTaken: (history: boolean) => void,
): FolderBook {
  const { db } = context
  const mailbox = (uidValidity: string) => ({ ...key, uidValidity })

  return {
    cursor: () => getCursor(db, key),
    isNoted: (uidValidity, uid) => isNoted(db, mailbox(uidValidity), String(uid)),
    countPresent: (uidValidity) => countPresent(db, mailbox(uidValidity)),
    presentUids: (uidValidity) => presentUids(db, mailbox(uidValidity)),
    hasUnmatched: (uidValidity, evenGone) => hasOtherValidity(db, mailbox(uidValidity), evenGone),
    match(_uidValidity, { messageId, size, internalDate }) {
      if (messageId === null || internalDate === null) return null
      const found = findInFolder(db, key, { messageId, size, arrivedAt: internalDate })
      const [sha256] = found
      return found.length === 1 && sha256 !== undefined ? { sha256, size } : null
    },
    keepStream: (source, maxBytes) => context.blobs.putStream(source, maxBytes),
    async take(mails: readonly TakenMail[], cursor: FolderCursor) {
      const arrivals = mails.map((mail) => arrivalOf(context, mail, { ...key, uidValidity: cursor.uidValidity }, role))
      const received = await receiveAll(context, arrivals, { ...key, cursor })
      if (received.length > 0) onTaken(arrivals.every(({ history }) => history))
      return received.filter(({ isNew }) => isNew).length
    },
    leave(uidValidity, mails: readonly ListedMail[]) {
      if (mails.length === 0) return
      transact(context, () => {
        for (const { uid, size } of mails) noteOversized(db, mailbox(uidValidity), String(uid), size, context.now())
      })
    },
    follow(changes: FolderChanges, cursor: FolderCursor) {
      const at = mailbox(cursor.uidValidity)
      return transact(context, () => {
        const deleted = changes.gone.filter((uid) => markGone(db, at, String(uid), context.now())).length
        const back = changes.back.filter((uid) => markBack(db, at, String(uid))).length
        const flagged = changes.flags.filter(({ uid, flags }) => {
          const changed = setFlags(db, at, String(uid), flags)
          if (changed !== null) claimsFromFlags(context, { accountId: key.accountId, ...changed, after: flags })
          return changed !== null
        }).length
        // Last: a server that counts changes tells each of them once.
        setCursor(db, key, cursor, context.now())
        return { updated: back + flagged, deleted }
      })
    },
    settle: (uidValidity) => ({
      deleted: transact(context, () => settleValidity(db, mailbox(uidValidity), context.now())),
    }),
  }
}

function arrivalOf(
  context: DeskContext,
  { uid, flags, internalDate, source }: TakenMail,
  mailbox: { readonly accountId: string; readonly folder: string; readonly uidValidity: string },
  { since, outgoing }: FolderRole,
): Arrival {
  const arrivedAt = internalDate ?? context.now()
  return {
    source: source.kind === 'bytes' ? { bytes: source.bytes } : { sha256: source.sha256, size: source.size },
    place: { ...mailbox, uid: String(uid) },
    flags,
    arrivedAt,
    history: since !== null && localDate(arrivedAt, context.zone) < since,
    outgoing,
  }
}
