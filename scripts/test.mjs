// npm test: everything, in order, ending in one line `N passed, N failed`. Name parts to run only those:
// npm test -- check unit integration e2e. With CI=true a skipped test is a failure: a machine that is to prove
// something must not pass over it.
import { ensureBuilt } from './lib/build-output.mjs'
import { checkSteps, runCheckStep } from './lib/check-steps.mjs'
import { heading, runMain, say, SetupError } from './lib/console.mjs'
import { ensureMailPackages } from './lib/mail-packages.mjs'
import { ensureLibreOffice } from './lib/office-packages.mjs'
import { ensureSqlite } from './lib/native-sqlite.mjs'
import { prepare } from './lib/prepare.mjs'
import { runVitestProject } from './lib/vitest-project.mjs'

/** @typedef {import('./lib/vitest-project.mjs').Counts} Counts */

const strict = process.env['CI'] === 'true' || process.env['CI'] === '1'

/** @type {Record<string, () => Promise<Counts>>} */
const parts = {
  check: async () => {
    const counts = { passed: 0, failed: 0, skipped: 0 }
    for (const step of checkSteps) counts[(await runCheckStep(step)) ? 'passed' : 'failed'] += 1
    return counts
  },
  unit: async () => {
    await ensureSqlite()
    return runVitestProject('unit', { limitMs: 900_000 })
  },
  integration: async () => {
    await ensureSqlite()
    // The command line is tested as it is built.
    await ensureBuilt()
    // Before the clock of the tests runs: their files only ask whether it is there.
    const mail = await ensureMailPackages()
    if (!mail.available) say(`The tests of mail are skipped: ${mail.reason}`)
    const office = await ensureLibreOffice()
    if (!office.available) say(`The tests of documents with LibreOffice are skipped: ${office.reason}`)
    return runVitestProject('integration', { limitMs: 1_200_000 })
  },
  e2e: async () => {
    await prepare()
    return runVitestProject('e2e', { limitMs: 1_800_000 })
  },
}

await runMain(async () => {
  const named = process.argv.slice(2)
  const unknown = named.filter((name) => !(name in parts))
  if (unknown.length > 0)
    throw new SetupError(
      `No such part of the tests: ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}.`,
    )

  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const [name, runPart] of Object.entries(parts)) {
    if (named.length > 0 && !named.includes(name)) continue
    heading(name)
    /** @type {Counts} */
    const counts = await runPart().catch((error) => {
      say(error instanceof SetupError ? error.message : String(error.stack))
      say(`FAIL  ${name}: it could not be run`)
      return { passed: 0, failed: 1, skipped: 0 }
    })
    sum.passed += counts.passed
    sum.failed += counts.failed
    sum.skipped += counts.skipped
  }

  if (strict && sum.skipped > 0) {
    say(`\nCI: ${sum.skipped} skipped tests count as failed.`)
    sum.failed += sum.skipped
    sum.skipped = 0
  }
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''
  // The result itself, the one line that goes to stdout.
  process.stdout.write(`\n${sum.passed} passed, ${sum.failed} failed${skipped}\n`)
  return sum.failed === 0 ? 0 : 1
})
