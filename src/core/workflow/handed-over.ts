/** Files that come another way than by mail: added to a submission, as its new version where they can be read as one. */
import { change, type DeskChange } from '@shared/domain/event'
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { ok, type Result } from '@shared/domain/result'
import { extensionOf } from '@shared/files/file-danger'
import { harmlessFilename } from '../mail'
import type { ManuscriptConversion } from '../manuscript'
import { getSubmission } from '../store/repositories/submissions'
import { checkVersion } from './checking'
import { announce, append, transact, type DeskContext } from './context'
import { keepManuscript, versionChanges, type KeptManuscript } from './convert-pending'
import { expiringLink } from './files'
import { refuse } from './refuse'
import { noteSimilar } from './similar'

export interface GivenFile {
  /** As its owner calls it; never a path. */
  readonly filename: string
  readonly bytes: Uint8Array
}

/** A file that is kept, as it is. */
export interface KeptFile {
  readonly sha256: string
  readonly filename: string
  readonly contentType: string
  readonly size: number
  /** The names in an archive; null when it is none. */
  readonly entries: string[] | null
}

/** A file that is kept, and what became of it as a manuscript. */
export interface TakenFile extends KeptFile {
  readonly manuscript: Result<KeptManuscript, ConversionRefusal>
}

/** What adding a file did: the version it became, or why it became none. */
export interface AddedFile {
  readonly versionId: string | null
  readonly refusal: ConversionRefusal | null
}

/** Adds a file to a submission. `link`: the expiring link that it was behind, which counts as fetched then. */
export async function addFile(
  context: DeskContext,
  submissionId: string,
  given: GivenFile,
  link: { readonly messageHash: string; readonly index: number } | null = null,
): Promise<AddedFile> {
  if (getSubmission(context.db, submissionId) === null) refuse('not-found')
  const url = link === null ? null : expiringLink(context, link.messageHash, link.index).url
  const taken = await takeFile(context, given)
  const versionId = transact(context, () => {
    const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
    const changes: DeskChange[] = [fileAdded(submissionId, taken)]
    if (url !== null) {
      const noted = { submissionId, url, state: 'captured' as const, sha256: taken.sha256 }
      changes.push(change('submission.link-noted', submissionId, noted))
    }
    // What cannot be read beside a version that can says nothing about the submission.
    const isNews = taken.manuscript.ok || submission.row.versions === 0
    const added = isNews ? versionChanges(context, submissionId, null, taken.manuscript) : NOTHING_ADDED
    append(context, [...changes, ...added.changes])
    return added.versionId
  })
  announce(context, 'submissions', 'manuscripts', 'desk')
  await derive(context, versionId)
  return { versionId, refusal: taken.manuscript.ok ? null : taken.manuscript.error }
}

const NOTHING_ADDED = { changes: [], versionId: null } as const

export function fileAdded(
  submissionId: string,
  { sha256, filename, contentType, size, entries }: TakenFile,
): DeskChange {
  return change('submission.file-added', submissionId, { submissionId, sha256, filename, contentType, size, entries })
}

/** Checks a new version and looks for its likes. */
export async function derive(context: DeskContext, versionId: string | null): Promise<void> {
  if (versionId === null) return
  await checkVersion(context, versionId)
  await noteSimilar(context, versionId)
}

/** Keeps a file as it is, under a harmless name; nothing is recorded yet. */
export async function keepFile(context: DeskContext, given: GivenFile): Promise<KeptFile> {
  const filename = harmlessFilename(given.filename, 'file')
  const bytes = new Uint8Array(given.bytes)
  const [sha256 = ''] = await context.blobs.putAll([bytes])
  return {
    sha256,
    filename,
    contentType: CONTENT_TYPES.get(extensionOf(filename)) ?? 'application/octet-stream',
    size: bytes.byteLength,
    entries: extensionOf(filename) === 'zip' ? await entriesOf(context, bytes) : null,
  }
}

/** Keeps a file as it is and converts it, in a worker; nothing is recorded yet. `title`: instead of the one that was found. */
export async function takeFile(
  context: DeskContext,
  given: GivenFile,
  title: string | null = null,
): Promise<TakenFile> {
  const kept = await keepFile(context, given)
  const converted = await convertFile(context, kept.filename, new Uint8Array(given.bytes))
  return {
    ...kept,
    manuscript: converted.ok ? ok(await keepManuscript(context, titled(converted.value, title))) : converted,
  }
}

/** Converts without keeping anything: what would become of a file. */
export async function convertFile(
  context: DeskContext,
  filename: string,
  bytes: Uint8Array,
): Promise<Result<ManuscriptConversion, ConversionRefusal>> {
  const input = { kind: 'file', filename, bytes, zone: context.zone } as const
  return context.conversions.run(context, 'convert', input, { kind: 'file', filename })
}

async function entriesOf(context: DeskContext, bytes: Uint8Array): Promise<string[] | null> {
  const run = await context.tasks.run('list-entries', { bytes })
  return run.ok && run.value !== null ? [...run.value] : null
}

/** A manuscript under the title that its editor gave it. */
function titled(manuscript: ManuscriptConversion, title: string | null): ManuscriptConversion {
  if (title === null || title === manuscript.title) return manuscript
  const { document } = manuscript
  const [first, ...rest] = (document['content'] ?? []) as { readonly type: string }[]
  if (first?.type !== 'title') throw new Error('a document begins with its title')
  const content = title === '' ? [] : [{ type: 'text', text: title }]
  return { ...manuscript, title, document: { ...document, content: [{ ...first, content }, ...rest] } }
}

/** Of what authors hand over; the type of anything else tells nobody anything. */
const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['doc', 'application/msword'],
  ['pdf', 'application/pdf'],
  ['zip', 'application/zip'],
  ['txt', 'text/plain'],
  ['md', 'text/markdown'],
  ['html', 'text/html'],
  ['htm', 'text/html'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
])
