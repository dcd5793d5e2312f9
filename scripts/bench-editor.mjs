// npm run bench:editor: the review editor in the real window beside a bare Tiptap (tests/bench/editor). `-- --rounds 5 --json`.
import path from 'node:path'
import { build, runnerImport } from 'vite'
import { ensureBuilt } from './lib/build-output.mjs'
import { runMain, say } from './lib/console.mjs'
import { ensureSqlite } from './lib/native-sqlite.mjs'
import { outDir, projectDir } from './lib/paths.mjs'
import { pdfFiles } from './lib/pdf-files.mjs'

const alias = { '@shared': path.join(projectDir, 'src', 'shared'), '@core': path.join(projectDir, 'src', 'core') }

await runMain(async () => {
  await ensureBuilt()
  await ensureSqlite()
  const bench = path.join(projectDir, 'tests', 'bench', 'editor')
  // One script without imports: the debugger puts it into the page, whose policy lets no foreign file in.
  await build({
    configFile: false,
    root: projectDir,
    logLevel: 'warn',
    build: {
      outDir: path.join(outDir, 'bench-editor'),
      emptyOutDir: true,
      lib: {
        entry: path.join(bench, 'bare-editor.ts'),
        formats: ['iife'],
        name: 'bareEditor',
        fileName: () => 'bare-editor.js',
      },
    },
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  say('Running; a round takes about a minute.')
  await runnerImport(path.join(bench, 'bench-editor.ts'), {
    configFile: false,
    root: projectDir,
    resolve: { alias },
    plugins: [pdfFiles()],
  })
})
