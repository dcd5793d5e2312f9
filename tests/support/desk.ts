/** A real desk in a temporary folder: real SQLite, real blobs, tasks run in place, the clock stands until it is moved. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { inlineTaskRunner, type TaskRunner } from '@core/workers/pool'
import type { DeskContext } from '@core/workflow/context'
import { openDesk, type DeskOptions } from '@core/workflow/open-desk'
import { noKeyring, type Keyring } from '@core/workflow/secrets'
import type { DeskEvent } from '@shared/domain/desk'

// A new desk takes the machine's zone; tests take the house's.
process.env['TZ'] = 'Asia/Shanghai'

export const RESOURCES_DIR = fileURLToPath(new URL('../../resources', import.meta.url))

/** 2026-09-10, 10:00 in Shanghai: after all mails of the corpus. */
export const TEST_NOW = Date.UTC(2026, 8, 10, 2)

export interface TestClock {
  readonly now: () => number
  advance(milliseconds: number): void
  set(at: number): void
}

export interface TestDesk {
  readonly context: DeskContext
  readonly profileDir: string
  readonly clock: TestClock
  /** Everything that was told to the window, oldest first. */
  readonly events: DeskEvent[]
  /** Calls back on each; returns how to end that. */
  onEvent(listener: (event: DeskEvent) => void): () => void
  /** Closes the desk and opens the same profile again, as a restart does. */
  reopen(): TestDesk
  /** Closes the desk and removes its folder, unless it is to be kept. */
  close(): void
}

export interface TestDeskOptions {
  readonly profileDir?: string
  /** The folder stays after `close`. */
  readonly keep?: boolean
  readonly clock?: TestClock
  readonly tasks?: TaskRunner
  readonly keyring?: Keyring
  /** Other resources than the program's: see `shippedFolder`. */
  readonly resourcesDir?: string
}

export function testClock(start = TEST_NOW): TestClock {
  let at = start
  return {
    now: () => at,
    advance: (milliseconds) => {
      at += milliseconds
    },
    set: (to) => {
      at = to
    },
  }
}

export function temporaryFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'tougao-test-'))
}

/** A folder as the program's resources are, with these rule packs in it instead of the shipped ones. */
export function shippedFolder(packs: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  cpSync(path.join(RESOURCES_DIR, 'templates'), path.join(folder, 'templates'), { recursive: true })
  mkdirSync(path.join(folder, 'rule-packs'))
  for (const [name, yaml] of Object.entries(packs)) writeFileSync(path.join(folder, 'rule-packs', name), yaml)
  return folder
}

/** What `openDesk` takes, for tests of opening itself. */
export function deskOptions(profileDir: string, options: Partial<DeskOptions> = {}): DeskOptions {
  return {
    profileDir,
    resourcesDir: RESOURCES_DIR,
    tasks: inlineTaskRunner(),
    keyring: noKeyring,
    mode: 'write',
    now: () => TEST_NOW,
    ...options,
  }
}

export function openTestDesk(options: TestDeskOptions = {}): TestDesk {
  const profileDir = options.profileDir ?? temporaryFolder()
  const clock = options.clock ?? testClock()
  const events: DeskEvent[] = []
  const listeners = new Set<(event: DeskEvent) => void>()
  const opened = openDesk(
    deskOptions(profileDir, {
      now: clock.now,
      emit(event) {
        events.push(event)
        for (const listener of listeners) listener(event)
      },
      ...(options.tasks === undefined ? {} : { tasks: options.tasks }),
      ...(options.keyring === undefined ? {} : { keyring: options.keyring }),
      ...(options.resourcesDir === undefined ? {} : { resourcesDir: options.resourcesDir }),
    }),
  )
  if (!opened.ok) throw new Error(`the desk does not open: ${JSON.stringify(opened.error)}`)
  const { context, close } = opened.value
  return {
    context,
    profileDir,
    clock,
    events,
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    reopen() {
      close()
      return openTestDesk({ ...options, profileDir, clock })
    },
    close() {
      close()
      if (options.keep !== true) rmSync(profileDir, { recursive: true, force: true })
    },
  }
}
