/** Tracked changes of an OpenDocument text (ODF 1.2, 5.5): what each change region says, and what a deletion took away. */
import type { SuggestionMeta } from '@shared/manuscript/suggestions'
import { clip } from '../report'
import { MAX_PERSON_CHARACTERS, MAX_SUGGESTIONS } from '../limits'
import { child, elements, allText, type XmlElement } from '../docx/xml-tree'
import type { ZonedClock } from '@shared/zoned-clock'

export interface OdtChange {
  readonly kind: 'insertion' | 'deletion' | 'format'
  /** The suggestion's id in our document. */
  readonly id: string
  readonly meta: SuggestionMeta
  /** What was deleted: paragraphs, the first and last of which belong to the text around the place. */
  readonly deleted: readonly XmlElement[]
}

export interface OdtChanges {
  /** By the id that the text refers to. */
  readonly byId: ReadonlyMap<string, OdtChange>
  /** Changes beyond the bound: insertions are taken as accepted, deletions too. */
  readonly beyond: number
}

const KINDS: ReadonlyMap<string, OdtChange['kind']> = new Map([
  ['text:insertion', 'insertion'],
  ['text:deletion', 'deletion'],
  ['text:format-change', 'format'],
])

export function readChanges(body: XmlElement, clock: ZonedClock): OdtChanges {
  const byId = new Map<string, OdtChange>()
  let beyond = 0
  const regions = child(body, 'text:tracked-changes')
  for (const region of regions === undefined ? [] : elements(regions)) {
    const id = region.attributes['xml:id'] ?? region.attributes['text:id']
    const change = elements(region).find(({ name }) => KINDS.has(name))
    const kind = KINDS.get(change?.name ?? '')
    if (id === undefined || change === undefined || kind === undefined) continue
    if (byId.size >= MAX_SUGGESTIONS) {
      beyond += 1
      continue
    }
    const info = child(change, 'office:change-info')
    byId.set(id, {
      kind,
      id: `f${byId.size + 1}`,
      meta: { editorId: null, name: saidBy(info), at: saidAt(info, clock) },
      deleted: kind === 'deletion' ? elements(change).filter(({ name }) => name !== 'office:change-info') : [],
    })
  }
  return { byId, beyond }
}

export function saidBy(info: XmlElement | undefined): string {
  const creator = info === undefined ? undefined : child(info, 'dc:creator')
  return creator === undefined ? '' : clip(allText(creator), MAX_PERSON_CHARACTERS)
}

/** UTC milliseconds. A time that names no zone is what the writer's clock showed. */
export function saidAt(info: XmlElement | undefined, clock: ZonedClock): number | null {
  const date = info === undefined ? undefined : child(info, 'dc:date')
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/.exec(
    date === undefined ? '' : allText(date).trim(),
  )
  const at = match === null ? Number.NaN : Date.parse(`${match[1] ?? ''}${match[2] ?? 'Z'}`)
  if (Number.isNaN(at)) return null
  return match?.[2] === undefined ? clock.timeOf(at) : at
}
