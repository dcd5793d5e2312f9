/** The command line as users run it: `node bin/tougao.mjs` in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { projectDir } from '../../scripts/lib/paths.mjs'

export interface TougaoOptions {
  readonly profile?: string
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
  readonly cwd?: string
}

export interface TougaoResult {
  /** Null when the process was killed. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningTougao {
  readonly child: ChildProcess
  readonly done: Promise<TougaoResult>
}

export function startTougao(args: readonly string[], options: TougaoOptions = {}): RunningTougao {
  const profile = options.profile === undefined ? [] : ['--profile', options.profile]
  const child = spawn(process.execPath, [path.join(projectDir, 'bin', 'tougao.mjs'), ...profile, ...args], {
    cwd: options.cwd ?? projectDir,
    // Only what a test gives: the machine's own language and passphrases would change what is tested.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: 'Asia/Shanghai', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const text = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      text[stream] += chunk
    })
  }
  // A command that does not read its input closes it, which is no failure of the test.
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.stdin ?? '')
  const done = new Promise<TougaoResult>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, ...text }))
  })
  return { child, done }
}

export function tougao(args: readonly string[], options: TougaoOptions = {}): Promise<TougaoResult> {
  return startTougao(args, options).done
}

/** The JSON value of a command that is expected to succeed. */
export async function tougaoJson<T>(args: readonly string[], options: TougaoOptions = {}): Promise<T> {
  const { code, stdout, stderr } = await tougao([...args, '--json'], options)
  if (code !== 0) throw new Error(`tougao ${args.join(' ')}: exit code ${code}\n${stderr}`)
  return JSON.parse(stdout) as T
}
