// Debian's packages, for a bare machine that tests or a first start run on as root.
import { say, SetupError } from './console.mjs'
import { hasCommand, run } from './run.mjs'

const APT_LIMIT_MS = 900_000
/** A freshly installed server is not started: what needs one starts its own, on ports of its own. */
const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }

export const isRoot = () => process.getuid?.() === 0

/** Several names for one need: newer releases end in t64. @typedef {string | readonly [string, string]} Need */

/** @param {string} name */
async function hasCandidate(name) {
  const { stdout } = await run('apt-cache', ['policy', name], { quiet: true, env: { ...environment, LC_ALL: 'C' } })
  return /Candidate: (?!\(none\))/.test(stdout)
}

/** @param {Need} need */
async function resolveName(need) {
  if (typeof need === 'string') return need
  const [newer, older] = need
  return (await hasCandidate(newer)) ? newer : older
}

/** @param {readonly Need[]} needs @returns {Promise<string[]>} the names this release knows them by */
export function resolveNames(needs) {
  return Promise.all(needs.map(resolveName))
}

/** @param {readonly string[]} args */
async function aptGet(args) {
  return run('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: environment,
    quiet: true,
    timeoutMs: APT_LIMIT_MS,
  })
}

/** @param {readonly string[]} args */
async function aptGetTwice(args) {
  const first = await aptGet(args)
  return first.code === 0 ? first : aptGet(args)
}

/** @returns {Promise<boolean>} */
export async function canInstall() {
  return isRoot() && (await hasCommand('apt-get'))
}

/** @param {readonly Need[]} needs @param {string} what for the line shown */
export async function aptInstall(needs, what) {
  const updated = await aptGetTwice(['update'])
  const names = await resolveNames(needs)
  say(`Installing ${what}: ${names.join(' ')}`)
  const installed = await aptGetTwice(['install', '-y', '--no-install-recommends', ...names])
  if (installed.code !== 0) {
    const reason = (installed.output || updated.output).trim().split('\n').slice(-3).join('\n')
    throw new SetupError(
      `apt-get could not install ${what}:\n${reason}\nNothing else was changed. Try: apt-get update && apt-get install ${names.join(' ')}`,
    )
  }
}
