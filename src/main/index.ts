/** The shell: one window, one supervised core, and the guards around both. */
import path from 'node:path'
import { app, ipcMain, powerMonitor, shell, type BrowserWindow } from 'electron'
import { localeFor, translate } from '@shared/i18n/translate'
import { registerAppScheme, serveAppScheme } from './app-protocol'
import { parseArguments } from './arguments'
import { chooseFiles } from './choose-files'
import { superviseCore, type CoreState, type CoreSupervisor } from './core-supervisor'
import { openDeskWindow } from './desk-window'
import { keyringState, openKeyring } from './keyring'
import { setMenu } from './menu'
import { openOutside } from './outside'
import { printAndQuit } from './print-and-quit'
import { copySampleMailbox, useProfile } from './profile'
import { guardContents, isTrustedFrame } from './security'
import { remind } from './remind'
import { openWebSearch } from './web-search'

const built = import.meta.dirname
const shellArguments = parseArguments(process.argv.slice(1))

// As root on Linux (a container, CI) Chromium runs only without its sandbox, and insisting on it ends the process.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerAppScheme()
const profileDir = shellArguments.print === null ? useProfile(shellArguments) : ''

if (shellArguments.print !== null) printAndQuit(shellArguments.print)
else if (app.requestSingleInstanceLock()) {
  // Not awaited: Electron waits for this module before it becomes ready.
  void app.whenReady().then(open)
} else {
  // The first instance hears of it and comes to the front (`second-instance` below).
  console.error(`Tougao Desk is already open on ${profileDir}: brought to the front.`)
  app.quit()
}

function open(): void {
  const resourcesDir = app.isPackaged
    ? path.join(process.resourcesPath, 'resources')
    : path.join(app.getAppPath(), 'resources')
  guardContents()
  serveAppScheme(path.resolve(built, '../renderer'), profileDir)
  setMenu()

  let window: BrowserWindow | null = null
  const outside = openOutside(profileDir, () => window)
  const core: CoreSupervisor = superviseCore({
    file: path.join(built, 'core.js'),
    core: {
      profileDir,
      resourcesDir,
      workerFile: path.join(built, 'worker.js'),
      demo: shellArguments.demo,
      version: app.getVersion(),
      keyring: keyringState(),
      demoMaildir: shellArguments.demo ? copySampleMailbox(profileDir, resourcesDir) : null,
      demoEditor: translate(localeFor(app.getPreferredSystemLanguages()), 'demo.editor'),
    },
    keyring: openKeyring(profileDir),
    chooseFiles: (purpose, what) => chooseFiles(window, purpose, what),
    search: openWebSearch,
    remind,
    outside,
    onState: (state) => window !== null && tell(window, core, state),
  })
  window = openDeskWindow(profileDir, path.resolve(built, '../preload/index.cjs'))
  listen(window, core)
  powerMonitor.on('suspend', () => core.signal('suspend'))
  powerMonitor.on('resume', () => core.signal('resume'))

  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore()
    window?.focus()
  })
  window.on('closed', () => {
    window = null
    app.quit()
  })
  let stopping = false
  let stopped = false
  app.on('before-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    if (window !== null) {
      // The window first: it says to the core what was typed since it last did. Once it is gone, this comes again.
      closeInTime(window)
      return
    }
    // The last window's end says it as well.
    if (stopping) return
    stopping = true
    void core.stop().finally(() => {
      outside.close()
      stopped = true
      app.quit()
    })
  })
}

/** Milliseconds for a window to close by itself; one whose page hangs does not. */
const CLOSE_TIMEOUT = 3_000

function closeInTime(window: BrowserWindow): void {
  const patience = setTimeout(() => window.destroy(), CLOSE_TIMEOUT)
  window.once('closed', () => clearTimeout(patience))
  window.close()
}

/** The few things that a window asks of the shell itself. Other frames are not heard. */
function listen(window: BrowserWindow, core: CoreSupervisor): void {
  const on = (channel: string, act: () => void): void => {
    ipcMain.on(channel, (event) => {
      if (event.sender === window.webContents && isTrustedFrame(event.senderFrame)) act()
    })
  }
  on('desk:ready', () => tell(window, core, core.state()))
  on('desk:reopen', () => core.reopen())
  on('desk:show-profile', () => void shell.openPath(profileDir))
  on('desk:quit', () => app.quit())
  on('desk:online', () => core.signal('online'))
  on('desk:offline', () => core.signal('offline'))
}

function tell(window: BrowserWindow, core: CoreSupervisor, state: CoreState): void {
  if (window.isDestroyed()) return
  switch (state.kind) {
    case 'ready': {
      const port = core.connect()
      if (port !== null) window.webContents.postMessage('desk:core-port', null, [port])
      break
    }
    case 'starting':
      window.webContents.send('desk:core-lost')
      break
    case 'open-failed':
      window.webContents.send('desk:core-failed', state.failure)
      break
    case 'stopped':
      break
  }
}
