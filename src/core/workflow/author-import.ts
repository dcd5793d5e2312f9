/** A sheet of authors taken in: looked at first, its failed lines given back, and taken back whole. */
import { v7 as uuidv7 } from 'uuid'
import type { ImportPreview, ImportProblem, ImportRow, SheetColumn, SheetHead } from '@shared/domain/author-sheet'
import { MAX_FACT } from '@shared/domain/author'
import { change, type DeskChange } from '@shared/domain/event'
import { eventsOf, storedEventsAfter, typedEvent } from '../record/read-events'
import type { Sheet, SheetRefusal } from '../manuscript/sheet'
import { authorOfAddress, getAuthor, notesOf, submissionsOfAuthor } from '../store/repositories/authors'
import { factsOf, penNamesOf, personRow, tagsOf } from '../store/repositories/people'
import { announce, append, transact, type DeskContext } from './context'
import { refuse } from './refuse'

/** Lines that show what the columns hold. */
const SAMPLES = 5
/** Lines of a preview that are sent to the window; the counts are of all. */
const SHOWN = 500

const ADDRESS = /^[^\s<>()[\],;:"@]+@[^\s<>()[\],;:"@]+\.[^\s<>()[\],;:"@]+$/u

/** Words of a header that tell what a column holds. */
const HEADS: readonly (readonly [SheetColumn, RegExp])[] = [
  ['pen-name', /笔名|署名|pen.?name|byline/iu],
  ['address', /邮箱|邮件|e-?mail|address/iu],
  ['official-account', /公众号|official/iu],
  ['wechat', /微信|wechat|weixin/iu],
  ['phone', /电话|手机|phone|mobile|tel/iu],
  ['organisation', /机构|公司|单位|organi[sz]ation|company/iu],
  ['tag', /标签|tag/iu],
  ['note', /备注|说明|note|remark/iu],
  ['name', /姓名|名字|作者|name|author/iu],
]

/** Reads a sheet in a worker; a refusal says what is wrong with the file. */
export async function readAuthorSheet(context: DeskContext, filename: string, bytes: Uint8Array): Promise<Sheet> {
  const run = await context.tasks.run('sheet', { bytes })
  if (!run.ok) return refuse('sheet-unreadable', { name: filename, reason: run.error.code })
  return run.value.ok ? run.value.value : refuseSheet(filename, run.value.error)
}

function refuseSheet(filename: string, refusal: SheetRefusal): never {
  return refuse('sheet-unreadable', { name: filename, reason: refusal.code })
}

/** The first line as a header, with what each column seems to hold. */
export function sheetHead(sheet: Sheet): SheetHead {
  const [first, ...rest] = sheet.rows
  const header = first?.cells ?? []
  const width = Math.max(0, ...sheet.rows.slice(0, 50).map(({ cells }) => cells.length))
  const taken = new Set<SheetColumn>()
  const guess = Array.from({ length: width }, (_, index): SheetColumn => {
    const column = guessOf(
      header[index] ?? '',
      rest.slice(0, SAMPLES).map(({ cells }) => cells[index] ?? ''),
    )
    if (column !== 'tag' && taken.has(column)) return 'ignore'
    taken.add(column)
    return column
  })
  return {
    header: Array.from({ length: width }, (_, index) => header[index] ?? ''),
    samples: rest.slice(0, SAMPLES).map(({ cells }) => [...cells]),
    rows: rest.length,
    guess,
  }
}

function guessOf(head: string, values: readonly string[]): SheetColumn {
  const named = HEADS.find(([, words]) => words.test(head))?.[0]
  if (named !== undefined) return named
  return values.some((value) => ADDRESS.test(value)) ? 'address' : 'ignore'
}

interface PlannedRow extends ImportRow {
  readonly changes: readonly DeskChange[]
  readonly authorId: string | null
  readonly cells: readonly string[]
}

/** What an import would do, line by line. Changes nothing. */
export function previewImport(context: DeskContext, sheet: Sheet, mapping: readonly SheetColumn[]): ImportPreview {
  const planned = plan(context, sheet, mapping)
  return {
    ...counts(planned),
    rows: planned.slice(0, SHOWN).map(({ changes: _c, authorId: _a, cells: _l, ...row }) => row),
  }
}

/** Takes the sheet in, all in one transaction; the lines that failed change nothing. Its id takes it back. */
export function importAuthors(
  context: DeskContext,
  filename: string,
  sheet: Sheet,
  mapping: readonly SheetColumn[],
): { readonly importId: string; readonly preview: ImportPreview } {
  const imported = transact(context, () => {
    const planned = plan(context, sheet, mapping)
    const importId = uuidv7({ msecs: context.now() })
    const ids = (outcome: ImportRow['outcome']): string[] =>
      planned.flatMap((row) => (row.outcome === outcome && row.authorId !== null ? [row.authorId] : []))
    const changes = planned.flatMap((row) => row.changes)
    const preview = { ...counts(planned), rows: [] }
    append(context, [
      change('authors.imported', importId, {
        importId,
        filename,
        created: ids('new'),
        changed: ids('update'),
        failed: preview.failed,
        events: changes.length,
      }),
      ...changes,
    ])
    return { importId, preview }
  })
  announce(context, 'authors', 'desk')
  return imported
}

/** The header and the lines that would fail, as a sheet again, with the problem in a column of its own. */
export function failedRows(
  context: DeskContext,
  sheet: Sheet,
  mapping: readonly SheetColumn[],
  sayProblem: (problem: ImportProblem) => string,
): string[][] {
  const width = Math.max(0, ...sheet.rows.map(({ cells }) => cells.length))
  const padded = (cells: readonly string[]): string[] => Array.from({ length: width }, (_, index) => cells[index] ?? '')
  return [
    [...padded(sheet.rows[0]?.cells ?? []), ''],
    ...plan(context, sheet, mapping).flatMap(({ problem, cells }) =>
      problem === null ? [] : [[...padded(cells), sayProblem(problem)]],
    ),
  ]
}

function counts(rows: readonly ImportRow[]): Omit<ImportPreview, 'rows'> {
  const count = (outcome: ImportRow['outcome']): number => rows.filter((row) => row.outcome === outcome).length
  return { created: count('new'), changed: count('update'), same: count('same'), failed: count('failed') }
}

function plan(context: DeskContext, sheet: Sheet, mapping: readonly SheetColumn[]): PlannedRow[] {
  const seen = new Set<string>()
  return sheet.rows.slice(1).map(({ line, cells }) => {
    const values = (column: SheetColumn): string[] =>
      cells.flatMap((cell, index) => (mapping[index] === column && cell !== '' ? [cell] : []))
    const name = values('name')[0] ?? values('pen-name')[0] ?? ''
    const address = (values('address')[0] ?? '').toLowerCase()
    const row = { line, name, address, kept: 0, cells }
    const failed = (problem: ImportProblem): PlannedRow => ({
      ...row,
      outcome: 'failed',
      problem,
      changes: [],
      authorId: null,
    })
    if (name === '' && address === '') return failed('no-name')
    if (address !== '' && !ADDRESS.test(address)) return failed('bad-address')
    if (cells.some((cell, index) => mapping[index] !== 'ignore' && cell.length > MAX_FACT)) return failed('too-long')
    const key = address === '' ? `name ${name}` : address
    if (seen.has(key)) return failed('twice')
    seen.add(key)
    const known = address === '' ? null : authorOfAddress(context.db, address)
    const authorId = known ?? uuidv7({ msecs: context.now() })
    const { changes, kept } = detailsOf(context, authorId, known === null ? null : known, name, values)
    if (known === null) {
      const registered = change('author.registered', authorId, { authorId, name, address })
      return { ...row, outcome: 'new', problem: null, changes: [registered, ...changes], authorId }
    }
    const outcome = changes.length === 0 ? ('same' as const) : ('update' as const)
    return { ...row, outcome, problem: null, changes, authorId, kept }
  })
}

/** What a line adds to a record. What the record says already stays: a sheet may be old. */
function detailsOf(
  context: DeskContext,
  authorId: string,
  known: string | null,
  name: string,
  values: (column: SheetColumn) => string[],
): { readonly changes: DeskChange[]; readonly kept: number } {
  const { db } = context
  const facts = new Map(known === null ? [] : factsOf(db, known).map(({ field, value }) => [field, value]))
  const names = new Set(known === null ? [name] : [getAuthor(db, known)?.name ?? '', ...penNamesOf(db, known)])
  const tags = new Set(known === null ? [] : tagsOf(db, known))
  const changes: DeskChange[] = []
  let kept = 0
  for (const pen of new Set([...values('pen-name'), ...(known === null || name === '' ? [] : [name])])) {
    if (!names.has(pen)) changes.push(change('author.pen-name-noted', authorId, { authorId, name: pen, present: true }))
  }
  for (const field of ['wechat', 'official-account', 'phone', 'organisation', 'note'] as const) {
    const value = values(field)[0] ?? ''
    const from = facts.get(field) ?? ''
    if (value === '' || value === from) continue
    if (from === '') changes.push(change('author.fact-noted', authorId, { authorId, field, value, from }))
    else kept += 1
  }
  for (const tag of new Set(values('tag').flatMap((cell) => cell.split(/[,，、;；\s]+/u)))) {
    if (tag !== '' && tag.length <= 40 && !tags.has(tag)) {
      changes.push(change('author.tagged', authorId, { authorId, tag, present: true }))
    }
  }
  return { changes, kept }
}

/** What taking an import back did: records that somebody worked with since stay. */
export interface Reverted {
  readonly removed: number
  readonly kept: number
}

/** Takes an import back: records that it made and nobody touched go, what it noted on others goes where it still stands. */
export function revertImport(context: DeskContext, importId: string, reason: string): Reverted {
  const reverted = transact(context, () => {
    const { db } = context
    const events = eventsOf(db, importId)
    const imported = events.map(typedEvent).find((event) => event?.type === 'authors.imported')
    if (imported?.type !== 'authors.imported') return refuse('not-found')
    if (events.some(({ type }) => type === 'authors.import-reverted')) refuse('import-reverted')
    const { created, events: made } = imported.payload
    const last = imported.seq + made
    const removed = created.filter((authorId) => isUntouched(context, authorId, last))
    const gone = new Set(removed)
    const fresh = new Set(created)
    const back = storedEventsAfter(db, imported.seq, made)
      .map(typedEvent)
      .flatMap((event) =>
        event === null || fresh.has(event.subject) ? [] : inverseOf(context, event.type, event.payload),
      )
    append(context, [
      change('authors.import-reverted', importId, { importId, reason }),
      ...removed.map((authorId) => change('author.removed', authorId, { authorId, reason })),
      ...back,
    ])
    return { removed: removed.length, kept: created.filter((id) => !gone.has(id)).length }
  })
  announce(context, 'authors', 'desk')
  return reverted
}

/** Nothing came or was noted since the import. */
function isUntouched(context: DeskContext, authorId: string, last: number): boolean {
  const { db } = context
  if (personRow(db, authorId)?.gone !== null || personRow(db, authorId)?.mergedInto !== null) return false
  if (submissionsOfAuthor(db, authorId).length > 0 || notesOf(db, authorId).length > 0) return false
  const later = db.prepare('SELECT 1 FROM event_subjects WHERE subject = ? AND seq > ? LIMIT 1').get(authorId, last)
  return later === undefined
}

function inverseOf(context: DeskContext, type: string, payload: object): DeskChange[] {
  const { db } = context
  const at = payload as { authorId: string; field?: string; value?: string; name?: string; tag?: string }
  const { authorId } = at
  switch (type) {
    case 'author.fact-noted': {
      const { field = '', value = '' } = at
      const stands = factsOf(db, authorId).some((fact) => fact.field === field && fact.value === value)
      return stands ? [change('author.fact-noted', authorId, { authorId, field, value: '', from: value })] : []
    }
    case 'author.pen-name-noted': {
      const { name = '' } = at
      return penNamesOf(db, authorId).includes(name)
        ? [change('author.pen-name-noted', authorId, { authorId, name, present: false })]
        : []
    }
    case 'author.tagged': {
      const { tag = '' } = at
      return tagsOf(db, authorId).includes(tag)
        ? [change('author.tagged', authorId, { authorId, tag, present: false })]
        : []
    }
    default:
      return []
  }
}
