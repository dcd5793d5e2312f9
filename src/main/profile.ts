/** Where the profile lies, and Electron's own files inside it. */
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
} from 'node:fs'
import path from 'node:path'
import { app } from 'electron'
import type { ShellArguments } from './arguments'

const PROFILE_NAME = 'Tougao Desk'
const DEMO_PROFILE_NAME = 'Tougao Desk Demo'

/** Decides on the profile folder and keeps all that Chromium writes inside it. Call before `ready`. */
export function useProfile({ demo, profile }: ShellArguments): string {
  const folder = profile ?? path.join(app.getPath('appData'), demo ? DEMO_PROFILE_NAME : PROFILE_NAME)
  const profileDir = path.resolve(folder)
  // Where nothing can be written Chromium needs another place, so that there is a window for the core to say so in.
  const shellDir = makeWritable(profileDir) ? profileDir : mkdtempSync(path.join(app.getPath('temp'), 'tougao-desk-'))
  app.setPath('userData', shellDir)
  app.setPath('sessionData', path.join(shellDir, 'shell'))
  return profileDir
}

function makeWritable(profileDir: string): boolean {
  try {
    // Mail is for nobody else on this machine.
    mkdirSync(profileDir, { recursive: true, mode: 0o700 })
    accessSync(profileDir, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The demo's mailbox is a copy in its profile: letters are written beside it and the original stays as it is.
 * A copy that fails is left out: where the profile takes no files the core says so, and the account that its folder is missing.
 */
export function copySampleMailbox(profileDir: string, resourcesDir: string): string {
  const target = path.join(profileDir, 'sample-mailbox')
  if (existsSync(target)) return target
  const unfinished = `${target}.new`
  try {
    copyFolder(path.join(resourcesDir, 'sample-mailbox'), unfinished)
    renameSync(unfinished, target)
  } catch (error) {
    console.error(`The sample mailbox was not copied: ${error instanceof Error ? error.message : String(error)}`)
  }
  return target
}

/** Not `cpSync`: on Windows it ends the process, or copies nothing, where a path holds Chinese (nodejs/node#54476, #61878). */
function copyFolder(source: string, target: string): void {
  mkdirSync(target, { recursive: true })
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const [from, to] = [path.join(source, entry.name), path.join(target, entry.name)]
    if (entry.isDirectory()) copyFolder(from, to)
    else copyFileSync(from, to)
  }
}
