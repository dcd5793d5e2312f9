/** `sync [--account ID] [--full]`: new mail from the accounts, one after the other. */
import type { ConnectionFailure } from '@shared/domain/mail'
import { openSync, type Sync } from '../jobs/sync'
import { openWriteBack } from '../jobs/write-back'
import { listAccounts, type AccountRow } from '../store/repositories/desk'
import { deriveMissing } from '../workflow/derive-missing'
import { accountNamed } from './account-json'
import type { Cli, Outcome } from './command'
import { unlockSecrets } from './secrets'
import { oneLine } from './text-columns'
import { writeDesk } from './with-desk'

export interface SyncOptions {
  readonly account?: string
  readonly full?: boolean
}

interface SyncedAccount {
  readonly id: string
  readonly address: string
  readonly ok: boolean
  /** Mails that came over the line. */
  readonly fetched: number
  /** Of these, mails that the desk did not have. */
  readonly new: number
  /** Mails whose flags changed on the server, or that lie there again. */
  readonly updated: number
  /** Mails that disappeared there; here they stay. */
  readonly deleted: number
  readonly failure: ConnectionFailure | null
}

export function syncCommand(cli: Cli, options: SyncOptions): Promise<Outcome> {
  return writeDesk(cli, async (context) => {
    const started = performance.now()
    const accounts =
      options.account === undefined ? listAccounts(context.db) : [accountNamed(context.db, options.account)]
    unlockSecrets(cli, context)
    const sync = openSync(context)
    const synced: SyncedAccount[] = []
    try {
      for (const account of accounts) {
        synced.push(await pull(sync, account, options.full === true))
      }
      await deriveMissing(context, new AbortController().signal)
      await openWriteBack(context).run()
    } finally {
      await sync.close()
    }
    const seconds = Math.round(performance.now() - started) / 1000
    const sum = (of: (account: SyncedAccount) => number): number => synced.reduce((total, one) => total + of(one), 0)
    const counts = {
      fetched: sum((one) => one.fetched),
      new: sum((one) => one.new),
      updated: sum((one) => one.updated),
      deleted: sum((one) => one.deleted),
    }
    const failed = synced.filter(({ ok }) => !ok)
    return {
      json: { ...counts, seconds, accounts: synced },
      text: () =>
        accounts.length === 0
          ? cli.say('cli.sync.no-account')
          : cli.say('cli.sync.done', { ...counts, seconds: seconds.toFixed(1) }),
      problem: failed.length === 0 ? undefined : failed.map((one) => sayFailed(cli, one)).join('\n'),
    }
  })
}

async function pull(sync: Sync, account: AccountRow, thorough: boolean): Promise<SyncedAccount> {
  const state = await sync.pull(account.id, { thorough })
  const { fetched, fresh, updated, deleted } = sync.tally(account.id)
  return {
    id: account.id,
    address: account.config.address,
    ok: state.kind === 'idle',
    fetched,
    new: fresh,
    updated,
    deleted,
    failure: state.kind === 'failed' ? state.failure : null,
  }
}

function sayFailed({ say }: Cli, { address, failure }: SyncedAccount): string {
  if (failure === null) return oneLine(address)
  const parts = [
    `${oneLine(address)}: ${say(`connection.step.${failure.step}`)}.`,
    say(`connection.${failure.code}`),
    ...(failure.detail === '' ? [] : [say('sync.detail', { detail: oneLine(failure.detail) })]),
  ]
  return parts.join(' ')
}
