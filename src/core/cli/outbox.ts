/** `outbox`: the letters and where they are; `--deliver`, `--retry`, `--cancel`. */
import type { Letter } from '@shared/domain/letter'
import { getLetter, listLetters } from '../store/repositories/decisions'
import type { DeskContext } from '../workflow/context'
import { cancelLetter, retryLetter } from '../workflow/letters'
import type { Cli, Outcome } from './command'
import { CommandFailure, UsageError } from './failure'
import { unlockSecrets } from './secrets'
import { columns, oneLine } from './text-columns'
import { readDesk, writeDesk } from './with-desk'

/** SQLite's way of saying that there is no limit. */
const ALL = -1

export interface OutboxOptions {
  readonly deliver?: boolean
  readonly retry?: string
  readonly cancel?: string
  readonly evenIfUnsure?: boolean
}

export function outboxCommand(cli: Cli, options: OutboxOptions): Promise<Outcome> {
  const { deliver, retry, cancel, evenIfUnsure } = options
  if (retry !== undefined && cancel !== undefined) throw new UsageError('cli.usage.retry-or-cancel')
  if (evenIfUnsure === true && retry === undefined) throw new UsageError('cli.usage.unsure-without-retry')
  if (deliver !== true && retry === undefined && cancel === undefined) {
    return readDesk(cli, (context) => outcomeOf(cli, context, new Set()))
  }
  return writeDesk(cli, async (context) => {
    if (cancel !== undefined) cancelLetter(context, known(context, cancel))
    if (deliver !== true && retry === undefined) return outcomeOf(cli, context, new Set())
    // Before a letter is made due: a wrong passphrase changes nothing.
    unlockSecrets(cli, context)
    if (retry !== undefined) retryLetter(context, known(context, retry), evenIfUnsure === true)
    return outcomeOf(cli, context, await deliverDue(context))
  })
}

/** Tries what is due and ends; returns the letters that were due. */
async function deliverDue(context: DeskContext): Promise<Set<string>> {
  const { openOutbox } = await import('../jobs/outbox')
  const outbox = openOutbox(context)
  const due = listLetters(context.db, ALL).filter(
    ({ state, notBefore }) => state === 'queued' && notBefore <= context.now(),
  )
  await outbox.deliver()
  await outbox.close()
  return new Set(due.map(({ id }) => id))
}

function known({ db }: DeskContext, id: string): string {
  if (getLetter(db, id) === null) throw new CommandFailure('no-such-letter', { id })
  return id
}

function outcomeOf(cli: Cli, { db }: DeskContext, tried: ReadonlySet<string>): Outcome {
  const letters = listLetters(db, ALL)
  const unsent = letters.filter(({ id, state }) => tried.has(id) && state !== 'sent')
  return {
    json: {
      letters: letters.map(({ id, to, subject, messageId, state, attempts, reason }) => ({
        id,
        to,
        subject,
        messageId,
        state,
        attempts,
        reason,
      })),
    },
    text: () => columns(letters.map((letter) => sayLetter(cli, letter))),
    problem: unsent.length === 0 ? undefined : cli.say('cli.outbox.unsent', { count: unsent.length }),
  }
}

function sayLetter({ say }: Cli, { id, state, to, subject, attempts, detail }: Letter): string[] {
  return [
    id,
    say(`letter-state.${state}`),
    say('outbox.attempts', { count: attempts }),
    oneLine(to.address),
    [oneLine(subject), oneLine(detail)].filter((part) => part !== '').join(' — '),
  ]
}
