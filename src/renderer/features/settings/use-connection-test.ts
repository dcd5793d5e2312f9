import { useCoreCommand } from '@renderer/client/use-core'
import type { ConnectionStep } from '@shared/domain/account'
import type { AccountConfig } from '@shared/domain/mail'
import { useEffect, useRef } from 'react'

export interface ConnectionTestInput {
  readonly config: AccountConfig
  readonly password: string | null
  /** Whose kept password is meant where none is given. */
  readonly accountId?: string
}

/** The test of a connection: runs, can be stopped, and stops when the form goes away. Null: it was stopped. */
export function useConnectionTest() {
  const running = useRef<AbortController | null>(null)
  const test = useCoreCommand(async (client, input: ConnectionTestInput): Promise<ConnectionStep[] | null> => {
    running.current?.abort()
    const abort = new AbortController()
    running.current = abort
    try {
      return await client.accounts.test(input, { signal: abort.signal })
    } catch (error) {
      if (abort.signal.aborted) return null
      throw error
    }
  })
  useEffect(() => () => running.current?.abort(), [])
  const stop = (): void => {
    running.current?.abort()
    test.reset()
  }
  return { test, stop }
}
