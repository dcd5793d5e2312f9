/** 新建来稿: a submission that came without a mail, from a file or a pasted text. */
import { v7 as uuidv7 } from 'uuid'
import type { ContactChannel } from '@shared/domain/author'
import { change, type DeskChange } from '@shared/domain/event'
import type { ConversionRefusal, ImportNote } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import type { ProvenanceEntry } from '@shared/domain/submission'
import { countWords, plainText } from '@shared/manuscript/text'
import { projectDocument } from '@shared/manuscript/projection'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { authorOfAddress, getAuthor } from '../store/repositories/authors'
import { harmlessFilename } from '../mail'
import { lastNumberOfMonth } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { versionChanges } from './convert-pending'
import { convertFile, derive, fileAdded, takeFile, type GivenFile, type TakenFile } from './handed-over'
import { monthCode } from './local-date'
import { refuse } from './refuse'

/** Somebody of the directory, or somebody new: the address may be empty, as of who writes by WeChat. */
export type GivenAuthor =
  | { readonly kind: 'known'; readonly authorId: string }
  | { readonly kind: 'new'; readonly name: string; readonly address: string }
  /** Who the piece says wrote it: a document from the command line. Nobody's name is asked for. */
  | { readonly kind: 'byline' }

export interface NewSubmission {
  readonly author: GivenAuthor
  readonly origin: 'file' | 'paste'
  /** Empty: the one that the file says. */
  readonly title: string
  /** How it came. */
  readonly channel: ContactChannel
  /** What is noted with the author: the WeChat name, how it came. Empty: nothing. */
  readonly note: string
  /** UTC milliseconds. */
  readonly receivedAt: number
  readonly provenance: readonly ProvenanceEntry[]
  readonly file: GivenFile
}

export interface CreatedSubmission {
  readonly submissionId: string
  readonly number: string
  readonly refusal: ConversionRefusal | null
}

/** What a file would become: what the dialog fills in. */
export interface Glance {
  readonly title: string
  readonly byline: string
  readonly words: number
  /** The first paragraphs, a few lines. */
  readonly beginning: string
  readonly report: ImportNote[]
}

/** Characters of a name. */
const LONGEST_NAME = 200

/** Characters of a beginning that is shown. */
const BEGINNING = 400

export async function glanceAt(context: DeskContext, file: GivenFile): Promise<Result<Glance, ConversionRefusal>> {
  const converted = await convertFile(context, harmlessFilename(file.filename, 'file'), new Uint8Array(file.bytes))
  if (!converted.ok) return fail(converted.error)
  const { title, byline, document, report } = converted.value
  const text = plainText(projectDocument(manuscriptSchema.nodeFromJSON(document), 'current'))
  return ok({
    title,
    byline,
    words: countWords(text),
    beginning: text.slice(text.indexOf('\n') + 1).slice(0, BEGINNING),
    report: [...report],
  })
}

/** Registers a submission with the file it came in. A file that cannot be read is kept all the same, and says why. */
export async function createSubmission(context: DeskContext, request: NewSubmission): Promise<CreatedSubmission> {
  const title = request.title.trim()
  const taken = await takeFile(context, request.file, title === '' ? null : title)
  const created = transact(context, () => register(context, request, title, taken))
  announce(context, 'submissions', 'manuscripts', 'authors', 'desk')
  await derive(context, created.versionId)
  const { submissionId, number } = created
  return { submissionId, number, refusal: taken.manuscript.ok ? null : taken.manuscript.error }
}

function register(
  context: DeskContext,
  request: NewSubmission,
  title: string,
  taken: TakenFile,
): { submissionId: string; number: string; versionId: string | null } {
  const byline = taken.manuscript.ok ? taken.manuscript.value.byline : ''
  const author = authorFor(context, request.author, byline)
  const { authorId } = author
  const submissionId = uuidv7({ msecs: context.now() })
  const month = monthCode(request.receivedAt, context.zone)
  const number = `${month}-${String(lastNumberOfMonth(context.db, month) + 1).padStart(3, '0')}`
  const named = title || (taken.manuscript.ok ? taken.manuscript.value.title : '') || stem(taken.filename)
  const changes: DeskChange[] = [
    ...author.changes,
    change('submission.registered', submissionId, {
      submissionId,
      number,
      authorId,
      title: named,
      subject: named,
      receivedAt: request.receivedAt,
      messageHash: null,
      attachments: 0,
      expiringLinks: 0,
      origin: request.origin,
    }),
    fileAdded(submissionId, taken),
    ...request.provenance
      .filter(({ value }) => value.trim() !== '')
      .map((entry) => change('submission.provenance-noted', submissionId, { submissionId, entry })),
  ]
  const text = request.note.trim()
  if (text !== '') {
    const noteId = uuidv7({ msecs: context.now() })
    changes.push(change('author.contact-noted', noteId, { noteId, authorId, channel: request.channel, text }))
  }
  append(context, changes)
  const added = versionChanges(context, submissionId, null, taken.manuscript)
  append(context, added.changes)
  return { submissionId, number, versionId: added.versionId }
}

/** An address that is known already is the same person, whatever name was typed. */
function authorFor(
  context: DeskContext,
  given: GivenAuthor,
  byline: string,
): { authorId: string; changes: DeskChange[] } {
  if (given.kind === 'known') {
    return { authorId: getAuthor(context.db, given.authorId)?.id ?? refuse('no-author'), changes: [] }
  }
  if (given.kind === 'byline') return newAuthor(context, byline.slice(0, LONGEST_NAME), '')
  const address = given.address.trim().toLowerCase()
  const name = given.name.trim()
  const known = address === '' ? null : authorOfAddress(context.db, address)
  if (known !== null) return { authorId: known, changes: [] }
  if (name === '' && address === '') refuse('no-author')
  return newAuthor(context, name, address)
}

function newAuthor(context: DeskContext, name: string, address: string): { authorId: string; changes: DeskChange[] } {
  const authorId = uuidv7({ msecs: context.now() })
  return { authorId, changes: [change('author.registered', authorId, { authorId, name, address })] }
}

function stem(filename: string): string {
  const dot = filename.lastIndexOf('.')
  return dot > 0 ? filename.slice(0, dot) : filename
}
