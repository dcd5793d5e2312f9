// Makes sure that better-sqlite3 loads here. Its prebuilt binaries need Node-API 10 (Node 22.14, Electron 35) and
// end the process on anything older; there it is compiled once, against Node-API 9, and kept in the cache.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { say, SetupError, seconds } from './console.mjs'
import { withLock } from './lock.mjs'
import { packageBin } from './package-bin.mjs'
import { cacheDir, modulesDir, projectDir } from './paths.mjs'
import { run } from './run.mjs'
import { ensureCompiler } from './system-libraries.mjs'

const NAPI = 9
const BUILD_LIMIT_MS = 900_000
const packageDir = path.join(modulesDir, 'better-sqlite3')
const header = path.join(projectDir, 'resources', 'native', 'node-api-9.h')
/** What the package loads before its prebuilt binaries. */
const installed = path.join(packageDir, 'build', 'Release', 'better_sqlite3.node')
/** Says which build lies there, so that a start need not try it out. */
const marker = path.join(packageDir, 'build', 'Release', 'tougao-desk.txt')

/** @returns {string} what the binary depends on */
function buildKey() {
  const { version } = JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8'))
  const recipe = createHash('sha256').update(readFileSync(header)).digest('hex').slice(0, 8)
  return `better-sqlite3-${version}-napi${NAPI}-${process.platform}-${process.arch}-${recipe}`
}

/** A binary is tried in a child: a bad one takes its process with it. @param {string} binary */
async function loads(binary) {
  const program = `
    const Database = require(process.argv[1])
    const db = new Database(':memory:', { nativeBinding: process.argv[2] })
    db.exec("create virtual table t using fts5(x, tokenize='trigram')")
    process.stdout.write(String(db.prepare("select 'a' || 1 as v").get().v))`
  const tried = await run(process.execPath, ['-e', program, packageDir, binary], { quiet: true, timeoutMs: 30_000 })
  return tried.code === 0 && tried.stdout === 'a1'
}

/** @returns {Promise<string[]>} node-gyp's option naming the running Node's headers; empty lets it download them */
async function headersOption() {
  const prefix = path.resolve(await fs.realpath(process.execPath), '..', '..')
  return existsSync(path.join(prefix, 'include', 'node', 'node_api.h')) ? [`--nodedir=${prefix}`] : []
}

/** @param {string} target the file in the cache */
async function build(target) {
  await ensureCompiler()
  const started = Date.now()
  say(`Compiling better-sqlite3 for Node ${process.versions.node}, once (about a minute).`)
  // In a copy: the package in node_modules is never seen half built, and its path may hold blanks, which compilers' flags may not.
  const work = await fs.mkdtemp(path.join(os.tmpdir(), 'tougao-sqlite-'))
  try {
    const copy = path.join(work, 'node_modules', 'better-sqlite3')
    const leaveOut = [path.join(packageDir, 'build'), path.join(packageDir, 'prebuilds')]
    await fs.cp(packageDir, copy, { recursive: true, filter: (source) => !leaveOut.includes(source) })
    await fs.cp(path.join(modulesDir, 'node-addon-api'), path.join(work, 'node_modules', 'node-addon-api'), {
      recursive: true,
    })
    await fs.copyFile(header, path.join(work, 'node-api-9.h'))
    const args = [packageBin('node-gyp'), 'rebuild', '--release', '--force_build=1', ...(await headersOption())]
    const built = await run(process.execPath, args, {
      cwd: copy,
      env: { ...process.env, CXXFLAGS: `-include ${path.join(work, 'node-api-9.h')}` },
      timeoutMs: BUILD_LIMIT_MS,
      quiet: true,
    })
    const result = path.join(copy, 'build', 'Release', 'better_sqlite3.node')
    if (built.code !== 0 || !(await loads(result))) {
      const log = path.join(cacheDir(), 'better-sqlite3-build.log')
      await fs.writeFile(log, built.output)
      throw new SetupError(
        `better-sqlite3 could not be compiled for Node ${process.versions.node}. No data was touched. Use Node 22.14 or newer, or read ${log}.`,
      )
    }
    await fs.copyFile(result, `${target}.${process.pid}`)
    await fs.rename(`${target}.${process.pid}`, target)
    say(`better-sqlite3 is ready (${seconds(started)}).`)
  } finally {
    await fs.rm(work, { recursive: true, force: true })
  }
}

/** @param {string} key @param {string} cached */
async function install(key, cached) {
  await fs.mkdir(path.dirname(installed), { recursive: true })
  // Renamed into place: a running process keeps the file it has mapped.
  await fs.copyFile(cached, `${installed}.${process.pid}`)
  await fs.rename(`${installed}.${process.pid}`, installed)
  await fs.writeFile(marker, key)
}

/** @param {string} key */
function isInstalled(key) {
  try {
    return existsSync(installed) && readFileSync(marker, 'utf8') === key
  } catch {
    return false
  }
}

/**
 * @param {{electronNapi?: number}} [runtime] the Electron that will load it too, where there is one
 * @returns {Promise<void>}
 */
export async function ensureSqlite({ electronNapi = Infinity } = {}) {
  if (!existsSync(packageDir))
    throw new SetupError('The dependencies are not installed. Nothing was changed. Run: npm ci')
  if (Math.min(Number(process.versions['napi']), electronNapi) > NAPI) return
  const key = buildKey()
  if (isInstalled(key)) return

  const cached = path.join(cacheDir(), 'native', `${key}.node`)
  await withLock(
    `${cached}.lock`,
    'compiling better-sqlite3',
    async () => {
      if (isInstalled(key)) return
      if (!existsSync(cached) || !(await loads(cached))) await build(cached)
      await install(key, cached)
    },
    BUILD_LIMIT_MS,
  )
}
