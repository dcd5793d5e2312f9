/** What is asked of an account's servers for a person who looks: a test step by step, the folders. Nothing is kept. */
import type { ConnectionStep, FolderList } from '@shared/domain/account'
import type { AccountConfig } from '@shared/domain/mail'
import { listFolders, testConnection } from '../mail'
import { getAccount } from '../store/repositories/desk'
import type { DeskContext } from './context'
import { refuse } from './refuse'

export interface AccountTest {
  readonly config: AccountConfig
  readonly password: string | null
  /** Whose kept password is meant where none is given. */
  readonly accountId: string | null
}

/** Tries an account step by step. The steps that were not reached are listed as skipped. */
export async function testAccount(
  context: DeskContext,
  { config, password, accountId }: AccountTest,
  signal?: AbortSignal,
): Promise<ConnectionStep[]> {
  const given = password === null || password === '' ? null : password
  const kept = given === null && accountId !== null ? await keptPassword(context, accountId) : null
  const steps = await testConnection(config, given ?? kept, signal === undefined ? {} : { signal })
  return steps.map(({ step, server, ok, failure, detail, certificate }) => ({
    step,
    server,
    ...(certificate === undefined ? {} : { certificate }),
    outcome: ok
      ? { kind: 'passed', detail: detail ?? '' }
      : failure === undefined
        ? { kind: 'skipped' }
        : { kind: 'failed', failure },
  }))
}

/** The folders of an account's server, with their use and counts. */
export async function listAccountFolders(
  context: DeskContext,
  accountId: string,
  signal?: AbortSignal,
): Promise<FolderList> {
  const { config } = getAccount(context.db, accountId) ?? refuse('not-found')
  if (config.kind === 'maildir') return { kind: 'listed', folders: [], canMove: false }
  const password = await context.secrets.get(accountId)
  if (password === null) return { kind: 'failed', failure: { step: 'login', code: 'no-password', detail: '' } }
  const listed = await listFolders(config, password, signal === undefined ? {} : { signal })
  return listed.ok ? { kind: 'listed', ...listed.value } : { kind: 'failed', failure: listed.error }
}

async function keptPassword(context: DeskContext, accountId: string): Promise<string | null> {
  if (getAccount(context.db, accountId) === null) refuse('not-found')
  return context.secrets.get(accountId)
}
