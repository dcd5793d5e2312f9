/** What the window may not do: ask for permissions, go elsewhere, open windows, reach the network. */
import { app, session, type Session, type WebFrameMain } from 'electron'
import { APP_ORIGIN } from './app-protocol'

/** Schemes that never leave the machine. `about:` is the sandboxed frame of a mail before its text is in. */
const LOCAL_SCHEMES = new Set(['app:', 'data:', 'blob:', 'about:', 'devtools:'])

/** All that the page may: put text on the clipboard after a click or a key. Reading it stays forbidden. */
const PERMITTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

/** Call once, before the first window. */
export function guardContents(): void {
  guardSession(session.defaultSession)
  app.on('session-created', guardSession)
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', (event) => event.preventDefault())
    // `will-navigate` does not fire for frames; this one fires for both.
    contents.on('will-frame-navigate', (event) => {
      if (!isOwnPage(event.url)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
  })
}

/** True for the desk's own page; messages from any other frame are not heard. */
export function isTrustedFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOwnPage(frame.url)
}

function isOwnPage(url: string): boolean {
  return url === `${APP_ORIGIN}/index.html` || url.startsWith(`${APP_ORIGIN}/index.html#`)
}

function guardSession(guarded: Session): void {
  guarded.setPermissionRequestHandler((_contents, permission, callback, { isMainFrame, requestingUrl }) => {
    callback(isMainFrame && isOwnPage(requestingUrl) && PERMITTED.has(permission))
  })
  guarded.setPermissionCheckHandler((_contents, permission, origin, { isMainFrame }) => {
    return isMainFrame && origin === `${APP_ORIGIN}/` && PERMITTED.has(permission)
  })
  guarded.setDevicePermissionHandler(() => false)
  guarded.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !LOCAL_SCHEMES.has(new URL(details.url).protocol) })
  })
  guarded.on('will-download', (event) => event.preventDefault())
}
