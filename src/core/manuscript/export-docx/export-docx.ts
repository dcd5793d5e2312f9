/** A manuscript as a Word file: with its tracked changes and comments, as Word itself writes them. */
import { BuilderElement, Document, Packer, Paragraph, type NumberingDefinition, type ParagraphChild } from 'docx'
import type { Node } from 'prosemirror-model'
import { projectDocument } from '@shared/manuscript/projection'
import { manuscriptSchema } from '@shared/manuscript/schema'
import type { ExportThread, ManuscriptToExport } from '../export-types'
import { unpackZip } from '../zip'
import { ZonedClock } from '@shared/zoned-clock'
import { apart, blockOf, paragraphOf, type BlockSetting, type Written } from './blocks'
import { CommentMarks, type Standing } from './comment-marks'
import { finishParts } from './finish-parts'
import { pictureRun } from './pictures'
import { PORTRAIT_WORDS } from '../images'
import { Revisions } from './revisions'
import { BYLINE_STYLE, CLOSING_STYLE, documentStyles } from './styles'
import { runText, xmlText } from './xml-text'

export interface DocxOptions {
  /** Whose eyes it is for: an author's copy holds no comment that is not meant for the author, whatever the caller passes. */
  readonly audience: 'editors' | 'author'
  /** IANA name of the zone whose clock readers know: Word shows the times of changes and comments as they stand. UTC when it is not given. */
  readonly zone?: string
}

/** Of a document in which nothing says a time: the year of the format's first edition. */
const UNDATED = Date.UTC(2006, 0, 1)

/** The file's bytes; the same manuscript gives the same bytes. */
export async function exportDocx(
  input: ManuscriptToExport,
  { audience, zone }: DocxOptions = { audience: 'author' },
): Promise<Uint8Array> {
  const document = manuscriptSchema.nodeFromJSON(input.document)
  const threads = input.threads.filter((thread) => audience === 'editors' || thread.audience === 'author')
  const suggestions: unknown = document.attrs['suggestions']
  const revisions = new Revisions(suggestions)
  const lists: NumberingDefinition[] = []
  const notes = footnotesOf(document)
  const comments = new CommentMarks(document, threads, whereIn(document))
  const setting: BlockSetting = {
    comments,
    revisions,
    pictures: input.pictures,
    notes: new Map(notes.map(({ note, number }) => [note, number])),
    lists,
  }
  const children = content(document, input, setting)
  const footnotes = Object.fromEntries(
    notes.map(({ number, node, position }) => [String(number), { children: paragraphsOf(node, position, setting) }]),
  )
  const file = new Document({
    title: xmlText(projectDocument(document, 'current').firstChild?.textContent ?? ''),
    creator: '',
    lastModifiedBy: '',
    styles: documentStyles,
    numbering: { config: lists },
    comments: { children: comments.options },
    footnotes,
    features: { trackRevisions: revisions.any },
    sections: [{ properties: { page: A4 }, children }],
  })
  const packed = await unpackZip(await Packer.toBuffer(file))
  if (!packed.ok) throw new Error(`the library's own file: ${packed.error.code} ${packed.error.detail}`)
  return finishParts(packed.value, {
    at: latest(threads, revisions),
    clock: zone === undefined ? null : new ZonedClock(zone),
    comments: comments.times,
  })
}

/** Twips. */
const A4 = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 1_440, bottom: 1_440, left: 1_440, right: 1_440 },
} as const

function content(document: Node, input: ManuscriptToExport, setting: BlockSetting): Written[] {
  const blocks: Written[] = []
  document.forEach((node, position) => {
    if (node.type.name === 'title') {
      blocks.push(paragraphOf(node, position, setting, 'Title'))
      if (input.byline.trim() !== '') blocks.push(plain(input.byline.trim(), BYLINE_STYLE))
    } else if (node.type.name !== 'footnote') blocks.push(...blockOf(node, position, setting))
  })
  const closing = input.closing.map((line) => plain(line, CLOSING_STYLE))
  const all = apart([...blocks, ...portraitOf(input), ...closing])
  // Word wants a paragraph at the end.
  return all.at(-1) instanceof Paragraph ? all : [...all, new Paragraph({})]
}

/** The portrait as a line of its own; none where Word cannot show it. */
function portraitOf({ portrait, pictures }: ManuscriptToExport): Paragraph[] {
  const picture = portrait === undefined ? undefined : pictures.get(portrait)
  const run = picture === undefined ? null : pictureRun(picture, PORTRAIT_WORDS, PORTRAIT_SIZE)
  return run === null ? [] : [new Paragraph({ style: CLOSING_STYLE, children: [run] })]
}

/** Pixels. */
const PORTRAIT_SIZE = { width: 72, height: 72 } as const

function plain(text: string, style: string): Paragraph {
  const run = new BuilderElement({ name: 'w:r', children: runText(text, false) })
  return new Paragraph({ style, children: [run as ParagraphChild] })
}

interface NumberedNote {
  readonly note: string
  readonly number: number
  readonly node: Node
  readonly position: number
}

/** Footnotes that are referred to, by the order in which they stand. */
function footnotesOf(document: Node): readonly NumberedNote[] {
  const referred = new Set<string>()
  document.descendants((node) => {
    if (node.type.name === 'footnoteRef') referred.add(String(node.attrs['note']))
  })
  const notes: NumberedNote[] = []
  document.forEach((node, position) => {
    const note = String(node.attrs['note'])
    if (node.type.name === 'footnote' && referred.has(note))
      notes.push({ note, number: notes.length + 1, node, position })
  })
  return notes
}

/** Footnotes by their first references in the text; those that nothing refers to are not written. */
function whereIn(document: Node): (position: number) => Standing {
  const references = new Map<string, number>()
  document.descendants((node, position) => {
    if (node.type.name === 'footnote') return false
    const note = String(node.attrs['note'])
    if (node.type.name === 'footnoteRef' && !references.has(note)) references.set(note, position)
    return true
  })
  return (position) => {
    const block = document.resolve(position).node(1)
    if (block.type.name !== 'footnote') return { kind: 'text' }
    const reference = references.get(String(block.attrs['note']))
    return reference === undefined ? { kind: 'nowhere' } : { kind: 'note', reference }
  }
}

function paragraphsOf(note: Node, position: number, setting: BlockSetting): Paragraph[] {
  const paragraphs: Paragraph[] = []
  note.forEach((node, offset) => paragraphs.push(paragraphOf(node, position + 1 + offset, setting, 'FootnoteText')))
  return paragraphs
}

/** When the last thing was said or changed. */
function latest(threads: readonly ExportThread[], revisions: Revisions): number {
  const times = [...threads.flatMap(({ comments }) => comments.map(({ at }) => at)), ...revisions.times]
  return times.reduce<number>((last, at) => Math.max(last, at ?? 0), UNDATED)
}
