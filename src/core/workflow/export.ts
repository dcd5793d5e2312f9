/** A piece on its way out of the desk: its text with all that goes with it, as files and for the clipboard. */
import { forAuthor, type Annotation, type AnnotationComment } from '@shared/domain/annotation'
import type { ExportSettings, PasteTarget } from '@shared/domain/export'
import type { PieceDetail, PieceField } from '@shared/domain/piece'
import type { ProvenanceEntry } from '@shared/domain/submission'
import type { CarriedPlace } from '@shared/manuscript/anchor-place'
import { documentJson } from '@shared/manuscript/document-json'
import { projectedBlocks, projectDocument } from '@shared/manuscript/projection'
import { makeAnchor, makeAnchorOver, placeAnchor, spansOf } from '@shared/manuscript/anchor'
import { plainText } from '@shared/manuscript/text'
import { Fragment, type Node } from 'prosemirror-model'
import type { ExportThread } from '../manuscript/export-types'
import { listAnnotations } from '../store/repositories/annotations'
import { getDesk } from '../store/repositories/desk'
import { getVersion } from '../store/repositories/manuscripts'
import { listDetails } from '../store/repositories/piece'
import { getSubmission, listProvenance } from '../store/repositories/submissions'
import type { ExportRequest, TextExport, TextExportKind } from '../workers/export-text'
import { carriedAnnotations } from './carried'
import { documentOf } from './checking'
import type { DeskContext } from './context'
import { quoteForLetter } from './draft-letter'
import { refuse } from './refuse'
import { renderStatement } from './statement'

/** Whose eyes a copy is for: the desk's own, the author's, or readers' (no marks at all). */
export type ExportAudience = 'desk' | 'author' | 'readers'

/**
 * Gathers what an exporter needs. `channel`: whose title, 署名 and 简介 count. For readers, suggested changes are taken as
 * accepted and comments left out; for the author, comments among editors and those that name a colleague are.
 */
export async function gatherExport(
  context: DeskContext,
  versionId: string,
  channel: PasteTarget,
  audience: ExportAudience,
): Promise<ExportRequest> {
  const version = getVersion(context.db, versionId) ?? refuse('not-found')
  const submission = getSubmission(context.db, version.submissionId) ?? refuse('not-found')
  const settings = getDesk(context.db)?.exportSettings
  if (settings === undefined) throw new Error('the desk is not there')
  const details = listDetails(context.db, version.submissionId)
  const whole = documentOf(context, version.contentHash)
  const document = audience === 'readers' ? projectDocument(whole, 'current') : whole
  const title = detailFor(details, channel, 'final-title')
  const titled = audience === 'readers' && title !== '' ? withTitle(document, title) : document
  const signature = detailFor(details, channel, 'signature')
  const byline = signature === '' ? version.byline : `文：${signature}`
  const portrait = audience === 'readers' && settings.bio ? detailFor(details, channel, 'avatar') : ''
  const inText = picturesOf(titled)
  const shown =
    portrait === '' || inText.some(({ sha256 }) => sha256 === portrait)
      ? inText
      : [...inText, { sha256: portrait, contentType: '' }]
  return {
    manuscript: {
      ...(portrait !== '' && { portrait }),
      document: documentJson(titled),
      byline: settings.byline ? byline : '',
      threads: audience === 'readers' ? [] : await threadsOf(context, version, whole, audience),
      closing:
        audience === 'readers'
          ? closingOf(settings, channel, details, listProvenance(context.db, submission.row.id))
          : [],
    },
    pictures: shown.map((picture) => ({ ...picture, file: context.blobs.path(picture.sha256) })),
  }
}

/** Runs an exporter of text in a worker. */
export async function exportAsText(
  context: DeskContext,
  request: ExportRequest,
  kind: TextExportKind,
  pictureFolder = '',
): Promise<TextExport> {
  const run = await context.tasks.run('export-text', { request, kind, pictureFolder })
  if (!run.ok) return refuse('export-failed', { reason: run.error.detail })
  return run.value
}

/** What goes on the clipboard: HTML for editors that take it, plain text for the others. */
export async function exportForClipboard(
  context: DeskContext,
  versionId: string,
  target: PasteTarget,
): Promise<{ readonly html: string; readonly text: string }> {
  const request = await gatherExport(context, versionId, target, 'readers')
  const { text: html } = await exportAsText(context, request, target === 'wechat' ? 'wechat' : 'fragment')
  const document = documentOf(context, (getVersion(context.db, versionId) ?? refuse('not-found')).contentHash)
  const words = [
    request.manuscript.byline,
    plainText(projectDocument(document, 'current')),
    ...request.manuscript.closing,
  ]
  return { html, text: words.filter((part) => part !== '').join('\n\n') }
}

