// npm run bench:anchors: how well marked words are found again in an edited text, by method (tests/bench/anchors).
import path from 'node:path'
import { runnerImport } from 'vite'
import { runMain } from './lib/console.mjs'
import { projectDir } from './lib/paths.mjs'

const alias = { '@shared': path.join(projectDir, 'src', 'shared'), '@core': path.join(projectDir, 'src', 'core') }

await runMain(async () => {
  const bench = path.join(projectDir, 'tests', 'bench', 'anchors', 'bench-anchors.ts')
  await runnerImport(bench, { configFile: false, root: projectDir, resolve: { alias } })
})
