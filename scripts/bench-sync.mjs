// npm run bench:sync: the whole intake beside mbsync and notmuch (tests/bench/sync). `-- --rounds 5 --mails 1000 --json`.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { build, runnerImport } from 'vite'
import { aptInstall, canInstall } from './lib/apt.mjs'
import { ensureBuilt } from './lib/build-output.mjs'
import { runMain, say, SetupError } from './lib/console.mjs'
import { ensureElectron } from './lib/electron-runtime.mjs'
import { ensureMailPackages } from './lib/mail-packages.mjs'
import { ensureSqlite } from './lib/native-sqlite.mjs'
import { outDir, projectDir } from './lib/paths.mjs'
import { pdfFiles } from './lib/pdf-files.mjs'

const alias = { '@shared': path.join(projectDir, 'src', 'shared'), '@core': path.join(projectDir, 'src', 'core') }

const PEERS = ['/usr/bin/mbsync', '/usr/bin/notmuch']

await runMain(async () => {
  const mail = await ensureMailPackages()
  if (!mail.available) throw new SetupError(`The bench cannot run here: ${mail.reason}`)
  if (!PEERS.every((file) => existsSync(file))) {
    if (!(await canInstall())) throw new SetupError('The bench needs the packages isync and notmuch.')
    await aptInstall(['isync', 'notmuch'], 'what the bench compares with')
  }
  await ensureBuilt()
  // The app's own runtime instead of this Node: the same core, another V8 and another allocator.
  const electron = process.argv.includes('--electron') ? await ensureElectron() : null
  await ensureSqlite(electron === null ? {} : { electronNapi: electron.napi })
  if (electron !== null) process.env['TOUGAO_BENCH_ELECTRON'] = electron.path
  const bench = path.join(projectDir, 'tests', 'bench', 'sync')
  const target = path.join(outDir, 'bench')
  await build({
    configFile: false,
    root: projectDir,
    logLevel: 'warn',
    // Its tasks can run in place as well, and reading PDF is one of them.
    plugins: [pdfFiles()],
    resolve: { alias },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: target,
      emptyOutDir: true,
      rollupOptions: {
        input: { 'our-intake': path.join(bench, 'our-intake.ts') },
        output: { entryFileNames: '[name].js' },
      },
    },
  })
  say('Running; a round takes about a minute.')
  // The driver runs from its source, where the templates of the mail server lie beside it; what is measured is built.
  await runnerImport(path.join(bench, 'bench-sync.ts'), { configFile: false, root: projectDir, resolve: { alias } })
})
