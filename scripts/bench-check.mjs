// npm run bench:check: how fast manuscripts are checked, beside matchers that only look for the bare words (tests/bench/check).
import path from 'node:path'
import { runnerImport } from 'vite'
import { runMain } from './lib/console.mjs'
import { projectDir } from './lib/paths.mjs'

const alias = { '@shared': path.join(projectDir, 'src', 'shared'), '@core': path.join(projectDir, 'src', 'core') }

await runMain(async () => {
  const bench = path.join(projectDir, 'tests', 'bench', 'check', 'bench-check.ts')
  await runnerImport(bench, { configFile: false, root: projectDir, resolve: { alias } })
})
