/** The keyring as the core has it: it asks the shell, which alone may use the system's. */
import type { CoreToShell } from '@shared/shell-messages'
import { KeyringError, type Keyring } from './workflow/secrets'

export interface ShellKeyring {
  readonly keyring: Keyring
  /** Hands over the shell's answer to a question. */
  reply(id: number, password: string | null): void
  /** The shell could not do it. */
  fail(id: number, detail: string): void
}

interface Waiting {
  readonly resolve: (password: string | null) => void
  readonly reject: (error: Error) => void
}

export function shellKeyring(state: Keyring['state'], tell: (message: CoreToShell) => void): ShellKeyring {
  const waiting = new Map<number, Waiting>()
  let nextId = 1
  const ask = (makeMessage: (id: number) => CoreToShell): Promise<string | null> => {
    if (state !== 'available') return Promise.resolve(null)
    const id = nextId++
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      tell(makeMessage(id))
    })
  }
  const taken = (id: number): Waiting | undefined => {
    const question = waiting.get(id)
    waiting.delete(id)
    return question
  }
  return {
    keyring: {
      state,
      get: (accountId) => ask((id) => ({ type: 'secret-get', id, accountId })),
      set: async (accountId, password) => {
        await ask((id) => ({ type: 'secret-set', id, accountId, password }))
      },
      remove: async (accountId) => {
        await ask((id) => ({ type: 'secret-remove', id, accountId }))
      },
    },
    reply: (id, password) => taken(id)?.resolve(password),
    fail: (id, detail) => taken(id)?.reject(new KeyringError(detail)),
  }
}
