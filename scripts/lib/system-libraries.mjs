// What a desktop has and a bare Debian has not: the libraries Chromium links, a display, Chinese fonts, a compiler.
// With nothing missing this asks the machine a few questions and no network.
import { aptInstall, canInstall, resolveNames } from './apt.mjs'
import { say, SetupError } from './console.mjs'
import { hasCommand, run } from './run.mjs'

/** @typedef {import('./apt.mjs').Need} Need */

/** @type {readonly Need[]} */
const LIBRARIES = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnss3',
  ['libasound2t64', 'libasound2'],
  'libgbm1',
  'libxss1',
  ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
]
const DISPLAY = ['xvfb', 'xauth']
const FONTS = ['fontconfig', 'fonts-noto-cjk']
/** Each package's command is called as it is. */
const COMPILER = ['python3', 'make', 'g++']

/** @param {string} executable @returns {Promise<string[]>} names of shared libraries that are not there */
async function missingLibraries(executable) {
  const { code, output } = await run('ldd', [executable], { quiet: true, env: { ...process.env, LC_ALL: 'C' } })
  if (code === 127) return []
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => String(match[1]))
}

async function hasChineseFonts() {
  const { code, stdout } = await run('fc-list', [':lang=zh', 'family'], { quiet: true })
  return code === 0 && stdout.trim() !== ''
}

export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

/** @param {readonly Need[]} needs @param {string} why */
async function installOrTell(needs, why) {
  if (await canInstall()) return aptInstall(needs, why)
  const names = await resolveNames(needs)
  throw new SetupError(
    `This machine lacks ${why}. Nothing was changed. On Debian or Ubuntu, run:\n  sudo apt-get install ${names.join(' ')}`,
  )
}

/** @param {string} executable Electron's */
export async function ensureSystemLibraries(executable) {
  if (process.platform !== 'linux') return
  const [libraries, fonts, xvfb] = await Promise.all([
    missingLibraries(executable),
    hasChineseFonts(),
    hasDisplay() || hasCommand('Xvfb'),
  ])
  /** @type {Need[]} */
  const needs = []
  const why = []
  if (libraries.length > 0) {
    needs.push(...LIBRARIES)
    why.push(`libraries of Electron (${libraries.slice(0, 3).join(', ')}${libraries.length > 3 ? ', …' : ''})`)
  }
  if (!xvfb) {
    needs.push(...DISPLAY)
    why.push('a display (Xvfb)')
  }
  // Without Chinese fonts the app runs, with boxes for characters: worth installing, not worth refusing to start.
  if (!fonts && (await canInstall())) {
    needs.push(...FONTS)
    why.push('Chinese fonts')
  } else if (!fonts)
    say(
      'This machine has no Chinese fonts: text will show as boxes. On Debian or Ubuntu: sudo apt-get install fonts-noto-cjk',
    )
  if (needs.length === 0) return

  await installOrTell(needs, why.join(', '))
  const still = await missingLibraries(executable)
  if (still.length > 0)
    throw new SetupError(
      `Electron still lacks ${still.join(', ')}. Nothing was changed. Install the packages that hold them.`,
    )
}

/** For the one case where an addon is compiled here. */
export async function ensureCompiler() {
  if (process.platform !== 'linux') return
  const missing = []
  for (const name of COMPILER) if (!(await hasCommand(name))) missing.push(name)
  if (missing.length > 0) await installOrTell(missing, 'a compiler (or use Node 22.14 or newer, which needs none)')
}
