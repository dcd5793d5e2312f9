// Ends a server by its pid, and waits until it is gone.
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const TERM_LIMIT_MS = 10_000
const KILL_LIMIT_MS = 5_000

export function readPid(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8').trim())
    return Number.isInteger(pid) && pid > 1 ? pid : undefined
  } catch {
    return undefined
  }
}

/** A process that has ended and that its parent has not yet asked about (a zombie) is not alive. */
export function isAlive(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return status[status.lastIndexOf(')') + 2] !== 'Z'
  } catch {
    return false
  }
}

async function gone(pid: number, limitMs: number): Promise<boolean> {
  const until = Date.now() + limitMs
  while (isAlive(pid)) {
    if (Date.now() > until) return false
    await sleep(50)
  }
  return true
}

export function signal(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(pid, name)
  } catch {
    // It has ended already.
  }
}

export async function end(pid: number | undefined): Promise<void> {
  if (pid === undefined) return
  signal(pid, 'SIGTERM')
  if (await gone(pid, TERM_LIMIT_MS)) return
  signal(pid, 'SIGKILL')
  if (!(await gone(pid, KILL_LIMIT_MS))) throw new Error(`The test mail server's process ${pid} does not end.`)
}
