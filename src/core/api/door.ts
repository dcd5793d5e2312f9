/** What the door of the core has at hand, and how it answers when a use case refuses or fails. */
import { implement, ORPCError } from '@orpc/server'
import { contract } from '@shared/contract/contract'
import type { Outbox } from '../jobs/outbox'
import type { MailImporter } from '../jobs/mail-import'
import type { PublishedImporter } from '../jobs/published-import'
import type { Recheck } from '../jobs/recheck'
import type { RuleTrial } from '../jobs/rule-trial'
import type { Sync } from '../jobs/sync'
import type { ShellAsks } from '../shell-asks'
import type { DeskContext } from '../workflow/context'
import { refusalFrom } from '../workflow/refuse'
import type { EventHub } from './event-hub'
import type { Uploads } from './uploads'

export interface DoorContext {
  readonly desk: DeskContext
  readonly sync: Sync
  readonly outbox: Outbox
  readonly events: EventHub
  readonly uploads: Uploads
  readonly publishedImport: PublishedImporter
  readonly mailImport: MailImporter
  readonly recheck: Recheck
  readonly ruleTrial: RuleTrial
  readonly asks: ShellAsks
  readonly shell: { readonly demo: boolean; readonly version: string }
  /** Called when something may have become due: the scheduler looks again. */
  readonly wake: () => void
}

/** What a procedure answers that has nothing to say. */
export const nothing = {}

export function openDoor() {
  return implement(contract).use(async ({ next, errors }) => {
    try {
      return await next()
    } catch (error) {
      const refused = refusalFrom(error)
      if (refused === null) {
        // The window hears only that it failed; what failed is for who mends it. Bad input is no bug of the core.
        if (!(error instanceof ORPCError)) {
          console.error('core:', error instanceof Error ? (error.stack ?? error.message) : error)
        }
        throw error
      }
      throw errors.REFUSED({ data: refused })
    }
  })
}

export type Os = ReturnType<typeof openDoor>
