/** A connection's steps by whom they talk to. Pure. */
import type { ConnectionStep } from '@shared/domain/account'

export interface ConnectionSide {
  readonly name: 'imap' | 'smtp' | 'folder'
  readonly steps: readonly ConnectionStep[]
}

/** Receiving comes first, then sending. A local folder has no servers. */
export function sidesOf(steps: readonly ConnectionStep[]): readonly ConnectionSide[] {
  const parts: readonly ConnectionSide[] = [
    { name: 'folder', steps: steps.filter(({ server }) => server === 'disk') },
    { name: 'imap', steps: steps.filter(({ server }) => server === 'imap') },
    { name: 'smtp', steps: steps.filter(({ server }) => server === 'smtp') },
  ]
  return parts.filter((side) => side.steps.length > 0)
}
