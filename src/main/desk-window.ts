/** The one window: hardened, at the place where it was closed. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
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

/** The last place, if some screen still shows it. */
function readPlace(file: string): Place | null {
  if (!existsSync(file)) return null
  const parsed = placeSchema.safeParse(parseJson(readFileSync(file, 'utf8')))
  if (!parsed.success) return null
  const { x, y, width, height } = parsed.data
  const visible = screen.getAllDisplays().some(({ workArea }) => {
    const right = Math.min(x + width, workArea.x + workArea.width)
    const bottom = Math.min(y + height, workArea.y + workArea.height)
    return right - Math.max(x, workArea.x) > 100 && bottom - Math.max(y, workArea.y) > 100
  })
  return visible ? parsed.data : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
