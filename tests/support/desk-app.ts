/** The real app in a real window, driven by Playwright; under a virtual display where there is none. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { withDisplay } from '../../scripts/lib/display.mjs'
import { ensureElectron } from '../../scripts/lib/electron-runtime.mjs'
import { projectDir } from '../../scripts/lib/paths.mjs'
import { sandboxArguments } from '../../scripts/lib/sandbox.mjs'

/** Milliseconds that the window may take to do what it was asked: generous, the machines are slow. */
export const STEP_LIMIT = 60_000

export interface DeskAppOptions {
  readonly profileDir: string
  readonly demo?: boolean
  /** The system's language. */
  readonly language?: 'zh-CN' | 'en'
  readonly size?: { readonly width: number; readonly height: number }
}

export interface DeskApp {
  readonly app: ElectronApplication
  readonly page: Page
  /** Errors that the page or its console reported; a test ends with none. */
  readonly problems: string[]
  close(): Promise<void>
}

/** A fresh folder for a test's profile, and the way to remove it. */
export function temporaryFolder(name: string): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), `tougao-${name}-`))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export async function launchDesk(options: DeskAppOptions): Promise<DeskApp> {
  const electron = await ensureElectron()
  const size = options.size ?? { width: 1440, height: 900 }
  // Room for a window of full HD whatever the test's size: on a screen of just that size it is a pixel smaller.
  const display = await withDisplay({ width: 1920, height: 1200 })
  const { ELECTRON_RUN_AS_NODE: _, ...env } = display.env
  const language = options.language ?? 'zh-CN'
  const app = await _electron.launch({
    executablePath: electron.path,
    args: [
      ...sandboxArguments(electron.path),
      `--lang=${language}`,
      projectDir,
      ...(options.demo === true ? ['--demo'] : []),
      '--profile',
      options.profileDir,
    ],
    env: { ...(env as Record<string, string>), LANGUAGE: language.replace('-', '_') },
    timeout: STEP_LIMIT,
  })
  const page = await app.firstWindow({ timeout: STEP_LIMIT })
  page.setDefaultTimeout(STEP_LIMIT)
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`page: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`)
  })
  await resize(app, size)
  return {
    app,
    page,
    problems,
    async close() {
      await app.close()
      await display.stop()
    },
  }
}

/** Gives the window's contents a size. */
export async function resize(app: ElectronApplication, size: { width: number; height: number }): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
  }, size)
}

/** The pid of the core's process, or null while there is none. */
export async function corePid(app: ElectronApplication): Promise<number | null> {
  return app.evaluate(({ app: electronApp }) => {
    const core = electronApp.getAppMetrics().find((metric) => metric.name === 'Tougao Desk Core')
    return core?.pid ?? null
  })
}

let failures = 0

/** Keeps a picture of the window as a failed test left it, and says where; each failure has its own. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  failures += 1
  const file = path.join(os.tmpdir(), `tougao-failed-${name}-${failures}.png`)
  await page.screenshot({ path: file })
  process.stderr.write(`The window as it was: ${file}\n`)
}
