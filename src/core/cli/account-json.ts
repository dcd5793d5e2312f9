/** An account as the command line prints it: its certificate is named and not printed, and no password ever. */
import type { Account } from '@shared/domain/account'
import type { Database } from 'better-sqlite3'
import { getIntake, listAccounts, type AccountRow } from '../store/repositories/desk'
import type { IntakeSettings } from '@shared/domain/intake'
import type { Cli } from './command'
import { CommandFailure } from './failure'
import { oneLine } from './text-columns'

export function accountJson(
  { id, config }: AccountRow,
  password?: Account['password'] | 'locked',
  intake?: IntakeSettings,
): object {
  const kept = { ...(password === undefined ? {} : { password }), ...(intake === undefined ? {} : { intake }) }
  return config.kind === 'maildir'
    ? { id, ...config, ...kept }
    : { id, ...config, ca: config.ca === null ? null : 'given', ...kept }
}

/** The same, with what the account takes in. */
export function describedJson(db: Database, account: AccountRow, password?: Account['password'] | 'locked'): object {
  return accountJson(account, password, getIntake(db, account.id))
}

/** The account that is meant by an id or an address. */
export function accountNamed(db: Database, named: string): AccountRow {
  const wanted = named.trim().toLowerCase()
  const found = listAccounts(db).find(({ id, config }) => id === wanted || config.address.toLowerCase() === wanted)
  if (found === undefined) throw new CommandFailure('no-such-account', { id: named })
  return found
}

export function sayAccount({ say }: Cli, { id, config }: AccountRow): string {
  const place = config.kind === 'maildir' ? config.path : `${config.imap.host}:${config.imap.port}`
  return `${id}  ${oneLine(config.address)}  ${say(`cli.account.${config.kind}`)}  ${place}`
}
