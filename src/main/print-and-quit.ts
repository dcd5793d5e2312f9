/** What the command line starts for a PDF: this program without a desk, which prints one page and ends. */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { app } from 'electron'
import { serveMade } from './app-protocol'
import type { PrintOrder } from './arguments'
import { printPdf } from './print-pdf'
import { guardContents } from './security'

/** Call before `ready`. Exit code 1 with the reason on stderr when it did not work. */
export function printAndQuit({ root, name, out }: PrintOrder): void {
  app.setPath('userData', path.join(root, 'chromium'))
  // Its window is destroyed before the file is written.
  app.on('window-all-closed', () => undefined)
  const print = async (): Promise<void> => {
    guardContents()
    serveMade(root)
    await writeFile(out, await printPdf(name))
  }
  const failed = (error: unknown): void => {
    console.error(error instanceof Error ? error.message : String(error))
    app.exit(1)
  }
  // Not awaited by the module: Electron waits for it before it becomes ready.
  app
    .whenReady()
    .then(print)
    .then(() => app.exit(0), failed)
}
