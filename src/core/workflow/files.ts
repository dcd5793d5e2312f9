/** A submission's files: listed, made ready to be shown or opened, read. Bytes come from strangers and are only carried here. */
import type { FileRef, GuardedLink, MailFiles, ReadyFile, SubmissionFiles, TextPreview } from '@shared/domain/file'
import { CHUNK_BYTES } from '@shared/domain/file'
import type { MailLink, ParsedMessage } from '@shared/domain/mail'
import { fileDanger } from '@shared/files/file-danger'
import { expiringShareOf } from '../mail'
import { MAX_PREVIEW_TEXT_BYTES, PREVIEW_HEAD_BYTES, previewKind } from '../manuscript'
import { filesOfNote } from '../store/repositories/authors'
import { getHandedOver, listHandedOver, notedLinks, type NotedLink } from '../store/repositories/files'
import { getParsed } from '../store/repositories/messages'
import { getSubmission, listThread } from '../store/repositories/submissions'
import { keepAttachment } from './attachments'
import type { DeskContext } from './context'
import { refuse } from './refuse'

/** What came with the mails of a submission and beside them. */
export function submissionFiles(context: DeskContext, submissionId: string): SubmissionFiles {
  if (getSubmission(context.db, submissionId) === null) refuse('not-found')
  const mails: MailFiles[] = []
  const links = new Map<string, GuardedLink>()
  const noted = notedLinks(context.db, submissionId)
  for (const { hash, kind, subject, date } of listThread(context.db, submissionId)) {
    const message = getParsed(context.db, hash)
    // A copy brings nothing that is not there already.
    if (message === null || kind === 'duplicate') continue
    const { attachments } = message
    if (attachments.length > 0) mails.push({ messageHash: hash, kind, subject, date, attachments })
    for (const link of linksOf(hash, message, noted)) if (!links.has(link.url)) links.set(link.url, link)
  }
  return {
    mails,
    handedOver: listHandedOver(context.db, submissionId),
    links: [...links.values()].toSorted(byUrgency),
  }
}

function* linksOf(
  messageHash: string,
  message: ParsedMessage,
  noted: ReadonlyMap<string, NotedLink>,
): Generator<GuardedLink> {
  for (const [index, link] of message.links.entries()) {
    if (!link.expiring || !URL.canParse(link.url)) continue
    const { url, name, size, expiresAt } = link
    const known = noted.get(url)
    yield {
      messageHash,
      index,
      url,
      host: new URL(url).hostname,
      service: expiringShareOf(url),
      name,
      size,
      expiresAt,
      state: known?.state ?? 'open',
      sha256: known?.sha256 ?? null,
      notedAt: known?.notedAt ?? null,
    }
  }
}

/** What is to be done first, then what ends first; an end that no mail says comes after those that are known. */
function byUrgency(a: GuardedLink, b: GuardedLink): number {
  const done = Number(a.state !== 'open') - Number(b.state !== 'open')
  return done === 0 ? (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity) || 0 : done
}

/** A link of a mail that expires; refused for any other address. */
export function expiringLink(context: DeskContext, messageHash: string, index: number): MailLink {
  const link = getParsed(context.db, messageHash)?.links[index]
  if (link === undefined || !link.expiring || !URL.canParse(link.url)) return refuse('link-not-found')
  return link
}

interface FoundFile {
  readonly filename: string
  readonly bytes: Buffer
}

/** Takes a file out of its mail or archive; it is a blob from then on, with its kind and its dangers told. */
export async function readyFile(context: DeskContext, ref: FileRef): Promise<ReadyFile> {
  const { filename, bytes } = ref.entry === null ? await whole(context, ref) : await unpacked(context, ref, ref.entry)
  const [sha256 = ''] = await context.blobs.putAll([bytes])
  return {
    sha256,
    filename,
    size: bytes.byteLength,
    preview: previewKind(bytes.subarray(0, PREVIEW_HEAD_BYTES)),
    danger: fileDanger(filename, bytes.subarray(0, 64)),
  }
}

async function whole(context: DeskContext, ref: FileRef): Promise<FoundFile> {
  if (ref.of === 'submission') {
    const file = getHandedOver(context.db, ref.submissionId, ref.sha256) ?? refuse('not-found')
    const bytes = context.blobs.get(file.sha256)
    if (bytes === null) return refuse('file-unreadable', { name: file.filename, detail: '' })
    return { filename: file.filename, bytes }
  }
  if (ref.of === 'note') {
    const file = filesOfNote(context.db, ref.noteId).find(({ sha256 }) => sha256 === ref.sha256) ?? refuse('not-found')
    const bytes = context.blobs.get(file.sha256)
    if (bytes === null) return refuse('file-unreadable', { name: file.filename, detail: '' })
    return { filename: file.filename, bytes }
  }
  const attachment = getParsed(context.db, ref.messageHash)?.attachments.find(({ sha256 }) => sha256 === ref.sha256)
  if (attachment === undefined) return refuse('not-found')
  const kept = await keepAttachment(context, ref.messageHash, ref.sha256)
  if (!kept.ok) return refuse('file-unreadable', { name: attachment.filename, detail: kept.error.detail })
  return { filename: attachment.filename, bytes: kept.value }
}

async function unpacked(context: DeskContext, ref: FileRef, entry: number): Promise<FoundFile> {
  const { filename, bytes } = await whole(context, ref)
  const run = await context.tasks.run('unpack', { bytes: copied(bytes), entry })
  if (!run.ok) return refuse('archive-refused', { name: filename, reason: run.error.code })
  if (!run.value.ok) return refuse('archive-refused', { name: filename, reason: run.value.error })
  const { value } = run.value
  return {
    filename: value.filename,
    bytes: Buffer.from(value.bytes.buffer, value.bytes.byteOffset, value.bytes.byteLength),
  }
}

/** The beginning of a file that `readyFile` made ready, as text. */
export async function previewOfText(context: DeskContext, sha256: string): Promise<TextPreview> {
  const bytes = context.blobs.get(sha256) ?? refuse('not-found')
  const run = await context.tasks.run('preview-text', {
    bytes: copied(bytes.subarray(0, MAX_PREVIEW_TEXT_BYTES)),
    size: bytes.byteLength,
  })
  return run.ok ? run.value : refuse('file-unreadable', { name: '', detail: run.error.detail })
}

/** A piece of a blob, at most `CHUNK_BYTES`; empty past its end. */
export async function chunkOf(context: DeskContext, sha256: string, offset: number, length: number): Promise<Buffer> {
  const piece = await context.blobs.read(sha256, offset, Math.min(length, CHUNK_BYTES))
  return piece ?? refuse('not-found')
}

/** Of its own memory: a message between threads would carry all that a view's memory holds. */
function copied(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes)
}
