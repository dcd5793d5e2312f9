// Child processes, bounded in time. Each gets a process group of its own, so that on a timeout its children go with it
// and nothing else does.
import { spawn } from 'node:child_process'

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs]
 * @property {boolean} [quiet] keep the output to ourselves (returned as `output`); otherwise it is shown on stderr
 *
 * @typedef {object} RunResult
 * @property {number} code 127 where the command does not exist, 124 after a timeout
 * @property {string} output both streams, where quiet
 * @property {string} stdout where quiet
 * @property {boolean} timedOut
 */

const KILL_AFTER_MS = 3000
const inGroups = process.platform !== 'win32'

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function kill(child, signal) {
  if (child.pid === undefined) return
  try {
    process.kill(inGroups ? -child.pid : child.pid, signal)
  } catch {
    // It has ended already.
  }
}

/** A group of its own does not get the terminal's Ctrl+C: hand it on, then end as we would have. */
function onInterrupt() {
  for (const child of running) kill(child, 'SIGTERM')
  process.exit(130)
}
function onTerminate() {
  for (const child of running) kill(child, 'SIGTERM')
  process.exit(143)
}

/** @param {import('node:child_process').ChildProcess} child */
function enter(child) {
  if (running.size === 0) process.on('SIGINT', onInterrupt).on('SIGTERM', onTerminate)
  running.add(child)
}

/** @param {import('node:child_process').ChildProcess} child */
function leave(child) {
  running.delete(child)
  if (running.size === 0) process.off('SIGINT', onInterrupt).off('SIGTERM', onTerminate)
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { cwd = process.cwd(), env = process.env, timeoutMs, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2],
      detached: inGroups,
    })
    enter(child)
    let output = ''
    let stdout = ''
    let timedOut = false
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      output += text
      stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      output += text
    })
    /** @type {NodeJS.Timeout | undefined} */
    let last
    const onTimeout = () => {
      timedOut = true
      kill(child, 'SIGTERM')
      last = setTimeout(() => kill(child, 'SIGKILL'), KILL_AFTER_MS)
    }
    const timer = timeoutMs === undefined ? undefined : setTimeout(onTimeout, timeoutMs)
    const done = (/** @type {number} */ code) => {
      clearTimeout(timer)
      clearTimeout(last)
      leave(child)
      resolve({ code: timedOut ? 124 : code, output, stdout, timedOut })
    }
    child.once('error', (error) => {
      output += error.message
      done(127)
    })
    child.once('close', (code) => done(code ?? 1))
  })
}

/**
 * @param {string} name
 * @returns {Promise<boolean>} whether a command is on the PATH
 */
export async function hasCommand(name) {
  const { code } = await run('sh', ['-c', `command -v ${name}`], { quiet: true })
  return code === 0
}
