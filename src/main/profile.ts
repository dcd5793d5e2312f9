/** Where the profile lies, and Electron's own files inside it. */
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { app } from 'electron'
import type { ShellArguments } from './arguments'

const PROFILE_NAME = 'Tougao Desk'
const DEMO_PROFILE_NAME = 'Tougao Desk Demo'

/** Decides on the profile folder and keeps all that Chromium writes inside it. Call before `ready`. */
export function useProfile({ demo, profile }: ShellArguments): string {
  const folder = profile ?? path.join(app.getPath('appData'), demo ? DEMO_PROFILE_NAME : PROFILE_NAME)
  const profileDir = path.resolve(folder)
  // Mail is for nobody else on this machine.
  mkdirSync(profileDir, { recursive: true, mode: 0o700 })
  app.setPath('userData', profileDir)
  app.setPath('sessionData', path.join(profileDir, 'shell'))
  return profileDir
}

/** The demo's mailbox is a copy in its profile: letters are written beside it and the original stays as it is. */
export function copySampleMailbox(profileDir: string, resourcesDir: string): string {
  const target = path.join(profileDir, 'sample-mailbox')
  if (!existsSync(target)) cpSync(path.join(resourcesDir, 'sample-mailbox'), target, { recursive: true })
  return target
}
