/** Opens the profile for one command and closes it again. */
import { fail } from '@shared/domain/result'
import type { DeskContext } from '../workflow/context'
import type { TaskRunner } from '../workers/pool'
import type { Cli } from './command'
import { OpenFailed } from './failure'

/** Reads beside a running desk; nothing is written. */
export function readDesk<T>(cli: Cli, use: (context: DeskContext) => T | Promise<T>): Promise<T> {
  return withDesk(cli, 'read', () => Promise.resolve(noTasks), use)
}

/** Reads beside a running desk, with workers for what takes long. */
export function readDeskWithTasks<T>(cli: Cli, use: (context: DeskContext) => T | Promise<T>): Promise<T> {
  return withDesk(cli, 'read', cli.host.openTasks, use)
}

/** Reads beside a running desk, with tasks of the caller's. */
export function readDeskWith<T>(
  cli: Cli,
  tasks: TaskRunner,
  use: (context: DeskContext) => T | Promise<T>,
): Promise<T> {
  return withDesk(cli, 'read', () => Promise.resolve(tasks), use)
}

/** Writes, alone: while the app or another command holds the profile it is refused and nothing is changed. */
export function writeDesk<T>(cli: Cli, use: (context: DeskContext) => T | Promise<T>): Promise<T> {
  return withDesk(cli, 'write', cli.host.openTasks, use)
}

async function withDesk<T>(
  cli: Cli,
  mode: 'read' | 'write',
  openTasks: () => Promise<TaskRunner>,
  use: (context: DeskContext) => T | Promise<T>,
): Promise<T> {
  const [{ openDesk }, { noKeyring }, tasks] = await Promise.all([
    import('../workflow/open-desk'),
    import('../workflow/secrets'),
    openTasks(),
  ])
  try {
    const { profileDir, host } = cli
    const opened = openDesk({
      profileDir,
      resourcesDir: host.resourcesDir,
      tasks,
      keyring: noKeyring,
      mode,
      ...(host.keeperFile === undefined ? {} : { keeperFile: host.keeperFile }),
    })
    if (!opened.ok) throw new OpenFailed(opened.error, profileDir)
    try {
      return await use(opened.value.context)
    } finally {
      opened.value.close()
    }
  } finally {
    await tasks.close()
  }
}

/** A command that only reads gives workers nothing to do. */
const noTasks: TaskRunner = {
  run: () => Promise.resolve(fail({ code: 'worker-died', detail: 'open for reading only' })),
  tell: () => undefined,
  close: () => Promise.resolve(),
}
