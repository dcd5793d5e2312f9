/** A connection's steps by whom they talk to. Pure. */
import type { ConnectionStep } from '@shared/domain/account'

export interface ConnectionSide {
  readonly name: 'imap' | 'smtp' | 'folder'
  readonly steps: readonly ConnectionStep[]
}

/**
 * Receiving comes first, sending begins where a server is looked for again, or is spoken to as one that
 * sends. A local folder has no servers.
 */
export function sidesOf(steps: readonly ConnectionStep[]): readonly ConnectionSide[] {
  if (steps.some(({ step }) => step === 'disk')) return [{ name: 'folder', steps }]
  const again = steps.findIndex(
    ({ step }, at) => step === 'name' && steps.slice(0, at).some((one) => one.step === 'name'),
  )
  const sending = again >= 0 ? again : steps.findIndex(({ step }) => step.startsWith('smtp-') || step === 'from')
  const parts: readonly ConnectionSide[] =
    sending < 0
      ? [{ name: 'imap', steps }]
      : [
          { name: 'imap', steps: steps.slice(0, sending) },
          { name: 'smtp', steps: steps.slice(sending) },
        ]
  return parts.filter((side) => side.steps.length > 0)
}
