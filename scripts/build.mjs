// npm run build: makes `out/` anew where its sources have changed. `--force` makes it anyway.
import fs from 'node:fs/promises'
import path from 'node:path'
import { ensureBuilt } from './lib/build-output.mjs'
import { runMain } from './lib/console.mjs'
import { outDir } from './lib/paths.mjs'

await runMain(async () => {
  if (process.argv.includes('--force')) await fs.rm(path.join(outDir, '.stamp'), { force: true })
  await ensureBuilt()
})
