/** Footnotes and endnotes: those that the text refers to, in the order of their references. */
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { ok, type Result } from '@shared/domain/result'
import { MAX_FOOTNOTES } from '../limits'
import type { Part, WordPackage } from './package'
import { childrenNamed, type XmlElement } from './xml-tree'

export interface NoteToRead {
  readonly note: string
  readonly part: Part
  readonly element: XmlElement
}

interface NotePart {
  readonly part: Part
  readonly byId: ReadonlyMap<string, XmlElement>
}

export class Notes {
  /** Those referred to so far. */
  readonly referred: NoteToRead[] = []
  /** References past the limit: their notes are left out. */
  beyond = 0
  private readonly known = new Set<string>()

  private constructor(private readonly parts: Readonly<Record<'footnote' | 'endnote', NotePart | null>>) {}

  static open(file: WordPackage): Result<Notes, ConversionRefusal> {
    const footnotes = notePart(file, 'footnote')
    if (!footnotes.ok) return footnotes
    const endnotes = notePart(file, 'endnote')
    return endnotes.ok ? ok(new Notes({ footnote: footnotes.value, endnote: endnotes.value })) : endnotes
  }

  /** Takes a `w:footnoteReference` or `w:endnoteReference`: the note's name, null when there is no such note. */
  refer(reference: XmlElement): string | null {
    const kind = reference.name === 'w:endnoteReference' ? 'endnote' : 'footnote'
    const id = reference.attributes['w:id'] ?? ''
    const own = this.parts[kind]
    const element = own?.byId.get(id)
    if (own === null || element === undefined) return null
    const note = `${kind} ${id}`
    if (this.known.has(note)) return note
    if (this.known.size >= MAX_FOOTNOTES) {
      this.beyond += 1
      return null
    }
    this.known.add(note)
    this.referred.push({ note, part: own.part, element })
    return note
  }
}

function notePart(file: WordPackage, kind: 'footnote' | 'endnote'): Result<NotePart | null, ConversionRefusal> {
  const part = file.related(`${kind}s`, `${kind}s.xml`)
  if (!part.ok) return part
  if (part.value === null) return ok(null)
  const byId = new Map(
    childrenNamed(part.value.root, `w:${kind}`)
      // The lines between text and notes are notes of a kind of their own.
      .filter(({ attributes }) => !/separator|notice/i.test(attributes['w:type'] ?? ''))
      .map((element) => [element.attributes['w:id'] ?? '', element]),
  )
  return ok({ part: part.value, byId })
}
