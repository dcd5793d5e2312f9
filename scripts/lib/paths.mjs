// Where things are: the checkout, and the cache outside it that survives `git clean` and `npm ci`.
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

export const modulesDir = path.join(projectDir, 'node_modules')

/** What `electron-vite build` writes; the command line's entry is one of the main process's outputs. */
export const outDir = path.join(projectDir, 'out')
export const cliEntry = path.join(outDir, 'main', 'cli.js')

/** @returns {string} the folder for what is dear to make again (a runtime, a compiled addon) */
export function cacheDir() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (XDG_CACHE_HOME && path.isAbsolute(XDG_CACHE_HOME)) return path.join(XDG_CACHE_HOME, 'tougao-desk')
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'tougao-desk')
  if (process.platform === 'win32' && LOCALAPPDATA) return path.join(LOCALAPPDATA, 'tougao-desk', 'Cache')
  return path.join(os.homedir(), '.cache', 'tougao-desk')
}
