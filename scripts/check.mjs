// npm run check: format, lint, types and unit tests, in about a minute. What to run before every commit.
import { checkSteps, runCheckStep } from './lib/check-steps.mjs'
import { runMain, say } from './lib/console.mjs'
import { ensureSqlite } from './lib/native-sqlite.mjs'
import { runVitestProject } from './lib/vitest-project.mjs'

await runMain(async () => {
  let failed = 0
  for (const step of checkSteps) if (!(await runCheckStep(step))) failed += 1
  await ensureSqlite()
  const unit = await runVitestProject('unit', { limitMs: 600_000 })
  if (unit.failed > 0) failed += 1
  say(failed === 0 ? 'All checks passed.' : `${failed} of ${checkSteps.length + 1} checks failed.`)
  return failed === 0 ? 0 : 1
})
