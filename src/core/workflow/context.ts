/** What every use case works with. */
import type { DeskChange, RecordedEvent } from '@shared/domain/event'
import type { ChangeScope, DeskEvent } from '@shared/domain/desk'
import { appendEvents } from '../record/append'
import type { BlobStore } from '../store/blobs'
import type { Db } from '../store/open-database'
import type { TaskRunner } from '../workers/pool'
import type { Conversions } from './conversions'
import type { PackShelf } from './pack-shelf'
import type { SecretStore } from './secrets'
import { askServers } from './write-back'

export interface DeskContext {
  readonly db: Db
  readonly blobs: BlobStore
  readonly tasks: TaskRunner
  readonly conversions: Conversions
  readonly packs: PackShelf
  readonly templates: ReadonlyMap<string, string>
  readonly secrets: SecretStore
  readonly profileDir: string
  readonly deskId: string
  /** IANA name of the desk's zone. */
  readonly zone: string
  /** UTC milliseconds. */
  readonly now: () => number
  /** Who works at the desk; every event carries it. */
  readonly editorId: string
  /** Somebody else sits down; `switchEditor` records it. */
  readonly actAs: (editorId: string) => void
  /** Tells who listens (the window). Never throws. */
  readonly emit: (event: DeskEvent) => void
}

/**
 * Runs a use case in one transaction: it reads, decides, and appends what it decided. If it throws,
 * nothing happened.
 */
export function transact<T>(context: DeskContext, run: () => T): T {
  return context.db.transaction(run).immediate()
}

/**
 * `transact` for what can be worked out again from what is kept (a mail that is stored is sorted again): the disk is not
 * waited for. A crash or a kill of the process loses none of it; a loss of power takes back what no later transaction of
 * the other kind has brought to the disk, whole transactions and the newest first.
 */
export function transactUnsynced<T>(context: DeskContext, run: () => T): T {
  const { db } = context
  db.pragma('synchronous = NORMAL')
  try {
    return transact(context, run)
  } finally {
    db.pragma('synchronous = FULL')
  }
}

/** Appends what a use case decided; inside `transact`. */
export function append(
  context: DeskContext,
  changes: readonly DeskChange[],
  editorId = context.editorId,
): RecordedEvent[] {
  const now = context.now()
  const events = appendEvents(context.db, { deskId: context.deskId, editorId, now }, changes)
  askServers(context.db, events, now)
  return events
}

/** Tells the window which areas to ask for again. Call it after the transaction. */
export function announce(context: DeskContext, ...scopes: ChangeScope[]): void {
  context.emit({ type: 'changed', scopes })
}

/** Who is named as the doer of what the desk does by itself (taking mail in, sending). */
export const DESK_ITSELF = 'desk'
