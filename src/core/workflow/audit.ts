/** 操作记录: the record searched, shown event by event, and taken out as a file. Changes nothing. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  auditKindOf,
  type AuditDetail,
  type AuditEntry,
  type AuditExportFormat,
  type AuditFilter,
} from '@shared/domain/audit'
import { eventPayloads, type RecordedEvent } from '@shared/domain/event'
import { readHead } from '../record/append'
import { eventsOfAuthors, eventsOfPieces, matchingEvents, smallLetters, type EventQuery } from '../record/find-events'
import { storedEventsOf, typedEvent, type StoredEvent } from '../record/read-events'
import { getAuthor } from '../store/repositories/authors'
import { getEditor } from '../store/repositories/desk'
import { getSubmission } from '../store/repositories/submissions'
import { auditLines } from './audit-file'
import type { DeskContext } from './context'
import { addDays, dayStart, localDate } from './local-date'
import { makeFile } from './made-files'
import { refuse } from './refuse'
import { actsAsSenior, isWithheld } from './roles'
import { paramsOf } from './timeline'

/** Events looked at before other work gets its turn: with words every payload is read. */
const SLICE = 20_000
const SLICE_WITH_WORDS = 2_000

/** Words of one search that are looked for; more are left out. */
const WORDS = 8

/** Searches that are remembered, so that a list's pages do not search again. */
const REMEMBERED = 4

const EVENT_TYPES = Object.keys(eventPayloads)

/** Characters of a payload that are shown. */
export const PAYLOAD_SHOWN = 200_000

/** Events written to a file at a time. */
const EXPORT_SLICE = 500

interface Found {
  /** The newest event that was looked at, by number and hash: another record has others. */
  readonly head: { readonly seq: number; readonly hash: string }
  /** Newest first. */
  readonly numbers: Promise<readonly number[]>
}

export interface AuditSearch {
  /** A page of the events that a filter asks for, newest first. */
  page(filter: AuditFilter, offset: number, limit: number): Promise<{ rows: AuditEntry[]; total: number }>
  /** Writes all of them to a file of `made/`; its name there and the name to offer. */
  exportAll(filter: AuditFilter, format: AuditExportFormat): Promise<{ name: string; filename: string }>
}

export function openAuditSearch(context: DeskContext): AuditSearch {
  const remembered = new Map<string, Found>()

  function find(filter: AuditFilter): Promise<readonly number[]> {
    // Another role finds other words.
    const key = JSON.stringify([actsAsSenior(context), filter])
    const head = readHead(context.db)
    const known = remembered.get(key)
    if (known !== undefined && known.head.seq === head.seq && known.head.hash === head.hash) return known.numbers
    const numbers = goesOn(known, filter)
      ? known.numbers.then(async (older) => [
          ...(await search(context, filter, known.head.seq + 1, head.seq)),
          ...older,
        ])
      : search(context, filter, 1, head.seq)
    // What failed is searched again.
    numbers.catch(() => {
      remembered.delete(key)
    })
    remembered.delete(key)
    remembered.set(key, { head, numbers })
    const oldest = remembered.keys().next().value
    if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest)
    return numbers
  }

  /** Only what came since has to be looked at. Whom an event concerns may change: a piece of another author now, a new title. */
  function goesOn(known: Found | undefined, { piece, author }: AuditFilter): known is Found {
    if (known === undefined || piece !== '' || author !== '') return false
    return storedEventsOf(context.db, [known.head.seq])[0]?.hash === known.head.hash
  }

  return {
    async page(filter, offset, limit) {
      const numbers = await find(filter)
      const stored = storedEventsOf(context.db, numbers.slice(offset, offset + limit))
      const entryOf = entries(context)
      return { rows: stored.map(entryOf), total: numbers.length }
    },
    async exportAll(filter, format) {
      const numbers = await find(filter)
      const entryOf = entries(context)
      async function* rows(): AsyncGenerator<{ stored: StoredEvent; entry: AuditEntry }> {
        // Oldest first, as the chain goes.
        for (let end = numbers.length; end > 0; end -= EXPORT_SLICE) {
          const slice = numbers.slice(Math.max(0, end - EXPORT_SLICE), end).toReversed()
          for (const stored of storedEventsOf(context.db, slice)) {
            yield {
              stored: isWithheld(context, stored.type) ? { ...stored, payload: null } : stored,
              entry: entryOf(stored),
            }
          }
          await nextTurn()
        }
      }
      const name = await makeFile(context, auditLines(rows(), format))
      return { name, filename: `audit-${localDate(context.now(), context.zone)}.${format}` }
    },
  }
}

/** One event whole. Refused: `not-found`. */
export function auditDetail(context: DeskContext, seq: number): AuditDetail {
  const stored = storedEventsOf(context.db, [seq])[0] ?? refuse('not-found')
  const kept = isWithheld(context, stored.type)
  const text = stored.payload === null || kept ? null : indented(stored.payload)
  return {
    entry: entries(context)(stored),
    hash: stored.hash,
    prevHash: stored.prev_hash,
    payload: text?.slice(0, PAYLOAD_SHOWN) ?? null,
    withheld: kept,
    cut: text !== null && text.length > PAYLOAD_SHOWN,
  }
}

