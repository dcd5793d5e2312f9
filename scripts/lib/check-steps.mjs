// What is checked without running the program: each is one step, all are shown, none stops the next.
import { packageBin } from './package-bin.mjs'
import { projectDir } from './paths.mjs'
import { say, seconds } from './console.mjs'
import { run } from './run.mjs'

const STEP_LIMIT_MS = 300_000

/** @type {readonly {name: string, bin: string, command?: string, args: readonly string[], remedy: string}[]} */
export const checkSteps = [
  { name: 'format', bin: 'prettier', args: ['--check', '--log-level', 'warn', '.'], remedy: 'npm run format' },
  { name: 'lint', bin: 'oxlint', args: ['--type-aware', '--deny-warnings'], remedy: 'npm run lint' },
  {
    name: 'types',
    bin: 'typescript',
    command: 'tsc',
    args: ['-p', 'tsconfig.json', '--noEmit'],
    remedy: 'npm run types',
  },
]

/** @param {(typeof checkSteps)[number]} step @returns {Promise<boolean>} whether it passed */
export async function runCheckStep({ name, bin, command, args, remedy }) {
  const started = Date.now()
  const { code, output, timedOut } = await run(process.execPath, [packageBin(bin, command), ...args], {
    cwd: projectDir,
    timeoutMs: STEP_LIMIT_MS,
    quiet: true,
  })
  if (code === 0) {
    say(`ok    ${name} (${seconds(started)})`)
    return true
  }
  say(output.trim())
  say(`FAIL  ${name} (${timedOut ? 'took too long' : seconds(started)}; by itself: ${remedy})`)
  return false
}
