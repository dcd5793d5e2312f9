/** Tracked changes of a Word file: which suggestion each element belongs to, and who made it when. */
import type { SuggestionMeta, Suggestions } from '@shared/manuscript/suggestions'
import { MAX_PERSON_CHARACTERS, MAX_SUGGESTIONS } from '../limits'
import { clip } from '../report'
import type { ZonedClock } from '@shared/zoned-clock'
import type { XmlElement } from './xml-tree'

/**
 * Word writes a change of every run as one of its own. What one person changed at one time without unchanged text between is
 * one suggestion here: words that came in place of others, or text that went on in the next paragraph.
 */
export class Changes {
  /** Changes that are no suggestion: of what the schema cannot say so, and past the limit. */
  accepted = 0

  private readonly metas = new Map<string, SuggestionMeta>()
  /** Those under way, by person and time: nested ones are side by side. */
  private readonly underWay = new Map<string, string>()
  private lastFormat: { readonly key: string; readonly id: string } | null = null

  constructor(private readonly clock: ZonedClock) {}

  /** The id of an insertion or deletion; null past the limit, where changes are taken as accepted. */
  ofText(element: XmlElement): string | null {
    const key = keyOf(element)
    const known = this.underWay.get(key)
    if (known !== undefined) return known
    const id = this.add(element)
    if (id !== null) this.underWay.set(key, id)
    return id
  }

  /** The id of a change of formatting. */
  ofFormat(element: XmlElement): string | null {
    const key = keyOf(element)
    if (this.lastFormat?.key === key) return this.lastFormat.id
    const id = this.add(element)
    this.lastFormat = id === null ? null : { key, id }
    return id
  }

  /** The id of a change of a paragraph's type: each its own. */
  ofParagraph(element: XmlElement): string | null {
    return this.add(element)
  }

  /** Unchanged text, or an unchanged end of a paragraph: what comes next is another change. */
  unchanged(): void {
    this.underWay.clear()
  }

  /** Text whose formatting was not changed. */
  unformatted(): void {
    this.lastFormat = null
  }

  /** Those that are named by the ids given. */
  list(ids: ReadonlySet<string>): Suggestions {
    return Object.fromEntries([...this.metas].filter(([id]) => ids.has(id)))
  }

  private add({ attributes }: XmlElement): string | null {
    if (this.metas.size >= MAX_SUGGESTIONS) {
      this.accepted += 1
      return null
    }
    const id = `s${this.metas.size + 1}`
    this.metas.set(id, {
      editorId: null,
      name: personName(attributes['w:author']),
      at: dateOf(attributes, this.clock),
    })
    return id
  }
}

function keyOf({ attributes }: XmlElement): string {
  return `${attributes['w:author'] ?? ''}\n${attributes['w:date'] ?? ''}`
}

/** A name as people write one; empty when there is none. */
export function personName(name: string | undefined): string {
  return clip(name ?? '', MAX_PERSON_CHARACTERS)
}

/**
 * When something was changed or said, UTC milliseconds; null when nobody said. `w:date` is what the writer's clock showed, and
 * programs call that UTC; newer ones write the real time beside it ([MS-DOCX] 2.2, `w16du:dateUtc`).
 */
export function dateOf(attributes: XmlElement['attributes'], clock: ZonedClock): number | null {
  return timeOf(attributes['w16du:dateUtc']) ?? timeOf(attributes['w:date'], clock)
}

/** UTC milliseconds of an `xsd:dateTime`; null when it is none. `clock`: what showed it, unless it says how far from UTC it was. */
export function timeOf(value: string | undefined, clock: ZonedClock | null = null): number | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?$/.exec(value?.trim() ?? '')
  if (match === null) return null
  const [, reading = '', distance = 'Z'] = match
  const time = Date.parse(`${reading}${distance}`)
  if (!Number.isFinite(time)) return null
  return clock === null || distance !== 'Z' ? time : clock.timeOf(time)
}
