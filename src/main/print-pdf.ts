/** PDF by our own Chromium: a page that the desk made, loaded where no script runs and nothing is fetched. */
import { BrowserWindow } from 'electron'
import { MADE_ORIGIN } from './app-protocol'

/** A page of `made/` as a PDF, with its headings as an outline and tags for screen readers. */
export async function printPdf(name: string): Promise<Buffer> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  })
  try {
    await window.loadURL(`${MADE_ORIGIN}/${name}`)
    return await window.webContents.printToPDF({
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    })
  } finally {
    window.destroy()
  }
}
