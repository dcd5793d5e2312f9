import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { pdfFiles } from './scripts/lib/pdf-files.mjs'
import { hasDisplay } from './scripts/lib/system-libraries.mjs'

const source = (folder: string) => fileURLToPath(new URL(`./src/${folder}`, import.meta.url))

const alias = { '@shared': source('shared'), '@core': source('core'), '@renderer': source('renderer') }

export default defineConfig({
  resolve: { alias },
  test: {
    // The default leaves a core idle, which is half of a small machine.
    maxWorkers: availableParallelism(),
    projects: [
      {
        plugins: [pdfFiles()],
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Loading the modules anew for each file took half of the time. Files leave nothing behind in them.
          isolate: false,
        },
      },
      {
        plugins: [pdfFiles()],
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        plugins: [pdfFiles()],
        resolve: { alias },
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
          // Windows on one screen take the focus from each other; without a screen each has a virtual one of its own.
          fileParallelism: !hasDisplay(),
          // As long as a step of the window may take: machines that test are busy.
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
})
