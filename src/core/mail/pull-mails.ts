/** Takes mails over in ascending order of UID: the next group comes over the line while the last one is kept. */
import type { ImapFlow } from 'imapflow'
import type { FolderBook, FolderCursor, ListedMail, TakenMail } from './folder-book'
import { downloadMail, fetchSources, groupsOf, listMails } from './imap-fetch'
import { LISTING_BATCH, MAX_PULLED_BYTES, STREAM_ABOVE_BYTES } from './pull-limits'

export interface PullPlan {
  readonly book: FolderBook
  /** Ascending. */
  readonly uids: readonly number[]
  /** Where the folder stands; `lastUid` grows with what is kept. */
  readonly cursor: FolderCursor
  /** Known mails may lie there under new UIDs: they are told by their Message-ID before anything is fetched. */
  readonly matching: boolean
  /** `lastUid` when all is done. */
  readonly end: number
  readonly onProgress?: (progress: { readonly done: number; readonly total: number; readonly bytes: number }) => void
  readonly signal?: AbortSignal
}

export interface PullCount {
  /** Mails that came over the line. */
  readonly fetched: number
  /** Of these and of the matched ones, mails that were not here. */
  readonly fresh: number
  /** Mails that were matched with known ones, without fetching them. */
  readonly matched: number
  readonly bytes: number
  /** The most bytes that were fetched and not yet kept at one time. */
  readonly peakBytes: number
  readonly cancelled: boolean
}

/** What the keeper of mails threw: it is no failure of the connection and must not be read as one. */
export class TakerError extends Error {}

export async function pullMails(flow: ImapFlow, plan: PullPlan): Promise<PullCount> {
  const { book, uids } = plan
  const { uidValidity } = plan.cursor
  const count = { fetched: 0, fresh: 0, matched: 0, bytes: 0, peakBytes: 0 }
  let { cursor } = plan
  let inFlight = 0
  let done = 0
  let keeping: Promise<void> = Promise.resolve()

  const isStopped = (): boolean => plan.signal?.aborted === true
  const reach = (uid: number): FolderCursor => ({ ...cursor, lastUid: Math.max(cursor.lastUid, uid) })
  /** Hands a group over; what it holds is out of memory once `keeping` resolves. */
  const keep = async (mails: readonly TakenMail[], next: FolderCursor, seen: number): Promise<void> => {
    const size = mails.reduce((sum, { source }) => sum + (source.kind === 'bytes' ? source.bytes.byteLength : 0), 0)
    inFlight += size
    count.peakBytes = Math.max(count.peakBytes, inFlight)
    await keeping
    cursor = next
    keeping = taking(async () => {
      count.fresh += await book.take(mails, next)
      inFlight -= size
      done += seen
      plan.onProgress?.({ done, total: uids.length, bytes: count.bytes })
    })
    // Its failure is thrown by whoever waits for it next.
    keeping.catch(() => undefined)
  }

  if (uids.length > 0) plan.onProgress?.({ done: 0, total: uids.length, bytes: 0 })
  try {
    for (let start = 0; start < uids.length; start += LISTING_BATCH) {
      if (isStopped()) return { ...count, cancelled: true }
      const batch = uids.slice(start, start + LISTING_BATCH)
      const last = batch.at(-1) ?? 0
      const listed = await listMails(
        flow,
        batch.filter((uid) => !book.isNoted(uidValidity, uid)),
        plan.matching,
      )
      const tooLarge = listed.filter(({ size }) => size > MAX_PULLED_BYTES)
      const matched = plan.matching ? matchMails(book, uidValidity, listed) : []
      const known = new Set([...tooLarge, ...matched].map(({ uid }) => uid))
      await keeping
      await taking(async () => book.leave(uidValidity, tooLarge))
      if (matched.length > 0) {
        count.matched += matched.length
        await keep(matched, cursor, matched.length)
      }
      for (const group of groupsOf(listed.filter(({ uid }) => !known.has(uid)))) {
        if (isStopped()) return { ...count, cancelled: true }
        const { taken, left } = await fetchGroup(flow, book, group)
        await taking(async () => book.leave(uidValidity, left))
        count.fetched += taken.length
        count.bytes += taken.reduce((sum, mail) => sum + mail.size, 0)
        await keep(taken, reach(group.at(-1)?.uid ?? 0), group.length)
      }
      // Mails expunged meanwhile, and those left behind, are passed too.
      await keep([], reach(start + LISTING_BATCH >= uids.length ? Math.max(last, plan.end) : last), 0)
    }
    // All below UIDNEXT was looked at.
    if (uids.length === 0 && plan.end > cursor.lastUid) await keep([], reach(plan.end), 0)
    await keeping
    return { ...count, cancelled: false }
  } finally {
    // Nothing is written any more once a pull has ended, however it did.
    await keeping.catch(() => undefined)
  }
}

function matchMails(book: FolderBook, uidValidity: string, listed: readonly ListedMail[]): TakenMail[] {
  return listed.flatMap((mail): TakenMail[] => {
    const kept = book.match(uidValidity, mail)
    return kept === null ? [] : [{ ...mail, source: { kind: 'kept', ...kept } }]
  })
}

async function fetchGroup(
  flow: ImapFlow,
  book: FolderBook,
  group: readonly ListedMail[],
): Promise<{ readonly taken: TakenMail[]; readonly left: ListedMail[] }> {
  const [only] = group
  if (group.length === 1 && only !== undefined && only.size > STREAM_ABOVE_BYTES) return fetchLarge(flow, book, only)
  const sources = await fetchSources(flow, group)
  const taken = group.flatMap((mail): TakenMail[] => {
    const bytes = sources.get(mail.uid)
    return bytes === undefined ? [] : [{ ...mail, size: bytes.byteLength, source: { kind: 'bytes', bytes } }]
  })
  const missing = group.filter(({ uid }) => !sources.has(uid))
  // Gone meanwhile, as a rule. One that is still listed and not handed out is said, not passed over in silence.
  const left =
    missing.length === 0
      ? []
      : await listMails(
          flow,
          missing.map(({ uid }) => uid),
        )
  return { taken, left }
}

async function fetchLarge(
  flow: ImapFlow,
  book: FolderBook,
  mail: ListedMail,
): Promise<{ readonly taken: TakenMail[]; readonly left: ListedMail[] }> {
  const content = await downloadMail(flow, mail)
  if (content === null) return { taken: [], left: await listMails(flow, [mail.uid]) }
  let broken: { readonly error: unknown } | null = null
  async function* pieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* source
    } catch (error) {
      broken = { error }
      throw error
    }
  }
  try {
    const kept = await book.keepStream(pieces(content), MAX_PULLED_BYTES)
    if (!kept.ok) return { taken: [], left: [mail] }
    return { taken: [{ ...mail, size: kept.value.size, source: { kind: 'kept', ...kept.value } }], left: [] }
  } catch (error) {
    // The assignment in `pieces` is not seen here.
    const line = broken as { readonly error: unknown } | null
    throw line === null ? new TakerError('a mail was not kept', { cause: error }) : line.error
  }
}

async function taking(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    throw new TakerError('mails were not kept', { cause: error })
  }
}
