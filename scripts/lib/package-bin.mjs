// Runs a dev dependency's command with this Node, without npx and without a shell: the same on every platform.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { SetupError } from './console.mjs'
import { modulesDir } from './paths.mjs'

/**
 * @param {string} packageName
 * @param {string} [command] where it differs from the package's name
 * @returns {string} the script to run with `node`
 */
export function packageBin(packageName, command = packageName) {
  const folder = path.join(modulesDir, packageName)
  const manifestFile = path.join(folder, 'package.json')
  if (!existsSync(manifestFile)) {
    throw new SetupError(`The package ${packageName} is not installed. Nothing was changed. Run: npm ci`)
  }
  const { bin } = JSON.parse(readFileSync(manifestFile, 'utf8'))
  const file = typeof bin === 'string' ? bin : bin?.[command]
  if (!file)
    throw new SetupError(`The package ${packageName} has no command ${command}. Check its version, then run: npm ci`)
  return path.join(folder, file)
}
