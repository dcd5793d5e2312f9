/** One version of a piece as a file, made and named; where it goes is the shell's or the command line's to say. */
import type { ExportFormat } from '@shared/domain/export'
import { assertNever, type Result } from '@shared/domain/result'
import { ZipFile } from 'yazl'
import { exportJson } from '../manuscript/export-json'
import { documentJson } from '@shared/manuscript/document-json'
import { listAnnotations } from '../store/repositories/annotations'
import { getVersion } from '../store/repositories/manuscripts'
import { getSubmission } from '../store/repositories/submissions'
import type { TaskFailure } from '../workers/pool'
import { documentOf } from './checking'
import type { DeskContext } from './context'
import { evidenceBundle, fileName, type MakeDocx } from './evidence-bundle'
import { exportAsText, gatherExport } from './export'
import { makeFile } from './made-files'
import { refuse } from './refuse'

/** A file in `made/`, and how it is to leave. */
export interface MadeExport {
  readonly name: string
  /** A proposal, without a folder. */
  readonly filename: string
  readonly how: 'as-is' | 'pdf'
}

/** What a format's file holds; `page` is still to be printed. */
export type ExportContent =
  | { readonly kind: 'file'; readonly content: Uint8Array | string | NodeJS.ReadableStream }
  | { readonly kind: 'page'; readonly html: string }

export async function exportVersion(context: DeskContext, versionId: string, to: ExportFormat): Promise<MadeExport> {
  const version = getVersion(context.db, versionId) ?? refuse('not-found')
  const { row } = getSubmission(context.db, version.submissionId) ?? refuse('not-found')
  const content = await exportContent(context, versionId, to)
  const stem = `${row.number} ${fileName(version.title || row.title, '稿件')}`
  // Markdown with its pictures is several files: they go in one.
  const extension = EXTENSIONS[to]
  const mark = MARKS[to]
  return {
    name: await makeFile(context, content.kind === 'page' ? content.html : content.content),
    filename: `${stem}${mark === '' ? '' : ` ${mark}`}.${extension}`,
    how: content.kind === 'page' ? 'pdf' : 'as-is',
  }
}

/** What tells copies of one piece apart when they lie in one folder. */
const MARKS: Readonly<Record<ExportFormat, string>> = {
  docx: '内部批注稿',
  'docx-author': '批注稿',
  'docx-clean': '定稿',
  html: '',
  md: '',
  pdf: '',
  json: '',
  bundle: '证据包',
}

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = {
  docx: 'docx',
  'docx-author': 'docx',
  'docx-clean': 'docx',
  html: 'html',
  md: 'zip',
  pdf: 'pdf',
  json: 'json',
  bundle: 'zip',
}

export async function exportContent(context: DeskContext, versionId: string, to: ExportFormat): Promise<ExportContent> {
  const version = getVersion(context.db, versionId) ?? refuse('not-found')
  switch (to) {
    case 'docx':
    case 'docx-author':
    case 'docx-clean': {
      const docx = await makeDocx(context, versionId, to)
      return docx.ok ? { kind: 'file', content: docx.value } : refuse('export-failed', { reason: docx.error.detail })
    }
    case 'html': {
      const { text } = await exportAsText(context, await gatherExport(context, versionId, 'site', 'readers'), 'page')
      return { kind: 'file', content: text }
    }
    case 'pdf': {
      const { text } = await exportAsText(context, await gatherExport(context, versionId, 'site', 'readers'), 'page')
      return { kind: 'page', html: text }
    }
    case 'md': {
      const request = await gatherExport(context, versionId, 'site', 'readers')
      const { text, pictures } = await exportAsText(context, request, 'markdown', 'pictures')
      const zip = new ZipFile()
      const mtime = new Date(context.now())
      zip.addBuffer(Buffer.from(text, 'utf8'), `${fileName(version.title, '稿件')}.md`, { mtime })
      for (const { path, bytes } of pictures) zip.addBuffer(Buffer.from(bytes), path, { mtime, compress: false })
      zip.end()
      return { kind: 'file', content: zip.outputStream }
    }
    case 'json':
      return { kind: 'file', content: versionJson(context, versionId) }
    case 'bundle': {
      const make: MakeDocx = (id) => makeDocx(context, id, 'docx')
      const { stream } = await evidenceBundle(context, version.submissionId, make)
      return { kind: 'file', content: stream }
    }
    default:
      return assertNever(to)
  }
}

/** A version with its annotations as one line of canonical JSON. */
export function versionJson(context: DeskContext, versionId: string): string {
  const version = getVersion(context.db, versionId) ?? refuse('not-found')
  return exportJson({
    document: documentJson(documentOf(context, version.contentHash)),
    byline: version.byline,
    images: version.images,
    report: version.report,
    annotations: listAnnotations(context.db, version.submissionId).filter((each) => each.versionId === version.id),
  })
}

/** A Word file, made in a worker: for the desk with all marks, for the author without what is said among editors, or clean. */
async function makeDocx(
  context: DeskContext,
  versionId: string,
  to: 'docx' | 'docx-author' | 'docx-clean',
): Promise<Result<Uint8Array, TaskFailure>> {
  const request = await gatherExport(context, versionId, 'site', DOCX_AUDIENCES[to])
  return context.tasks.run('export-docx', {
    request,
    options: { audience: to === 'docx' ? 'editors' : 'author', zone: context.zone },
  })
}

const DOCX_AUDIENCES = { docx: 'desk', 'docx-author': 'author', 'docx-clean': 'readers' } as const
