/** The one window: hardened, at the place where it was closed. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { BrowserWindow, screen } from 'electron'
import { z } from 'zod'
import { APP_ORIGIN } from './app-protocol'

const placeSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
})
type Place = z.infer<typeof placeSchema>

const DEFAULT_SIZE = { width: 1440, height: 900 }
/** A page that dies more often than this within the window, in milliseconds, would die again. */
const MOST_DEATHS = 3
const DEATHS_WINDOW = 60_000

const SMALLEST = { width: 960, height: 600 }

export function openDeskWindow(profileDir: string, preload: string): BrowserWindow {
  const file = path.join(profileDir, 'window.json')
  const place = readPlace(file)
  const window = new BrowserWindow({
    ...(place === null ? DEFAULT_SIZE : { x: place.x, y: place.y, width: place.width, height: place.height }),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  if (place?.maximized === true) window.maximize()
  window.once('ready-to-show', () => window.show())
  reviveWhenGone(window)
  window.on('close', () => {
    const kept: Place = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    try {
      writeFileSync(file, JSON.stringify(kept))
    } catch (error) {
      // A full or read-only disk: the window's place is not worth keeping the window open for.
      console.error(`The window's place was not kept: ${error instanceof Error ? error.message : String(error)}`)
    }
  })
  void window.loadURL(`${APP_ORIGIN}/index.html`)
  return window
}

/** Reloads a page that died (out of memory, a bug of Chromium): the core holds all that counts and goes on. */
function reviveWhenGone(window: BrowserWindow): void {
  let deaths: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const now = Date.now()
    deaths = [...deaths.filter((at) => now - at < DEATHS_WINDOW), now]
    if (deaths.length <= MOST_DEATHS) window.webContents.reload()
    else window.close()
  })
}

/** The last place, if some screen still shows it. */
function readPlace(file: string): Place | null {
  const parsed = placeSchema.safeParse(readJson(file))
  if (!parsed.success) return null
  const { x, y, width, height } = parsed.data
  const visible = screen.getAllDisplays().some(({ workArea }) => {
    const right = Math.min(x + width, workArea.x + workArea.width)
    const bottom = Math.min(y + height, workArea.y + workArea.height)
    return right - Math.max(x, workArea.x) > 100 && bottom - Math.max(y, workArea.y) > 100
  })
  return visible ? parsed.data : null
}

/** Null for a file that is missing, unreadable or no JSON: none is worth having no window. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
