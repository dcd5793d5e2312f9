/** What a pull asks of whoever keeps mail: what is noted of a folder, and to note what comes. */
import type { Result } from '@shared/domain/result'

/** How far a folder is known: every UID up to `lastUid` was handed over and kept, changes up to `modseq` were followed. */
export interface FolderCursor {
  readonly uidValidity: string
  readonly lastUid: number
  /** HIGHESTMODSEQ (RFC 7162); null where the server has none. */
  readonly modseq: string | null
}

/** A mail as the server lists it. */
export interface ListedMail {
  readonly uid: number
  /** RFC822.SIZE, bytes. */
  readonly size: number
  readonly flags: readonly string[]
  /** INTERNALDATE, UTC milliseconds; null when the server sent none. */
  readonly internalDate: number | null
  /** With angle brackets; null when it was not asked for or is missing. */
  readonly messageId: string | null
}

export type MailSource =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Kept already, by `keepStream`. */
  | { readonly kind: 'kept'; readonly sha256: string; readonly size: number }

export interface TakenMail extends ListedMail {
  readonly source: MailSource
}

export interface FlagChange {
  readonly uid: number
  readonly flags: readonly string[]
}

export interface FolderChanges {
  readonly flags: readonly FlagChange[]
  /** UIDs that do not lie there any more. */
  readonly gone: readonly number[]
  /** UIDs that were called gone and lie there. */
  readonly back: readonly number[]
}

/** Each call that writes is one transaction, cursor included; what it throws, the pull throws. */
export interface FolderBook {
  cursor(): FolderCursor | null
  /** Whether a UID was handed over before, or left on the server for good. */
  isNoted(uidValidity: string, uid: number): boolean
  /** How many of the noted mails lie in the folder, those left on the server included. */
  countPresent(uidValidity: string): number
  /** Their UIDs, ascending. */
  presentUids(uidValidity: string): readonly number[]
  /** Whether mails are noted that lay there under another UIDVALIDITY and are not matched yet, or (`evenGone`) never were. */
  hasUnmatched(uidValidity: string, evenGone: boolean): boolean
  /** The one kept mail of this folder that a listed one is, told by Message-ID, size and date; null when it is not sure. */
  match(uidValidity: string, mail: ListedMail): { readonly sha256: string; readonly size: number } | null
  /** Keeps a large mail as it comes. `too-large` past `maxBytes`. */
  keepStream(
    source: AsyncIterable<Uint8Array>,
    maxBytes: number,
  ): Promise<Result<{ readonly sha256: string; readonly size: number }, 'too-large'>>
  /** Keeps mails, in ascending order of UID, with where they lie. Returns how many were not here before. */
  take(mails: readonly TakenMail[], cursor: FolderCursor): Promise<number>
  /** Notes mails that stay on the server: too large, or never handed out. */
  leave(uidValidity: string, mails: readonly ListedMail[]): void
  /** Notes what changed on noted mails, and only then the cursor. Returns how many it made a difference to. */
  follow(changes: FolderChanges, cursor: FolderCursor): { readonly updated: number; readonly deleted: number }
  /** All of a rebuilt folder was looked at: places under another UIDVALIDITY that were not found again are gone. */
  settle(uidValidity: string): { readonly deleted: number }
}
