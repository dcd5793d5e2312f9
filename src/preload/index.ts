/** The bridge: hands the page its port to the core and the few words it may say to the shell. */
import { contextBridge, ipcRenderer } from 'electron'

ipcRenderer.on('desk:core-port', (event) => {
  window.postMessage('tougao:core-port', window.location.origin, [...event.ports])
})
ipcRenderer.on('desk:core-lost', () => {
  window.postMessage('tougao:core-lost', window.location.origin)
})
ipcRenderer.on('desk:core-failed', (_event, failure: unknown) => {
  window.postMessage({ type: 'tougao:core-failed', failure }, window.location.origin)
})

// What Chromium knows of the network: the shell tells the core, which tries again when it is back.
for (const event of ['online', 'offline'] as const) {
  window.addEventListener(event, () => ipcRenderer.send(`desk:${event}`))
}

contextBridge.exposeInMainWorld('tougaoShell', {
  ready: () => ipcRenderer.send('desk:ready'),
  reopen: () => ipcRenderer.send('desk:reopen'),
  showProfile: () => ipcRenderer.send('desk:show-profile'),
  quit: () => ipcRenderer.send('desk:quit'),
})
