/** Reads kept mails with the workers' help. Nothing is decided and nothing is written here. */
import type { MailFacts, QuarantineReason } from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import type { PendingMessage } from '../store/repositories/messages'
import type { DeskContext } from './context'
import { refusalFrom } from './refuse'

/** Small mails that go to a worker together: a message between threads costs as much as reading one of them. */
const TASK_MAILS = 32
/** Raw bytes that go to a worker together; a larger mail goes alone. */
const TASK_BYTES = 1024 * 1024

export interface ReadMail {
  readonly message: MailFacts
  /** All of the message as JSON in UTF-8: only the database wants it. */
  readonly json: Uint8Array
}

export interface ReadFailure {
  readonly reason: QuarantineReason
  readonly detail: string
}

export type MailReading = Result<ReadMail, ReadFailure>

/**
 * Reads mails, and gives what came of each in the same order. A mail that stalls or kills its worker takes nothing along:
 * those that were read with it are read again, each by itself.
 */
export async function readMails(context: DeskContext, mails: readonly PendingMessage[]): Promise<MailReading[]> {
  const groups = await Promise.all(groupsOf(mails).map((group) => readGroup(context, group)))
  return groups.flat()
}

function groupsOf(mails: readonly PendingMessage[]): PendingMessage[][] {
  const groups: PendingMessage[][] = []
  let bytes = 0
  for (const mail of mails) {
    const group = groups.at(-1)
    if (group !== undefined && group.length < TASK_MAILS && bytes + mail.size <= TASK_BYTES) {
      group.push(mail)
      bytes += mail.size
    } else {
      groups.push([mail])
      bytes = mail.size
    }
  }
  return groups
}

async function readGroup(context: DeskContext, group: readonly PendingMessage[]): Promise<MailReading[]> {
  const run = await runParse(context, group)
  if (run.ok && run.value.length === group.length) return [...run.value]
  if (group.length === 1) return [run.ok ? fail({ reason: 'worker-died', detail: 'no answer' }) : run]
  const readings: MailReading[] = []
  for (const mail of group) readings.push(...(await readGroup(context, [mail])))
  return readings
}

async function runParse(
  context: DeskContext,
  group: readonly PendingMessage[],
): Promise<Result<readonly MailReading[], ReadFailure>> {
  try {
    const run = await context.tasks.run('parse', { files: group.map(({ hash }) => context.blobs.path(hash)) })
    return run.ok ? ok(run.value) : fail({ reason: run.error.code, detail: run.error.detail })
  } catch (error) {
    if (refusalFrom(error) !== null) throw error
    return fail({ reason: 'unparsable', detail: error instanceof Error ? error.message : String(error) })
  }
}
