/** A folder's book in memory, as strict as the desk's: what is handed over twice or out of order is an error. */
import { createHash } from 'node:crypto'
import { ok } from '@shared/domain/result'
import type { FolderBook, FolderChanges, FolderCursor, ListedMail } from '@core/mail'

export interface KeptMail extends ListedMail {
  readonly raw: Buffer
  readonly uidValidity: string
}

export interface MemoryBook extends FolderBook {
  /** By UID, of the newest UIDVALIDITY. */
  readonly mails: Map<number, KeptMail>
  readonly left: Map<number, number>
  readonly gone: Set<number>
  /** Every cursor that was saved, with what was noted in the same step. */
  readonly steps: {
    readonly cursor: FolderCursor
    readonly uids: readonly number[]
    readonly gone: readonly number[]
  }[]
  /** Called with each batch before it is kept. */
  onTake: (uids: readonly number[]) => Promise<void> | void
}

export function memoryBook(saved: FolderCursor | null = null): MemoryBook {
  let cursor = saved
  let old = new Map<number, KeptMail>()
  const mails = new Map<number, KeptMail>()
  const left = new Map<number, number>()
  const gone = new Set<number>()
  const blobs = new Map<string, Buffer>()
  const keep = (raw: Buffer): string => {
    const sha256 = createHash('sha256').update(raw).digest('hex')
    blobs.set(sha256, raw)
    return sha256
  }
  const under = (uidValidity: string): void => {
    if (cursor !== null && cursor.uidValidity !== uidValidity && mails.size > 0) {
      old = new Map(mails)
      mails.clear()
      left.clear()
      gone.clear()
    }
  }
  const present = (): number[] =>
    [...[...mails.keys()].filter((uid) => !gone.has(uid)), ...left.keys()].sort((a, b) => a - b)

  const book: MemoryBook = {
    mails,
    left,
    gone,
    steps: [],
    onTake: () => undefined,
    cursor: () => cursor,
    isNoted(uidValidity, uid) {
      under(uidValidity)
      return mails.has(uid) || left.has(uid)
    },
    countPresent(uidValidity) {
      under(uidValidity)
      return present().length
    },
    presentUids(uidValidity) {
      under(uidValidity)
      return present()
    },
    hasUnmatched(uidValidity) {
      under(uidValidity)
      return old.size > 0
    },
    match(_uidValidity, { messageId, size, internalDate }) {
      const found = [...old.values()].filter(
        (one) =>
          messageId !== null && one.messageId === messageId && one.size === size && one.internalDate === internalDate,
      )
      const sha256s = new Set(found.map(({ raw }) => keep(raw)))
      const [sha256] = sha256s
      return sha256s.size === 1 && sha256 !== undefined ? { sha256, size } : null
    },
    async keepStream(source) {
      const pieces: Uint8Array[] = []
      for await (const piece of source) pieces.push(piece)
      const raw = Buffer.concat(pieces)
      return ok({ sha256: keep(raw), size: raw.length })
    },
    async take(taken, next) {
      await book.onTake(taken.map(({ uid }) => uid))
      under(next.uidValidity)
      let fresh = 0
      const known = new Set([...mails.values(), ...old.values()].map(({ raw }) => keep(raw)))
      for (const { source, ...mail } of taken) {
        if (mails.has(mail.uid)) throw new Error(`UID ${mail.uid} was handed over twice`)
        const raw = source.kind === 'bytes' ? Buffer.from(source.bytes) : blobs.get(source.sha256)
        if (raw === undefined) throw new Error('a mail without bytes')
        if (!known.has(keep(raw))) fresh += 1
        const messageId = /^message-id:\s*(<[^>]+>)/im.exec(raw.toString('latin1'))?.[1] ?? null
        mails.set(mail.uid, { ...mail, messageId, raw, uidValidity: next.uidValidity })
      }
      if (cursor !== null && cursor.uidValidity === next.uidValidity && next.lastUid < cursor.lastUid)
        throw new Error('the cursor went back')
      cursor = next
      book.steps.push({ cursor: next, uids: taken.map(({ uid }) => uid), gone: [] })
      return fresh
    },
    leave(uidValidity, mailsLeft) {
      under(uidValidity)
      for (const { uid, size } of mailsLeft) left.set(uid, size)
    },
    follow({ flags, gone: absent, back }: FolderChanges, next) {
      let updated = 0
      let deleted = 0
      for (const uid of absent) {
        if (left.delete(uid)) continue
        if (!mails.has(uid) || gone.has(uid)) continue
        gone.add(uid)
        deleted += 1
      }
      for (const uid of back) if (gone.delete(uid)) updated += 1
      for (const { uid, flags: now } of flags) {
        const mail = mails.get(uid)
        if (mail === undefined || mail.flags.toSorted().join() === now.toSorted().join()) continue
        mails.set(uid, { ...mail, flags: now })
        updated += 1
      }
      cursor = next
      book.steps.push({ cursor: next, uids: [], gone: absent })
      return { updated, deleted }
    },
    settle() {
      const found = new Set([...mails.values()].map(({ raw }) => keep(raw)))
      const lost = [...old.values()].filter(({ raw }) => !found.has(keep(raw)))
      old = new Map()
      return { deleted: lost.length }
    },
  }
  return book
}
