/** What the command line takes from the process it runs in; tests give their own. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { fail, ok, type Result } from '@shared/domain/result'
import type { TaskRunner } from '../workers/pool'

/** Worker threads of a command that takes mail in: one reads while another is slow or dies. */
const WORKERS = 2

export interface CliHost {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** The user's home folder. */
  readonly home: string
  readonly cwd: string
  readonly version: string
  /** The folder with rule-packs/ and templates/. */
  readonly resourcesDir: string
  readonly stdin: Readable & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown }
  /** Results. Settles when the text was taken, so that a slow reader slows the command down. */
  write(text: string): Promise<void>
  /** Everything else: logs, progress, what went wrong. */
  log(text: string): void
  /** Somebody sees stderr: progress may be drawn on it. */
  readonly logIsTerminal: boolean
  openTasks(): Promise<TaskRunner>
  /** The built `keeper.js`; missing: the command's own thread writes raw mail. */
  readonly keeperFile?: string
  /** Prints a page of `root`'s `made/` into the file `out` with the app's Chromium; the reason when that did not work. */
  print(order: PrintOrder): Promise<Result<null, string>>
}

export interface PrintOrder {
  readonly root: string
  readonly name: string
  readonly out: string
}

/** The host of a real process. `builtDir` is the folder of the built `cli.js`, `worker.js` and `keeper.js`. */
export function nodeHost(builtDir: string): CliHost {
  const packageDir = path.join(builtDir, '..', '..')
  return {
    env: process.env,
    platform: process.platform,
    home: os.homedir(),
    cwd: process.cwd(),
    version: versionOf(path.join(packageDir, 'package.json')),
    resourcesDir: path.join(packageDir, 'resources'),
    stdin: process.stdin,
    write: writeTo(process.stdout),
    log: (text) => {
      process.stderr.write(text)
    },
    logIsTerminal: process.stderr.isTTY,
    keeperFile: path.join(builtDir, 'keeper.js'),
    async openTasks() {
      const { openWorkerPool } = await import('../workers/pool')
      return openWorkerPool({ file: path.join(builtDir, 'worker.js'), size: WORKERS })
    },
    print: ({ root, name, out }) =>
      printWith(process.execPath, [path.join(packageDir, 'scripts', 'print-pdf.mjs'), root, name, out]),
  }
}

/** What a failed program said last: enough for the reason. */
const REASON_CHARACTERS = 600
/** Milliseconds a print may take, the first start of the app included. */
const PRINT_LIMIT = 180_000

function printWith(program: string, args: readonly string[]): Promise<Result<null, string>> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: PRINT_LIMIT })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-REASON_CHARACTERS)
    })
    child.once('error', (error) => resolve(fail(error.message)))
    child.once('close', (code) => resolve(code === 0 ? ok(null) : fail(said.trim() || `exit code ${code}`)))
  })
}

function versionOf(file: string): string {
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string }
  return version
}

function writeTo(stream: NodeJS.WriteStream): (text: string) => Promise<void> {
  // `tougao list | head`: who reads has seen enough.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  return (text) =>
    new Promise((resolve) => {
      if (stream.write(text)) resolve()
      else stream.once('drain', resolve)
    })
}
