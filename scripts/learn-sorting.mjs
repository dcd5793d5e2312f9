// npm run learn:sorting: learns the weights of the sorting from its mails again (tests/eval/sorting).
import path from 'node:path'
import { runnerImport } from 'vite'
import { runMain } from './lib/console.mjs'
import { projectDir } from './lib/paths.mjs'

const alias = { '@shared': path.join(projectDir, 'src', 'shared'), '@core': path.join(projectDir, 'src', 'core') }

await runMain(async () => {
  const learning = path.join(projectDir, 'tests', 'eval', 'sorting', 'learn-sorting.ts')
  await runnerImport(learning, { configFile: false, root: projectDir, resolve: { alias } })
})
