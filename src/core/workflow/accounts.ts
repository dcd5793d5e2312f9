/** Accounts: kept in the record without their passwords, which lie where the user wants them. */
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import type { Account, ConnectionStep, PasswordKeep, SyncState } from '@shared/domain/account'
import { change } from '@shared/domain/event'
import type { AccountConfig } from '@shared/domain/mail'
import { testConnection as tryConnection } from '../mail'
import { getAccount, listAccounts, type AccountRow } from '../store/repositories/desk'
import { announce, append, transact, type DeskContext } from './context'
import { refuse } from './refuse'

export interface NewAccount {
  readonly config: AccountConfig
  readonly password: string | null
  readonly keep: PasswordKeep | null
}

/** Adds an account. Its password is kept first, so that an account is never there without one that was given. */
export async function addAccount(context: DeskContext, request: NewAccount): Promise<AccountRow> {
  const { config } = request
  if (config.kind === 'maildir' && !path.isAbsolute(config.path)) refuse('path-not-absolute')
  refuseKnownAddress(context, config.address)
  const accountId = uuidv7({ msecs: context.now() })
  if (request.password !== null && request.keep !== null) {
    await keepPassword(context, accountId, request.password, request.keep)
  }
  try {
    transact(context, () => {
      // Asked again: while the password was kept, the same account may have been added.
      refuseKnownAddress(context, config.address)
      append(context, [change('account.added', accountId, { accountId, config })])
    })
  } catch (error) {
    await context.secrets.remove(accountId)
    throw error
  }
  announce(context, 'accounts', 'desk')
  return { id: accountId, config }
}

function refuseKnownAddress(context: DeskContext, address: string): void {
  const known = listAccounts(context.db).map(({ config }) => config.address.toLowerCase())
  if (known.includes(address.toLowerCase())) refuse('account-exists', { address })
}

export async function keepPassword(
  context: DeskContext,
  accountId: string,
  password: string,
  keep: PasswordKeep,
): Promise<void> {
  const kept = await context.secrets.keep(accountId, password, keep)
  if (!kept.ok) refuse(kept.error)
}

export async function setPassword(
  context: DeskContext,
  accountId: string,
  password: string,
  keep: PasswordKeep,
): Promise<void> {
  if (getAccount(context.db, accountId) === null) refuse('not-found')
  await keepPassword(context, accountId, password, keep)
  announce(context, 'accounts')
}

/** Removes an account and its password. Its mail, submissions and record stay. */
export async function removeAccount(context: DeskContext, accountId: string): Promise<void> {
  transact(context, () => {
    if (getAccount(context.db, accountId) === null) refuse('not-found')
    append(context, [change('account.removed', accountId, { accountId })])
  })
  // The account is gone, whatever the keyring does with its password.
  announce(context, 'accounts', 'desk')
  await context.secrets.remove(accountId)
}

export async function describeAccounts(
  context: DeskContext,
  syncStateOf: (accountId: string) => SyncState,
): Promise<Account[]> {
  return Promise.all(
    listAccounts(context.db).map(async ({ id, config }) => ({
      id,
      config,
      password: config.kind === 'maildir' ? 'not-needed' : await context.secrets.place(id),
      sync: syncStateOf(id),
    })),
  )
}

/** Tries an account step by step; nothing is kept. */
export async function testAccount(config: AccountConfig, password: string | null): Promise<ConnectionStep[]> {
  const steps = await tryConnection(config, password)
  return steps.flatMap(({ step, ok, failure, detail }): ConnectionStep[] => {
    if (step === 'fetch') return []
    if (ok) return [{ step, outcome: { kind: 'passed', detail: detail ?? '' } }]
    if (failure === undefined) return [{ step, outcome: { kind: 'skipped' } }]
    return [{ step, outcome: { kind: 'failed', failure } }]
  })
}
