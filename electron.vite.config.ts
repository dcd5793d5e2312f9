import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { pdfFiles } from './scripts/lib/pdf-files.mjs'

const source = (folder: string) => fileURLToPath(new URL(`./src/${folder}`, import.meta.url))
const alias = { '@shared': source('shared'), '@core': source('core'), '@renderer': source('renderer') }

export default defineConfig({
  main: {
    resolve: { alias },
    plugins: [pdfFiles()],
    build: {
      target: 'node20.18',
      rollupOptions: {
        input: {
          index: source('main/index.ts'),
          core: source('core/process.ts'),
          cli: source('core/cli.ts'),
          worker: source('core/workers/entry.ts'),
          keeper: source('core/store/keeper-entry.ts'),
        },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      target: 'node20.18',
      // A sandboxed preload has no module loader: it must come out as one CommonJS file.
      rollupOptions: {
        input: { index: source('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    resolve: { alias },
    plugins: [react(), pdfFiles()],
    build: {
      target: 'chrome130',
      rollupOptions: { input: source('renderer/index.html') },
    },
  },
})
