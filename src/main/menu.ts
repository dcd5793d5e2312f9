/** The application menu: what the system expects to find there, in the user's language. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import { localeFor, translate, type MessageKey } from '@shared/i18n/translate'

export function setMenu(): void {
  const locale = localeFor(app.getPreferredSystemLanguages())
  const submenu = (label: MessageKey, items: MenuItemConstructorOptions[]): MenuItemConstructorOptions => ({
    label: translate(locale, label),
    submenu: items,
  })
  const mac = process.platform === 'darwin'
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(mac ? [{ role: 'appMenu' } as const] : []),
      submenu('menu.edit', [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ]),
      submenu('menu.view', [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ]),
      submenu('menu.window', [{ role: 'minimize' }, { role: mac ? 'close' : 'quit' }]),
    ]),
  )
}
