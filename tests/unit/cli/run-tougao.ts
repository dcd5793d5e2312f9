/** Runs the command line inside the test's process: real SQLite in a temporary profile, tasks in place. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { runCli, type ExitCode } from '@core/cli/run'
import type { CliHost } from '@core/cli/host'
import { ok } from '@shared/domain/result'
import { inlineTaskRunner } from '@core/workers/pool'
import { RESOURCES_DIR } from '../../support/desk'

export interface CliRun {
  readonly code: ExitCode
  readonly stdout: string
  readonly stderr: string
  /** The JSON value on stdout. */
  json<T = unknown>(): T
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string | readonly Uint8Array[]
  readonly cwd?: string
  readonly terminal?: boolean
  /** Other resources than the program's. */
  readonly resourcesDir?: string
}

/** `folder` holds the profile (`profile/`) and is where relative paths begin. */
export async function runTougao(folder: string, args: readonly string[], options: RunOptions = {}): Promise<CliRun> {
  let stdout = ''
  let stderr = ''
  const input = options.stdin ?? ''
  const host: CliHost = {
    env: options.env ?? {},
    platform: 'linux',
    home: folder,
    cwd: options.cwd ?? folder,
    version: '1.2.3',
    resourcesDir: options.resourcesDir ?? RESOURCES_DIR,
    stdin: Readable.from(typeof input === 'string' ? [Buffer.from(input)] : input, { objectMode: false }),
    write: (text) => {
      stdout += text
      return Promise.resolve()
    },
    log: (text) => {
      stderr += text
    },
    logIsTerminal: options.terminal === true,
    openTasks: () => Promise.resolve(inlineTaskRunner()),
    print: ({ out }) => (writeFileSync(out, '%PDF-1.4'), Promise.resolve(ok(null))),
  }
  const code = await runCli(['--profile', path.join(folder, 'profile'), ...args], host)
  return { code, stdout, stderr, json: <T>() => JSON.parse(stdout) as T }
}
