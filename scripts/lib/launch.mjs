// Runs the app in the foreground, as if it were this process: its terminal, its signals, its exit code.
import { spawn } from 'node:child_process'
import os from 'node:os'
import { withDisplay } from './display.mjs'
import { projectDir } from './paths.mjs'
import { sandboxArguments } from './sandbox.mjs'

/** A closing app gets this long to save before it is ended. */
const CLOSE_LIMIT_MS = 10_000

/**
 * @param {string} executable Electron's
 * @param {readonly string[]} args the app's
 * @returns {Promise<number>} its exit code
 */
export async function launch(executable, args) {
  const display = await withDisplay()
  // In this process's environment it would turn the app into plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = display.env
  const child = spawn(executable, [...sandboxArguments(executable), projectDir, ...args], {
    stdio: 'inherit',
    env,
    // A group of its own: Ctrl+C reaches this process, which hands it on. Chromium takes a second signal as an order
    // to die at once, and a terminal and npm would each send one.
    detached: process.platform !== 'win32',
  })

  /** @type {NodeJS.Timeout | undefined} */
  let limit
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    if (limit !== undefined) return
    child.kill(signal)
    limit = setTimeout(() => child.kill('SIGKILL'), CLOSE_LIMIT_MS)
  }
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)

  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? os.constants.signals[signal] : 0)))
    })
  } finally {
    clearTimeout(limit)
    for (const signal of signals) process.off(signal, forward)
    await display.stop()
  }
}