/** The channel's own word, else the one for all. */
export function detailFor(details: readonly PieceDetail[], channel: string, field: PieceField): string {
  const of = (name: string): string | undefined =>
    details.find((each) => each.channel === name && each.field === field)?.value
  return of(channel) ?? of('') ?? ''
}

/** What stands under the text: 作者简介, the statement with the piece's own facts, the site's closing lines. */
export function closingOf(
  settings: ExportSettings,
  channel: PasteTarget,
  details: readonly PieceDetail[],
  provenance: readonly ProvenanceEntry[],
): string[] {
  const said = (field: ProvenanceEntry['field']): string => provenance.find((each) => each.field === field)?.value ?? ''
  const bio = settings.bio ? detailFor(details, channel, 'bio') : ''
  const statement =
    settings.statement === ''
      ? ''
      : renderStatement(settings.statement, {
          signature: detailFor(details, channel, 'signature'),
          first_publication: said('first-publication'),
          authorization: said('authorization'),
          pictures: said('pictures'),
          ai_statement: said('ai-statement'),
        })
  const parts = [bio === '' ? '' : `作者简介：${bio}`, statement, settings.closing]
  return parts
    .flatMap((part) => part.split(/\n{2,}/))
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** The pictures of a document, each once, in the order of the text. */
export function picturesOf(document: Node): { readonly sha256: string; readonly contentType: string }[] {
  const found = new Map<string, string>()
  document.descendants((node) => {
    if (node.type.name !== 'image') return
    const sha256 = String(node.attrs['sha256'])
    if (sha256 !== '' && !found.has(sha256)) found.set(sha256, String(node.attrs['contentType']))
  })
  return [...found].map(([sha256, contentType]) => ({ sha256, contentType }))
}

const NOWHERE: CarriedPlace = { kind: 'lost', confidence: 0 }

/**
 * The comment threads, each where its words are now. One whose words are gone stands at the title and says which they were, so
 * that nothing that was said is left behind. A highlight without words says nothing to a reader of the file.
 */
async function threadsOf(
  context: DeskContext,
  version: { readonly id: string; readonly submissionId: string; readonly contentHash: string },
  document: Node,
  audience: 'desk' | 'author',
): Promise<ExportThread[]> {
  const blocks = { current: projectedBlocks(document, 'current'), base: projectedBlocks(document, 'base') }
  const { places } = await carriedAnnotations(context, version.id)
  const carried = new Map(places.map(({ annotationId, place }) => [annotationId, place]))
  const title = blocks.current.find(({ text }) => text !== '')
  return listAnnotations(context.db, version.submissionId)
    .map((annotation) => threadOf(annotation, audience === 'desk' ? annotation.comments : forAuthor(annotation)))
    .filter(({ comments }) => comments.length > 0)
    .map((thread) => {
      const { anchor, annotationId: id } = thread
      if (anchor.contentHash === version.contentHash) {
        const place = placeAnchor(blocks[anchor.projection], anchor)
        if (place.kind === 'exact') return thread
      }
      const place = carried.get(id) ?? NOWHERE
      if (place.kind !== 'lost' && place.kind !== 'uncertain') {
        const there = makeAnchorOver(version.contentHash, blocks.current, spansOf(place))
        if (there !== null) return { ...thread, anchor: there }
      }
      // A text without a word has nothing to comment on.
      if (title === undefined) return thread
      return {
        ...thread,
        anchor: makeAnchor(version.contentHash, title, 0, title.text.length),
        comments: thread.comments.map((comment, index) =>
          index === 0
            ? { ...comment, text: `（原处的文字已变：“${quoteForLetter(anchor)}”）${comment.text}` }
            : comment,
        ),
      }
    })
}

function threadOf(annotation: Annotation, comments: readonly AnnotationComment[]): ExportThread {
  return {
    annotationId: annotation.id,
    audience: annotation.audience,
    anchor: annotation.anchor,
    state: annotation.state,
    comments: comments.map(({ editorName, at, text }) => ({ name: editorName, at, text })),
  }
}

function withTitle(document: Node, title: string): Node {
  const first = document.firstChild
  if (first === null) throw new Error('a document has a title')
  const titled = first.copy(Fragment.from(document.type.schema.text(title)))
  return document.copy(document.content.replaceChild(0, titled))
}
