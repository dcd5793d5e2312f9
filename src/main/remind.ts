/** The system's notification that follow-ups are due or drafts wait: how many, and nothing of whom they are about (it may show on a locked screen). */
import { app, BrowserWindow, Notification } from 'electron'
import { localeFor, translate } from '@shared/i18n/translate'

export type Reminder = 'follow-ups-due' | 'drafts-waiting'

export function remind(of: Reminder, count: number): void {
  if (!Notification.isSupported()) return
  const locale = localeFor(app.getPreferredSystemLanguages())
  const notification = new Notification({
    title: translate(locale, `shell.${of}`, { count }),
    body: translate(locale, `shell.${of}-what`),
  })
  notification.on('click', () => {
    const window = BrowserWindow.getAllWindows()[0]
    if (window === undefined) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
  notification.show()
}
