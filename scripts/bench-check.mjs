// npm run bench:check: how fast manuscripts are checked, beside matchers that only look for the bare words (tests/bench/check).
import path from 'node:path'
import { build } from 'vite'
import { runMain, say } from './lib/console.mjs'
import { outDir, projectDir } from './lib/paths.mjs'
import { run } from './lib/run.mjs'

const LIMIT_MS = 3_600_000
const alias = { '@shared': path.join(projectDir, 'src', 'shared'), '@core': path.join(projectDir, 'src', 'core') }

await runMain(async () => {
  const target = path.join(outDir, 'bench-check')
  // What is measured is built, as in the app: run from its sources every imported name would be a call.
  await build({
    configFile: false,
    root: projectDir,
    logLevel: 'warn',
    resolve: { alias },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: target,
      emptyOutDir: true,
      rollupOptions: {
        input: path.join(projectDir, 'tests', 'bench', 'check', 'bench-check.ts'),
        output: { entryFileNames: 'bench-check.js' },
      },
    },
  })
  say('Running; a round takes some seconds.')
  // Memory is told after what is not used any more is gone.
  const file = path.join(target, 'bench-check.js')
  const { code } = await run(process.execPath, ['--expose-gc', file, ...process.argv.slice(2)], {
    cwd: projectDir,
    timeoutMs: LIMIT_MS,
  })
  process.exitCode = code
})
