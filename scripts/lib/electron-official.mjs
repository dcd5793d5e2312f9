// Electron's own binary: the one in node_modules, or its download from GitHub (or from ELECTRON_MIRROR).
import { existsSync, readFileSync } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import { say, seconds } from './console.mjs'
import { cacheDir, modulesDir } from './paths.mjs'
import { run } from './run.mjs'

const packageDir = path.join(modulesDir, 'electron')
const DOWNLOAD_LIMIT_MS = 120_000
const FORGET_FAILURE_AFTER_MS = 6 * 3_600_000

/** @returns {string} the executable's path inside a distribution's folder */
export function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

/** @returns {{path: string, version: string} | undefined} */
export function installedElectron() {
  try {
    const version = readFileSync(path.join(packageDir, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '')
    const wanted = JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8')).version
    const executable = path.join(packageDir, 'dist', executableName())
    // path.txt is written last: without it an unpacking was interrupted.
    const whole = existsSync(path.join(packageDir, 'path.txt')) && existsSync(executable)
    return whole && version === wanted ? { path: executable, version } : undefined
  } catch {
    return undefined
  }
}

function mirror() {
  return process.env['ELECTRON_MIRROR'] || process.env['npm_config_electron_mirror'] || ''
}

/** A failed attempt is remembered, so that the next start does not wait for a network that is closed. */
const failureFile = () => path.join(cacheDir(), 'electron-download-failed.json')

/** @param {string} version */
async function failedLately(version) {
  // Who names a mirror wants it used, now.
  if (mirror()) return undefined
  try {
    const failure = JSON.parse(await fs.readFile(failureFile(), 'utf8'))
    const fresh = Date.now() - failure.at < FORGET_FAILURE_AFTER_MS
    return fresh && failure.version === version ? String(failure.reason) : undefined
  } catch {
    return undefined
  }
}

/** @returns {Promise<{path: string, version: string} | {failed: string}>} */
export async function downloadElectron() {
  const { version } = JSON.parse(await fs.readFile(path.join(packageDir, 'package.json'), 'utf8'))
  const known = await failedLately(version)
  if (known) return { failed: known }

  const started = Date.now()
  say(
    `Downloading Electron ${version} from ${mirror() ? 'ELECTRON_MIRROR' : 'GitHub'} (at most ${DOWNLOAD_LIMIT_MS / 1000} s).`,
  )
  const { code, output, timedOut } = await run(process.execPath, [path.join(packageDir, 'install.js')], {
    cwd: packageDir,
    timeoutMs: DOWNLOAD_LIMIT_MS,
    quiet: true,
  })
  const installed = installedElectron()
  if (code === 0 && installed) return installed

  const cause = /\[cause\]: (.+)/.exec(output)?.[1]?.replace(/ \{$/, '')
  const reason = timedOut
    ? `it took longer than ${DOWNLOAD_LIMIT_MS / 1000} s`
    : (cause ?? output.trim().split('\n')[0] ?? 'no reason given')
  say(`Electron could not be downloaded (${reason}; ${seconds(started)}).`)
  // A download that was cut short leaves nothing half unpacked behind.
  await fs.rm(path.join(packageDir, 'dist'), { recursive: true, force: true })
  await fs.mkdir(cacheDir(), { recursive: true })
  if (!mirror()) await fs.writeFile(failureFile(), JSON.stringify({ version, at: Date.now(), reason }))
  return { failed: reason }
}
