/** Takes mails from files: all are kept first, then taken in from the oldest on, so that answers find what they answer. */
import type { QuarantineReason } from '@shared/domain/mail'
import { sentAt, walkMails, type FileRefusal } from '../mail'
import { countPendingConversions } from '../store/repositories/conversions'
import { kindOfMessage, messageStage } from '../store/repositories/messages'
import type { DeskContext } from './context'
import { deriveMissing } from './derive-missing'
import { BATCH_BYTES, BATCH_MAILS, sortPending } from './intake'
import { receiveAll, type Arrival } from './receive'

export interface ImportProgress {
  readonly step: 'keep' | 'take-in' | 'convert'
  readonly done: number
  /** Null while it is not known. */
  readonly total: number | null
}

export interface ImportReport {
  /** Mails taken in that were not here, quarantined ones left out. */
  readonly imported: number
  /** Mails that were here already, byte for byte or as another delivery of the same mail. */
  readonly duplicates: number
  /** Mails that are kept and could not be read. */
  readonly quarantined: readonly { readonly path: string; readonly reason: QuarantineReason }[]
  /** Files and folders that gave no mail; nothing of them is kept. */
  readonly refused: readonly FileRefusal[]
  /** Submissions that were registered or got a mail. */
  readonly submissions: readonly string[]
}

/**
 * Imports all mails under `targets` (see `walkMails`). What an import that was interrupted kept is taken in
 * by the next one, so that importing again is always safe and loses and doubles nothing. `signal` stops the reading of
 * files; what was kept by then is taken in, and its manuscripts are made when the desk has time.
 */
export async function importMails(
  context: DeskContext,
  targets: readonly string[],
  onProgress: (progress: ImportProgress) => void = () => undefined,
  signal = new AbortController().signal,
): Promise<ImportReport> {
  const kept = await keepAll(context, targets, onProgress, signal)
  const submissions = new Set<string>()
  const quarantined: { path: string; reason: QuarantineReason }[] = []
  let imported = 0
  let { duplicates } = kept
  let done = 0
  await sortPending(context, {
    onOutcome: (hash, outcome) => {
      done += 1
      onProgress({ step: 'take-in', done, total: Math.max(done, kept.pathOf.size) })
      if (outcome.kind === 'registered' || outcome.kind === 'joined') submissions.add(outcome.submissionId)
      const path = kept.pathOf.get(hash)
      // Kept by an earlier run from somewhere else: taken in now, not counted as of these files.
      if (path === undefined) return
      if (outcome.kind === 'quarantined') {
        quarantined.push({ path, reason: messageStage(context.db, hash)?.reason ?? 'unparsable' })
      } else if (kindOfMessage(context.db, hash) === 'duplicate') duplicates += 1
      else imported += 1
    },
  })
  const total = countPendingConversions(context.db)
  let converted = 0
  // A kill may have come between a mail and its check.
  await deriveMissing(context, signal, {
    onConverted: () => {
      converted += 1
      onProgress({ step: 'convert', done: converted, total })
    },
  })
  return { imported, duplicates, quarantined, refused: kept.refused, submissions: [...submissions] }
}

interface Kept {
  /** The file of each mail that is to be taken in, by the hash of the mail. */
  readonly pathOf: ReadonlyMap<string, string>
  readonly duplicates: number
  readonly refused: readonly FileRefusal[]
}

async function keepAll(
  context: DeskContext,
  targets: readonly string[],
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<Kept> {
  const pathOf = new Map<string, string>()
  const refused: FileRefusal[] = []
  let duplicates = 0
  let done = 0
  let bytes = 0
  let batch: { readonly path: string; readonly arrival: Arrival }[] = []
  const keepBatch = async (): Promise<void> => {
    const received = await receiveAll(
      context,
      batch.map(({ arrival }) => arrival),
    )
    for (const [index, { hash, isNew }] of received.entries()) {
      const stage = isNew ? 'stored' : messageStage(context.db, hash)?.stage
      const interrupted = stage === 'stored' || stage === 'parsed'
      if (!pathOf.has(hash) && interrupted) pathOf.set(hash, batch[index]?.path ?? '')
      else duplicates += 1
      done += 1
    }
    onProgress({ step: 'keep', done, total: null })
    batch = []
    bytes = 0
  }
  for (const target of targets) {
    for await (const mail of walkMails(target)) {
      if (signal.aborted) break
      if (!mail.ok) {
        refused.push(mail.error)
        continue
      }
      const { raw, path } = mail.value
      const arrivedAt = Math.min(sentAt(raw) ?? context.now(), context.now())
      const arrival = { source: { bytes: raw }, place: null, flags: [], arrivedAt, history: false, outgoing: false }
      batch.push({ path, arrival })
      bytes += raw.byteLength
      if (batch.length >= BATCH_MAILS || bytes >= BATCH_BYTES) await keepBatch()
    }
  }
  await keepBatch()
  return { pathOf, duplicates, refused }
}
