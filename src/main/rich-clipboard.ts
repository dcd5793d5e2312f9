/** Rich text on the clipboard, in whichever way this Electron has: items as the W3C's Clipboard API says, or its own older call. */
import * as electron from 'electron'

interface OlderClipboard {
  write(data: { readonly html: string; readonly text: string }): void
}

export async function copyRich(html: string, text: string): Promise<void> {
  const { clipboard } = electron
  // Named through the namespace: an Electron without it has nothing to import.
  const Item = 'ClipboardItem' in electron ? electron.ClipboardItem : null
  if (Item === null) (clipboard as unknown as OlderClipboard).write({ html, text })
  else await clipboard.write([new Item({ 'text/html': html, 'text/plain': text })])
}
