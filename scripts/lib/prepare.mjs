// Everything a window needs before it can open: in place already, this takes a fifth of a second.
import { ensureBuilt } from './build-output.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { ensureSqlite } from './native-sqlite.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'

/** @returns {Promise<import('./electron-runtime.mjs').ElectronRuntime>} */
export async function prepare() {
  const electron = await ensureElectron()
  await ensureSystemLibraries(electron.path)
  await ensureSqlite({ electronNapi: electron.napi })
  await ensureBuilt()
  return electron
}
