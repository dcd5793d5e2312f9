// Runs one of the mail system's own commands, bounded in time; what it says goes into the error.
import { spawn } from 'node:child_process'

const LIMIT_MS = 30_000

export function command(file: string, args: readonly string[], input?: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: LIMIT_MS, killSignal: 'SIGKILL' })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes))
    child.stderr.on('data', (bytes: Buffer) => err.push(bytes))
    // A command that does not read its input closes it: its exit code tells what happened.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    child.once('error', reject)
    // Not 'close': a daemon started by the command may keep the pipes open.
    child.once('exit', (code, signal) => {
      setImmediate(() => {
        child.stdout.destroy()
        child.stderr.destroy()
        const text = Buffer.concat(out).toString('utf8')
        if (code === 0) resolve(text)
        else
          reject(
            new Error(
              `${file} ${args.join(' ')} ended with ${code ?? signal}: ${Buffer.concat(err).toString('utf8')}${text}`,
            ),
          )
      })
    })
  })
}
