// Builds `out/` only when something it is made from has changed. Times answer first (milliseconds); where they leave a
// doubt, as after a checkout, contents do; only different contents cost a build.
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { say, SetupError, seconds } from './console.mjs'
import { withLock } from './lock.mjs'
import { packageBin } from './package-bin.mjs'
import { cliEntry, modulesDir, outDir, projectDir } from './paths.mjs'
import { run } from './run.mjs'

const BUILD_LIMIT_MS = 300_000
const stampFile = path.join(outDir, '.stamp')
const entries = [path.join(outDir, 'main', 'index.js'), cliEntry]
/** Bundled into the output or deciding how: contents count. */
const SOURCES = ['src', 'electron.vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json']
/** Read at run time, so that only which files there are counts. */
const LISTED = ['resources']

/** @param {string} name a path in the project @param {string[]} found @returns {string[]} it, and all below it */
function walk(name, found = []) {
  const status = lstatSync(path.join(projectDir, name), { throwIfNoEntry: false })
  if (!status) return found
  found.push(name)
  if (status.isDirectory())
    for (const child of readdirSync(path.join(projectDir, name)).sort()) walk(`${name}/${child}`, found)
  return found
}

/** Change times, not modification times: those survive a copy, and would hide it. @param {number} since */
function touchedSince(since) {
  return [...SOURCES, ...LISTED]
    .flatMap((name) => walk(name))
    .some((name) => lstatSync(path.join(projectDir, name)).ctimeMs > since)
}

/** @returns {string} */
function fingerprint() {
  const hash = createHash('sha256')
  for (const name of SOURCES.flatMap((source) => walk(source))) {
    const file = path.join(projectDir, name)
    if (statSync(file).isFile()) hash.update(`${name}\0`).update(readFileSync(file)).update('\0')
  }
  for (const name of LISTED.flatMap((folder) => walk(folder))) hash.update(`${name}\0`)
  return hash.digest('hex')
}

/** @param {string} content @param {number} startedAt what changes during a build is newer than its stamp */
function writeStamp(content, startedAt) {
  writeFileSync(stampFile, content)
  utimesSync(stampFile, startedAt / 1000, startedAt / 1000)
}

function isUpToDate() {
  const stamp = statSync(stampFile, { throwIfNoEntry: false })
  if (!stamp || !entries.every((entry) => existsSync(entry))) return false
  if (!touchedSince(stamp.mtimeMs)) return true
  const startedAt = Date.now()
  const now = fingerprint()
  if (readFileSync(stampFile, 'utf8') !== now) return false
  writeStamp(now, startedAt)
  return true
}

async function build() {
  const startedAt = Date.now()
  const content = fingerprint()
  say('Building.')
  const { code, output, timedOut } = await run(
    process.execPath,
    [packageBin('electron-vite'), 'build', '--logLevel', 'warn'],
    {
      cwd: projectDir,
      timeoutMs: BUILD_LIMIT_MS,
      quiet: true,
    },
  )
  const missing = entries.filter((entry) => !existsSync(entry)).map((entry) => path.relative(projectDir, entry))
  if (code !== 0 || missing.length > 0) {
    const reason = timedOut
      ? 'it took too long'
      : missing.length > 0 && code === 0
        ? `it made no ${missing.join(', ')}`
        : 'see above'
    say(output.trim())
    throw new SetupError(
      `The build failed: ${reason}. No profile was touched. Correct the source, then run the command again.`,
    )
  }
  writeStamp(content, startedAt)
  say(`Built (${seconds(startedAt)}).`)
}

export async function ensureBuilt() {
  if (isUpToDate()) return
  if (!existsSync(modulesDir))
    throw new SetupError('The dependencies are not installed. Nothing was changed. Run: npm ci')
  await withLock(path.join(modulesDir, '.cache', 'tougao-build.lock'), 'building', async () => {
    if (!isUpToDate()) await build()
  })
}
