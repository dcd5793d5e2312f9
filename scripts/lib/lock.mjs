// One maker at a time: two commands started together must not both compile an addon or empty the same output folder.
import fs from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { say, SetupError } from './console.mjs'

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/**
 * @template T
 * @param {string} file the lock: holds its owner's pid
 * @param {string} what for the line shown while waiting
 * @param {() => Promise<T>} body checks by itself whether the work was done while it waited
 * @param {number} [waitMs]
 * @returns {Promise<T>}
 */
export async function withLock(file, what, body, waitMs = 300_000) {
  await fs.mkdir(path.dirname(file), { recursive: true })
  const until = Date.now() + waitMs
  let told = false
  for (;;) {
    try {
      await fs.writeFile(file, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    }
    const owner = Number(await fs.readFile(file, 'utf8').catch(() => ''))
    const age = Date.now() - ((await fs.stat(file).catch(() => undefined))?.mtimeMs ?? Date.now())
    // No pid yet: its owner is between creating and writing, unless it died there.
    if (owner ? !alive(owner) : age > 5000) {
      await fs.rm(file, { force: true })
      continue
    }
    if (!told) say(`Waiting for another command that is ${what} (pid ${owner || 'unknown'}).`)
    told = true
    if (Date.now() > until) {
      throw new SetupError(
        `Another command (pid ${owner}) is still ${what}. Nothing was changed. Wait for it, or remove ${file} if it is gone.`,
      )
    }
    await sleep(250)
  }
  try {
    return await body()
  } finally {
    await fs.rm(file, { force: true })
  }
}
