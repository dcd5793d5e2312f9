// npm run bench:author: an author with 2,000 mails and 500 notes is opened, beside a plain SELECT (tests/bench/author). `-- --mails 4000 --window --json`.
import path from 'node:path'
import { runnerImport } from 'vite'
import { ensureBuilt } from './lib/build-output.mjs'
import { runMain } from './lib/console.mjs'
import { ensureSqlite } from './lib/native-sqlite.mjs'
import { projectDir } from './lib/paths.mjs'
import { pdfFiles } from './lib/pdf-files.mjs'

const alias = { '@shared': path.join(projectDir, 'src', 'shared'), '@core': path.join(projectDir, 'src', 'core') }

await runMain(async () => {
  if (process.argv.includes('--window')) await ensureBuilt()
  await ensureSqlite()
  const bench = path.join(projectDir, 'tests', 'bench', 'author', 'bench-author.ts')
  await runnerImport(bench, { configFile: false, root: projectDir, resolve: { alias }, plugins: [pdfFiles()] })
})
