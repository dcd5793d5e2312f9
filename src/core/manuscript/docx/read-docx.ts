/** The parts of a Word file → a draft: the text with its formatting, notes, tracked changes and comments. */
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import { BlockBuilder } from '../block-builder'
import type { Draft, DraftFootnote } from '../draft'
import { ImageStore } from '../images'
import type { NodeJson } from '../node-json'
import type { OoxmlParts } from '../ooxml-parts'
import { Report } from '../report'
import { ZonedClock } from '@shared/zoned-clock'
import { BodyReader, type BodyContext } from './body-reader'
import { Changes } from './changes'
import { CommentRanges } from './comment-ranges'
import { readComments } from './comments'
import { Drawings } from './drawings'
import { Notes } from './notes'
import { Numbering } from './numbering'
import { WordPackage } from './package'
import { Styles } from './styles'
import { child } from './xml-tree'

export function readDocx(parts: OoxmlParts, zone: string | null): Result<Draft, ConversionRefusal> {
  const file = WordPackage.open(parts)
  if (!file.ok) return file
  const styles = file.value.related('styles', 'styles.xml')
  if (!styles.ok) return styles
  const numbering = file.value.related('numbering', 'numbering.xml')
  if (!numbering.ok) return numbering
  const clock = new ZonedClock(zone)
  const comments = readComments(file.value, clock)
  if (!comments.ok) return comments
  const notes = Notes.open(file.value)
  if (!notes.ok) return notes

  const { main } = file.value
  const body = child(main.root, 'w:body')
  if (main.root.name !== 'w:document' || body === undefined)
    return fail({ code: 'corrupt', detail: `${main.name} has no text` })
  const report = new Report()
  report.add(parts.notes)
  const images = new ImageStore(report)
  const changes = new Changes(clock)
  const ranges = new CommentRanges(comments.value.threadOf)
  const context: BodyContext = {
    styles: new Styles(styles.value?.root),
    numbering: new Numbering(numbering.value?.root),
    changes,
    comments: ranges,
    drawings: new Drawings(file.value, images, report),
    notes: notes.value,
    report,
  }

  const builder = new BlockBuilder(0)
  new BodyReader(builder, main, context).read(body)
  const blocks = builder.end()
  // The list grows no more: a note in a note is not referred to from the text.
  const footnotes = readFootnotes(notes.value, context)
  if (builder.full || notes.value.beyond > 0) report.note('truncated')

  const threads = comments.value.threads.filter(({ id }) => ranges.hasMet(id))
  const unmet = comments.value.threads.filter(({ id }) => !ranges.hasMet(id)).flatMap((thread) => thread.comments)
  const dropped = comments.value.dropped + unmet.length
  if (dropped > 0) report.note('comments-dropped', String(dropped))
  if (comments.value.clipped > 0) report.note('truncated', `comments ${comments.value.clipped}`)
  return ok({
    sourceKind: 'docx',
    blocks,
    declaredTitle: builder.declaredTitle,
    declaredByline: '',
    images: images.list(),
    notes: report.list(),
    footnotes,
    threads,
    suggestions: changes.list(suggestionsIn([...blocks, ...footnotes.flatMap((note) => note.blocks)])),
    changesAccepted: changes.accepted,
  })
}

function readFootnotes(notes: Notes, context: BodyContext): readonly DraftFootnote[] {
  return [...notes.referred].map(({ note, part, element }) => {
    const builder = new BlockBuilder(0)
    new BodyReader(builder, part, context).read(element)
    return { note, blocks: builder.end() }
  })
}

/** The ids of the suggestions that marks and attributes of the nodes name. */
function suggestionsIn(nodes: readonly NodeJson[], found = new Set<string>()): ReadonlySet<string> {
  for (const { attrs, marks, content } of nodes) {
    for (const mark of marks ?? [])
      if (mark.type !== 'thread' && mark.attrs !== undefined && 'id' in mark.attrs) found.add(mark.attrs.id)
    for (const value of [attrs?.['paragraphMark'], attrs?.['was']])
      if (typeof value === 'object' && value !== null) found.add(value.id)
    if (content !== undefined) suggestionsIn(content, found)
  }
  return found
}
