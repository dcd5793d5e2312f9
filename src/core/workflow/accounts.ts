/** Accounts: kept in the record without their passwords, which lie where the user wants them. */
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import type { Account, PasswordKeep, SyncState } from '@shared/domain/account'
import { change } from '@shared/domain/event'
import type { AccountConfig } from '@shared/domain/mail'
import { DEFAULT_INTAKE, type IntakeSettings } from '@shared/domain/intake'
import { lettersOfAccount } from '../store/repositories/decisions'
import { getAccount, getIntake, listAccounts, type AccountRow } from '../store/repositories/desk'
import { forgetCursors, leftOnServer } from '../store/repositories/mailboxes'
import { retirePlaces } from '../store/repositories/messages'
import { countChanges, dropChanges, dropFailedChanges, retryChanges } from '../store/repositories/server-changes'
import { announce, append, transact, type DeskContext } from './context'
import { moveLetter } from './letters'
import { refuse } from './refuse'

/** Mails left on a server that are listed by size; the others are counted. */
const SHOWN_LEFT = 20

export interface NewAccount {
  readonly config: AccountConfig
  readonly password: string | null
  readonly keep: PasswordKeep | null
  /** In force before the first pull: what comes in as history can be told only then. */
  readonly intake?: IntakeSettings | undefined
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
      append(context, [
        change('account.added', accountId, { accountId, config }),
        ...(request.intake === undefined
          ? []
          : [change('account.intake-changed', accountId, { accountId, settings: request.intake })]),
      ])
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

export interface AccountChange {
  readonly accountId: string
  readonly config: AccountConfig
  /** Null: the one that is kept stays. */
  readonly password: string | null
  readonly keep: PasswordKeep | null
}

/**
 * Changes an account in place: letters that wait keep it. Another address is refused while letters wait, because they
 * were written from the old one. Another server or login is another mailbox: it is looked through from the beginning,
 * and what is known already is recognised by its content.
 */
export async function changeAccount(context: DeskContext, request: AccountChange): Promise<AccountRow> {
  const { accountId, config } = request
  const decide = (): AccountRow => {
    const account = getAccount(context.db, accountId) ?? refuse('not-found')
    if (account.config.kind !== config.kind) refuse('account-kind-fixed')
    if (config.kind === 'maildir' && !path.isAbsolute(config.path)) refuse('path-not-absolute')
    if (!sameText(account.config.address, config.address)) {
      refuseKnownAddress(context, config.address)
      const waiting = lettersOfAccount(context.db, accountId).length
      if (waiting > 0) refuse('letters-waiting', { count: waiting, address: account.config.address })
    }
    return account
  }
  decide()
  if (request.password !== null && request.keep !== null) {
    await keepPassword(context, accountId, request.password, request.keep)
  }
  transact(context, () => {
    const before = decide()
    append(context, [change('account.changed', accountId, { accountId, config })])
    if (!isSameMailbox(before.config, config)) {
      forgetCursors(context.db, accountId)
      retirePlaces(context.db, accountId, context.now())
      dropChanges(context.db, accountId)
    }
  })
  announce(context, 'accounts', 'desk')
  return { id: accountId, config }
}

function sameText(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** Whether UIDs and folders of the one mean the same in the other. */
function isSameMailbox(one: AccountConfig, other: AccountConfig): boolean {
  if (one.kind === 'maildir' || other.kind === 'maildir') {
    return one.kind === 'maildir' && other.kind === 'maildir' && one.path === other.path
  }
  return sameText(one.imap.host, other.imap.host) && sameText(one.login, other.login)
}

/** Changes what an account takes in and writes back. What is no longer to be written back is dropped from the queue. */
export function setIntake(context: DeskContext, accountId: string, settings: IntakeSettings): void {
  transact(context, () => {
    const account = getAccount(context.db, accountId) ?? refuse('not-found')
    const writes = account.config.kind === 'imap' ? settings.writeBack : DEFAULT_INTAKE.writeBack
    append(context, [
      change('account.intake-changed', accountId, { accountId, settings: { ...settings, writeBack: writes } }),
    ])
  })
  announce(context, 'accounts')
}

/** What a server refused is asked of it again, or forgotten. */
export function settleChanges(context: DeskContext, accountId: string, how: 'retry' | 'drop'): void {
  transact(context, () => {
    if (getAccount(context.db, accountId) === null) refuse('not-found')
    if (how === 'retry') retryChanges(context.db, accountId)
    else dropFailedChanges(context.db, accountId)
  })
  announce(context, 'accounts')
}

/**
 * Removes an account and its password. Its mail, submissions and record stay. Letters that wait for it fail with that
 * reason, to be sent by another account.
 */
export async function removeAccount(context: DeskContext, accountId: string): Promise<void> {
  transact(context, () => {
    if (getAccount(context.db, accountId) === null) refuse('not-found')
    for (const letter of lettersOfAccount(context.db, accountId)) {
      if (letter.state === 'queued') moveLetter(context, letter, { to: 'failed', reason: 'account-removed' })
    }
    append(context, [change('account.removed', accountId, { accountId })])
  })
  // The account is gone, whatever the keyring does with its password.
  announce(context, 'accounts', 'letters', 'submissions', 'desk')
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
      intake: getIntake(context.db, id),
      waitingLetters: lettersOfAccount(context.db, id).length,
      leftOnServer: leftOnServer(context.db, id, SHOWN_LEFT),
      serverChanges: countChanges(context.db, id),
    })),
  )
}