/** A payload that somebody spoilt by hand is shown as it stands. */
function indented(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2)
  } catch {
    return payload
  }
}

/** Numbers in `first..head`, newest first. */
async function search(
  context: DeskContext,
  filter: AuditFilter,
  first: number,
  head: number,
): Promise<readonly number[]> {
  const { db, zone } = context
  const words = filter.words.split(/\s+/u).filter((word) => word !== '')
  const query: EventQuery = {
    editorId: filter.editorId,
    types: typesOf(context, filter, words.length > 0),
    from: filter.from === null ? null : dayStart(filter.from, zone),
    until: filter.to === null ? null : dayStart(addDays(filter.to, 1), zone),
    words: words.slice(0, WORDS).map(smallLetters),
  }
  const concerned = [
    ...(filter.piece === '' ? [] : [eventsOfPieces(db, filter.piece)]),
    ...(filter.author === '' ? [] : [eventsOfAuthors(db, filter.author)]),
  ]
  const slice = query.words.length === 0 ? SLICE : SLICE_WITH_WORDS
  const found: number[] = []
  // Numbers begin at 1; one below was put in by hand, and `verify` tells of it.
  for (let last = head; last >= first; last -= slice) {
    const numbers = matchingEvents(db, query, Math.max(first, last - slice + 1), last)
    for (const seq of numbers) if (concerned.every((each) => each.has(seq))) found.push(seq)
    if (last - slice >= first) await nextTurn()
  }
  return found
}

/** What is withheld is not found by its words either: finding it would say it. */
function typesOf(context: DeskContext, { kind }: AuditFilter, byWords: boolean): readonly string[] | null {
  const hidden = byWords && !actsAsSenior(context)
  if (kind === null && !hidden) return null
  return EVENT_TYPES.filter(
    (type) => (kind === null || auditKindOf(type) === kind) && !(hidden && isWithheld(context, type)),
  )
}

/** Makes entries of stored events; looks each piece, author and editor up once. */
function entries(context: DeskContext): (stored: StoredEvent) => AuditEntry {
  const pieceOf = once((id) => getSubmission(context.db, id))
  const authorOf = once((id) => getAuthor(context.db, id))
  const editorOf = once((id) => getEditor(context.db, id))
  return (stored) => {
    const event = readable(stored)
    const about = (event?.payload ?? {}) as { readonly submissionId?: unknown; readonly authorId?: unknown }
    const submissionId = typeof about.submissionId === 'string' ? about.submissionId : null
    const piece = submissionId === null ? null : pieceOf(submissionId)
    const authorId = typeof about.authorId === 'string' ? about.authorId : (piece?.authorId ?? null)
    return {
      id: String(stored.seq),
      seq: stored.seq,
      type: stored.type,
      kind: auditKindOf(stored.type),
      at: stored.at,
      editorId: stored.editor_id,
      editorName: editorOf(stored.editor_id)?.name ?? '',
      submissionId: piece === null ? null : submissionId,
      submissionNumber: piece?.row.number ?? null,
      submissionTitle: piece?.row.title ?? null,
      authorId,
      authorName: authorId === null ? null : (authorOf(authorId)?.name ?? null),
      erased: stored.erased_at !== null,
      params: event === null ? {} : auditParams(event, (id) => editorOf(id)?.name ?? ''),
    }
  }
}

/** The typed event; null when it was erased, or spoilt by hand so that it cannot be read. */
function readable(stored: StoredEvent): RecordedEvent | null {
  try {
    return typedEvent(stored)
  } catch {
    return null
  }
}

function once<T>(look: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>()
  return (id) => {
    const held = known.get(id)
    if (held !== undefined) return held
    const value = look(id)
    known.set(id, value)
    return value
  }
}

/** What a timeline does not say: the desk's own events. */
function auditParams(event: RecordedEvent, nameOf: (editorId: string) => string): AuditEntry['params'] {
  switch (event.type) {
    case 'editor.named':
      return { name: event.payload.name }
    case 'editor.role-changed':
      return { name: nameOf(event.payload.editorId), to: event.payload.to }
    case 'editor.retired':
      return { name: nameOf(event.payload.editorId), on: event.payload.retired ? 1 : 0 }
    case 'editor.coloured':
      return { name: nameOf(event.payload.editorId) }
    case 'desk.editor-switched':
      return { name: nameOf(event.payload.to) }
    case 'desk.approval-changed':
      return { on: event.payload.to === 'two-step' ? 1 : 0 }
    case 'template.saved':
      return {
        template: event.payload.name,
        language: event.payload.language,
        version: event.payload.version,
        shipped: event.payload.source === null ? 1 : 0,
        restored: event.payload.restored ?? 0,
      }
    case 'account.added':
    case 'account.changed':
      return { address: event.payload.config.address }
    case 'rule-pack.saved':
      return { pack: event.payload.name, reason: event.payload.note }
    case 'rule-pack.switched':
      return { pack: event.payload.name, on: event.payload.on ? 1 : 0, reason: event.payload.reason }
    case 'rule-pack.removed':
      return { pack: event.payload.name, reason: event.payload.reason }
    case 'rule.switched':
      return { rule: event.payload.ruleId, on: event.payload.on ? 1 : 0, reason: event.payload.reason }
    default:
      return paramsOf(event)
  }
}
