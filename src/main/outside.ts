/**
 * How a file or a link leaves the desk: a copy where the editor says, a copy in the system's program, a link in its browser.
 * Blobs themselves are never handed out: a program could change what the record names by its content.
 */
import { createHash, randomBytes } from 'node:crypto'
import { execFile } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmdirSync,
  unlinkSync,
} from 'node:fs'
import { chmod, copyFile, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { app, dialog, shell, type BrowserWindow } from 'electron'
import { fileDanger, openableExtension } from '@shared/files/file-danger'
import { MADE_FOLDER, type OutsideOutcome } from '@shared/shell-messages'
import { printOnPaper, printPdf } from './print-pdf'
import { copyRich } from './rich-clipboard'

/** Bytes that tell what a file begins like. */
const HEAD_BYTES = 64

export interface Outside {
  save(sha256: string, filename: string): Promise<OutsideOutcome>
  open(sha256: string, filename: string): Promise<OutsideOutcome>
  openLink(url: string): Promise<OutsideOutcome>
  /** Copies a file of `made/` to where the editor says; `pdf`: prints it, a page, into a PDF there. The file is gone then. */
  saveMade(name: string, filename: string, how: 'as-is' | 'pdf'): Promise<OutsideOutcome>
  /** Prints a page of `made/` through the system's dialog. The file is gone then. */
  printMade(name: string): Promise<OutsideOutcome>
  /** Puts a page of `made/` on the clipboard as rich text, with plain text beside it. The file is gone then. */
  copyMade(name: string, text: string): Promise<OutsideOutcome>
  /** Removes the copies, as far as programs let go of them. */
  close(): void
}

export function openOutside(profileDir: string, window: () => BrowserWindow | null): Outside {
  // Of this profile alone: another desk may be open beside it.
  const prefix = `tougao-desk-open-${createHash('sha256').update(profileDir).digest('hex').slice(0, 12)}-`
  removeCopies(prefix)
  let folder: string | null = null
  const blobOf = (sha256: string): string => path.join(profileDir, 'blobs', sha256.slice(0, 2), sha256)

  /** Where the editor says in the system's dialog; null when they thought better of it. */
  const placeFor = async (filename: string): Promise<string | null> => {
    const parent = window()
    // A name, never a path: the folder is the one that the system proposes or the editor chooses.
    const options = { defaultPath: path.join(app.getPath('downloads'), path.basename(filename)) }
    const { canceled, filePath } = await (parent === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(parent, options))
    return canceled || filePath === '' ? null : filePath
  }

  return {
    async save(sha256, filename) {
      const filePath = await placeFor(filename)
      if (filePath === null) return { kind: 'cancelled' }
      await copyFile(blobOf(sha256), filePath)
      await markAsForeign(filePath)
      return { kind: 'done' }
    },
    async open(sha256, filename) {
      const extension = openableExtension(filename)
      if (extension === null || fileDanger(filename, headOf(blobOf(sha256))) === 'program') return { kind: 'refused' }
      folder ??= mkdtempSync(path.join(app.getPath('temp'), prefix))
      // A folder of its own, so that nothing beside it is found by the program that opens it.
      const place = path.join(folder, randomBytes(6).toString('hex'))
      mkdirSync(place, { mode: 0o700 })
      // The name says nothing a stranger wrote but the extension, which is letters and digits.
      const copy = path.join(place, `attachment.${extension}`)
      copyFileSync(blobOf(sha256), copy)
      await markAsForeign(copy)
      await chmod(copy, 0o400)
      const detail = await shell.openPath(copy)
      return detail === '' ? { kind: 'done' } : { kind: 'failed', detail }
    },
    async openLink(url) {
      if (!isWebLink(url)) return { kind: 'refused' }
      await shell.openExternal(url)
      return { kind: 'done' }
    },
    async saveMade(name, filename, how) {
      const file = path.join(profileDir, MADE_FOLDER, name)
      try {
        const filePath = await placeFor(filename)
        if (filePath === null) return { kind: 'cancelled' }
        const draft = `${filePath}.${randomBytes(4).toString('hex')}.part`
        try {
          if (how === 'pdf') await writeFile(draft, await printPdf(name), { flag: 'wx' })
          else await copyFile(file, draft, constants.COPYFILE_EXCL)
          await rename(draft, filePath)
        } catch (error) {
          await unlink(draft).catch(() => undefined)
          throw error
        }
        return { kind: 'done' }
      } finally {
        await unlink(file).catch(() => undefined)
      }
    },
    async printMade(name) {
      try {
        return await printOnPaper(name)
      } finally {
        await unlink(path.join(profileDir, MADE_FOLDER, name)).catch(() => undefined)
      }
    },
    async copyMade(name, text) {
      const file = path.join(profileDir, MADE_FOLDER, name)
      try {
        await copyRich(await readFile(file, 'utf8'), text)
        return { kind: 'done' }
      } finally {
        await unlink(file).catch(() => undefined)
      }
    },
    close: () => removeCopies(prefix),
  }
}

/** Only what a browser opens; a name and password in front of the host are there to disguise it. */
export function isWebLink(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username, password } = new URL(url)
  return (protocol === 'https:' || protocol === 'http:') && hostname !== '' && username === '' && password === ''
}

function headOf(file: string): Uint8Array {
  const head = Buffer.alloc(HEAD_BYTES)
  const handle = openSync(file, 'r')
  try {
    return head.subarray(0, readSync(handle, head, 0, HEAD_BYTES, 0))
  } finally {
    closeSync(handle)
  }
}

/**
 * Marks a copy as coming from elsewhere, so that Office opens it in Protected View and macOS asks before it runs anything.
 * A disk that keeps no such marks (FAT) is no reason not to open a document.
 */
async function markAsForeign(file: string): Promise<void> {
  if (process.platform === 'win32') {
    await writeFile(`${file}:Zone.Identifier`, '[ZoneTransfer]\r\nZoneId=3\r\n').catch(() => undefined)
  } else if (process.platform === 'darwin') {
    const stamp = Math.floor(Date.now() / 1000).toString(16)
    await new Promise<void>((resolve) => {
      execFile('/usr/bin/xattr', ['-w', 'com.apple.quarantine', `0081;${stamp};Tougao Desk;`, file], () => resolve())
    })
  }
}

/** Copies of this run, and of one that was killed. Windows keeps what a program has open; the next start tries again. */
function removeCopies(prefix: string): void {
  const temporary = app.getPath('temp')
  for (const name of readdirSync(temporary)) {
    if (!name.startsWith(prefix)) continue
    try {
      removeFolder(path.join(temporary, name))
    } catch {
      // Held open, or another user's.
    }
  }
}

function removeFolder(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name)
    if (entry.isDirectory()) removeFolder(full)
    else {
      // Windows removes nothing that is read-only.
      chmodSync(full, 0o600)
      unlinkSync(full)
    }
  }
  rmdirSync(folder)
}
