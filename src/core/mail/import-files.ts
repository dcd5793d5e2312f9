/** Mails from files: one .eml or .msg, an .mbox, or a folder of them. */
import { createReadStream } from 'node:fs'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { FileRefusalReason } from '@shared/domain/mail-import'
import { fail, ok, type Result } from '@shared/domain/result'
import { codeOf, isMissing } from './disk-failure'
import { splitMbox } from './mbox'
import { isCompoundFile } from '../compound-file'
import { MAX_PULLED_BYTES } from './pull-limits'

export { splitMbox } from './mbox'

export interface ImportedMail {
  /** The file; of a mail in an mbox, the file, `#` and its number from 1. */
  readonly path: string
  readonly raw: Uint8Array
}

/** Why a file gave no mail. Codes; sentences are made by who shows them. */
export interface FileRefusal {
  readonly path: string
  readonly reason: FileRefusalReason
  readonly detail: string
}

/** Folders inside one another that are walked: an export has under ten. */
export const MAX_FOLDER_DEPTH = 32

/** Bytes looked at to tell what a file without a telling name is. */
const SNIFF_BYTES = 4096

type Kind = 'eml' | 'emlx' | 'mbox' | 'unsupported'

const KINDS: Readonly<Record<string, Kind>> = {
  '.eml': 'eml',
  // Apple Mail's: a line with the mail's length, the mail, and a property list.
  '.emlx': 'emlx',
  '.mbox': 'mbox',
  '.mbx': 'mbox',
  // One mail as well: the parser tells Outlook's format by its signature.
  '.msg': 'eml',
  // Outlook's stores are databases that need a reader of their own.
  '.pst': 'unsupported',
  '.ost': 'unsupported',
}

/** Reads one .eml or .msg file (any file that holds one raw mail). */
export async function readEml(file: string): Promise<Result<ImportedMail, FileRefusal>> {
  try {
    const { size } = await stat(file)
    if (size > MAX_PULLED_BYTES)
      return fail({ path: file, reason: 'too-large', detail: `${size} bytes, limit ${MAX_PULLED_BYTES}` })
    return ok({ path: file, raw: await readFile(file) })
  } catch (error) {
    return fail(refusalOf(file, error))
  }
}

/**
 * All mails under a path. A file that is named is taken by its extension or by how it begins; in a folder only what is
 * a mail is taken, documents beside it are passed over, and a file that cannot be read is reported and not skipped
 * silently. Symbolic links in folders are not followed: they may lead in a circle or out of it.
 */
export async function* walkMails(target: string): AsyncGenerator<Result<ImportedMail, FileRefusal>> {
  let folder: boolean
  try {
    folder = (await stat(target)).isDirectory()
  } catch (error) {
    yield fail(refusalOf(target, error))
    return
  }
  if (folder) yield* walkFolder(target, 0)
  else yield* readAny(target, true)
}

async function* walkFolder(
  folder: string,
  depth: number,
  isDelivery = false,
): AsyncGenerator<Result<ImportedMail, FileRefusal>> {
  if (depth > MAX_FOLDER_DEPTH) {
    yield fail({ path: folder, reason: 'not-readable', detail: `deeper than ${MAX_FOLDER_DEPTH} folders` })
    return
  }
  let entries
  try {
    entries = await readdir(folder, { withFileTypes: true })
  } catch (error) {
    yield fail(refusalOf(folder, error))
    return
  }
  const names = new Set(entries.map((entry) => entry.name))
  const isMaildir = names.has('cur') && names.has('new')
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const full = path.join(folder, entry.name)
    // A Maildir's `tmp/` holds what is not delivered yet; `outgoing/` is what this desk wrote.
    if (isMaildir && (entry.name === 'tmp' || entry.name === 'outgoing')) continue
    const delivers = isMaildir && (entry.name === 'cur' || entry.name === 'new')
    if (entry.isDirectory()) yield* walkFolder(full, depth + 1, delivers)
    else if (entry.isFile() && !entry.name.startsWith('.')) yield* readAny(full, false, isDelivery)
  }
}

/** `isDelivery`: in a Maildir's `new/` and `cur/` every file is a mail, whatever it begins with. */
async function* readAny(
  file: string,
  named: boolean,
  isDelivery = false,
): AsyncGenerator<Result<ImportedMail, FileRefusal>> {
  let kind: Kind | 'none'
  try {
    kind = isDelivery ? 'eml' : (KINDS[path.extname(file).toLowerCase()] ?? (await sniff(file)))
    // An export of one mail under an mbox's name.
    if (kind === 'mbox' && (await sniff(file)) === 'eml') kind = 'eml'
  } catch (error) {
    yield fail(refusalOf(file, error))
    return
  }
  switch (kind) {
    case 'eml':
      yield await readEml(file)
      return
    case 'emlx': {
      const read = await readEml(file)
      yield read.ok ? withoutEnvelope(read.value) : read
      return
    }
    case 'mbox':
      yield* readMbox(file)
      return
    case 'unsupported':
      yield fail({ path: file, reason: 'format-not-supported', detail: path.extname(file).toLowerCase() })
      return
    case 'none':
      if (named) yield fail({ path: file, reason: 'not-a-mail', detail: path.extname(file).toLowerCase() })
      return
  }
}

function withoutEnvelope({ path, raw }: ImportedMail): Result<ImportedMail, FileRefusal> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length)
  const match = /^(\d{1,12})\s*\n/.exec(bytes.toString('latin1', 0, 32))
  if (match === null) return ok({ path, raw })
  const start = match[0].length
  return ok({ path, raw: bytes.subarray(start, start + Number(match[1])) })
}

async function* readMbox(file: string): AsyncGenerator<Result<ImportedMail, FileRefusal>> {
  try {
    yield* splitMbox(createReadStream(file), file)
  } catch (error) {
    if (codeOf(error) === undefined) throw error
    yield fail(refusalOf(file, error))
  }
}

/** A Maildir's files and many exports have no extension: a header that only mail has tells them. */
async function sniff(file: string): Promise<'eml' | 'mbox' | 'none'> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0)
    const head = buffer.toString('latin1', 0, bytesRead)
    if (/^(?:\u00EF\u00BB\u00BF)?From (?:\S+ |\r?\n)/.test(head)) return 'mbox'
    if (isCompoundFile(buffer.subarray(0, bytesRead))) return (await holdsOutlookMail(file)) ? 'eml' : 'none'
    const isHeader = /^[!-9;-~]+:/.test(head)
    return isHeader &&
      /^(received|message-id|mime-version|return-path|from|date):/im.test(head) &&
      /^(from|date|subject|received):/im.test(head)
      ? 'eml'
      : 'none'
  } finally {
    await handle.close()
  }
}

/** The stream that a message has and a document has not; names of streams are UTF-16. */
const OUTLOOK_PROPERTIES = Buffer.from('__properties_version1.0', 'utf16le')

/** An old Word file begins as a .msg does. */
async function holdsOutlookMail(file: string): Promise<boolean> {
  const { size } = await stat(file)
  return size <= MAX_PULLED_BYTES && (await readFile(file)).includes(OUTLOOK_PROPERTIES)
}

function refusalOf(file: string, error: unknown): FileRefusal {
  const detail = error instanceof Error ? error.message : String(error)
  return { path: file, reason: isMissing(error) ? 'not-found' : 'not-readable', detail }
}
