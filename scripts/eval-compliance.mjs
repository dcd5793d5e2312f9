// npm run eval:compliance: what the check finds of labelled texts, and what it says of ordinary ones (tests/eval/compliance).
import path from 'node:path'
import { runnerImport } from 'vite'
import { runMain } from './lib/console.mjs'
import { projectDir } from './lib/paths.mjs'

const alias = { '@shared': path.join(projectDir, 'src', 'shared'), '@core': path.join(projectDir, 'src', 'core') }

await runMain(async () => {
  const evaluation = path.join(projectDir, 'tests', 'eval', 'compliance', 'eval-compliance.ts')
  await runnerImport(evaluation, { configFile: false, root: projectDir, resolve: { alias } })
})
