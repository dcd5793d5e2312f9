/** Printing by our own Chromium: a page that the desk made, loaded where no script runs and nothing is fetched. */
import { BrowserWindow, type WebContents } from 'electron'
import type { OutsideOutcome } from '@shared/shell-messages'
import { MADE_ORIGIN } from './app-protocol'

/** A page of `made/` as a PDF, with its headings as an outline and tags for screen readers. */
export function printPdf(name: string): Promise<Buffer> {
  return withPage(name, (contents) =>
    contents.printToPDF({
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    }),
  )
}

/** What the system says when somebody thinks better of it. */
const CANCELLED = /cancel/i

/** A page of `made/` on paper, through the system's dialog. */
export function printOnPaper(name: string): Promise<OutsideOutcome> {
  return withPage(
    name,
    (contents) =>
      new Promise((resolve) => {
        contents.print({ printBackground: true }, (printed, reason) => {
          if (printed) resolve({ kind: 'done' })
          else if (CANCELLED.test(reason)) resolve({ kind: 'cancelled' })
          else resolve({ kind: 'failed', detail: reason })
        })
      }),
  )
}

async function withPage<T>(name: string, use: (contents: WebContents) => Promise<T>): Promise<T> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  })
  try {
    await window.loadURL(`${MADE_ORIGIN}/${name}`)
    return await use(window.webContents)
  } finally {
    window.destroy()
  }
}
