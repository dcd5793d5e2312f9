import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashEnvelope, hashPayload } from '@core/record/chain'
import { readHead } from '@core/record/append'
import { auditDetail, openAuditSearch, type AuditSearch } from '@core/workflow/audit'
import { addEditor, nameEditor } from '@core/workflow/desk'
import { dayStart, localDate } from '@core/workflow/local-date'
import { auditKindOf, auditKinds, WHOLE_RECORD, type AuditEntry, type AuditFilter } from '@shared/domain/audit'
import { eventPayloads } from '@shared/domain/event'
import { migrations } from '@core/store/migrations'
import { openTestDesk, temporaryFolder, type TestDesk } from '../../../support/desk'

let desk: TestDesk
let search: AuditSearch
/** The record of a long day as the newest version's test database has it: making the day again takes half a minute. */
beforeAll(() => {
  const version = String(migrations.at(-1)?.version).padStart(4, '0')
  const fixture = fileURLToPath(new URL(`../../../fixtures/database-versions/${version}.sql`, import.meta.url))
  const profileDir = temporaryFolder()
  const db = new Database(path.join(profileDir, 'desk.db'))
  db.pragma('foreign_keys = OFF')
  db.exec(`BEGIN;${readFileSync(fixture, 'utf8')}COMMIT;`)
  db.close()
  desk = openTestDesk({ profileDir })
  search = openAuditSearch(desk.context)
})
afterAll(() => desk.close())

const asked = async (filter: Partial<AuditFilter>): Promise<AuditEntry[]> =>
  (await search.page({ ...WHOLE_RECORD, ...filter }, 0, 10_000)).rows
const all = () => asked({})
const payloadOf = (seq: number) =>
  desk.context.db.prepare('SELECT payload FROM audit_payloads WHERE seq = ?').pluck().get(seq) as string

describe('searching the record', () => {
  it('gives every event in pages, newest first', async () => {
    const { seq } = readHead(desk.context.db)
    const whole = await all()
    expect(whole.map((entry) => entry.seq)).toEqual(Array.from({ length: seq }, (_, index) => seq - index))
    const page = await search.page(WHOLE_RECORD, 10, 5)
    expect(page.total).toBe(seq)
    expect(page.rows).toEqual(whole.slice(10, 15))
  })

  it('sorts every type into a kind, and every kind has events of the day', async () => {
    const byKind = await Promise.all(auditKinds.map((kind) => asked({ kind })))
    expect(byKind.map((rows) => rows.length).filter((count) => count === 0)).toEqual([])
    expect(byKind.flat().length).toBe((await all()).length)
    for (const [index, rows] of byKind.entries()) {
      expect(new Set(rows.map(({ type }) => auditKindOf(type)))).toEqual(new Set([auditKinds[index]]))
    }
    // What no prefix is named for falls to the desk: only what is the desk's may.
    const ofDesk = Object.keys(eventPayloads).filter((type) => auditKindOf(type) === 'desk')
    expect(ofDesk.filter((type) => !/^(?:desk|editor|account)\./.test(type))).toEqual([])
  })

  it('finds by whoever did it, the desk itself included', async () => {
    const { editorId } = desk.context
    const whole = await all()
    for (const id of [editorId, 'desk']) {
      const rows = await asked({ editorId: id })
      expect(rows.length).toBeGreaterThan(0)
      expect(rows).toEqual(whole.filter((entry) => entry.editorId === id))
    }
    expect(await asked({ editorId: 'nobody' })).toEqual([])
  })

  it('finds by 稿号, title and author, whatever their case', async () => {
    const whole = await all()
    const piece = whole.find(({ submissionNumber, authorName }) => submissionNumber !== null && authorName !== null)!
    const ofPiece = await asked({ piece: piece.submissionNumber! })
    expect(ofPiece.map(({ seq }) => seq)).toContain(piece.seq)
    expect(ofPiece.length).toBeLessThan(whole.length)
    const ofAuthor = await asked({ author: piece.authorName! })
    expect(ofAuthor.map(({ seq }) => seq)).toContain(piece.seq)
    const address = desk.context.db.prepare('SELECT address FROM author_addresses LIMIT 1').pluck().get() as string
    expect((await asked({ author: address.toUpperCase() })).length).toBeGreaterThan(0)
    // Signs of LIKE mean themselves.
    expect(await asked({ piece: '%%' })).toEqual([])
    expect(await asked({ author: '_____________________' })).toEqual([])
  })

  it('finds words in what was said, all of them, and not in the names of members', async () => {
    const rows = await asked({ words: '结构完整 数据有出处' })
    expect(rows.length).toBeGreaterThan(0)
    for (const { seq } of rows) expect(payloadOf(seq)).toContain('结构完整')
    expect(await asked({ words: '结构完整 从来没有说过的话' })).toEqual([])
    // Every payload of a decision has a member of that name.
    const named = await asked({ kind: 'decision', words: 'submissionId' })
    expect(named).toEqual([])
  })

  it('finds words with quotes and line breaks in them', async () => {
    const quoted = addEditor(desk.context, '小"羽\\毛')
    expect((await asked({ words: '小"羽\\毛' })).map(({ params }) => params['name'])).toContain(quoted.name)
  })

  it('takes days of the desk’s zone, both included', async () => {
    const whole = await all()
    const today = localDate(desk.context.now(), desk.context.zone)
    expect((await asked({ from: today, to: today })).length).toBeGreaterThan(0)
    for (const day of new Set(whole.map(({ at }) => localDate(at, 'Asia/Shanghai')))) {
      const rows = await asked({ from: day, to: day })
      expect(rows).toEqual(whole.filter(({ at }) => localDate(at, 'Asia/Shanghai') === day))
    }
    expect(await asked({ from: '2199-01-01' })).toEqual([])
    expect(await asked({ to: '1999-12-31' })).toEqual([])
  })

  it('shows what came since, without being opened again', async () => {
    const before = await asked({ kind: 'desk' })
    addEditor(desk.context, '后来的编辑')
    const after = await asked({ kind: 'desk' })
    expect(after.slice(1)).toEqual(before)
    expect(after[0]?.params).toEqual({ name: '后来的编辑' })
  })

  it('keeps fees and contracts from an 编辑: not shown, not found by their words, not in the file', async () => {
    const [terms] = (await all()).filter(({ type }) => type === 'submission.terms-noted')
    const words = (JSON.parse(payloadOf(terms!.seq)) as { submissionId: string }).submissionId
    const found = async () => (await asked({ words })).some(({ type }) => type === 'submission.terms-noted')
    const { editorId } = desk.context
    expect(auditDetail(desk.context, terms!.seq).payload).not.toBeNull()
    expect(await found()).toBe(true)
    desk.context.actAs(addEditor(desk.context, '实习编辑').id)
    try {
      expect(auditDetail(desk.context, terms!.seq)).toMatchObject({ payload: null, withheld: true })
      expect(await found()).toBe(false)
      const { name } = await search.exportAll({ ...WHOLE_RECORD, kind: 'submission' }, 'jsonl')
      const lines = readFileSync(path.join(desk.profileDir, 'made', name), 'utf8')
        .trimEnd()
        .split('\n')
      const exported = lines.map((line) => JSON.parse(line) as { type: string; payload: string | null })
      const hidden = exported.filter(({ type }) => type === 'submission.terms-noted')
      expect(hidden.length).toBeGreaterThan(0)
      expect(hidden.every(({ payload }) => payload === null)).toBe(true)
    } finally {
      desk.context.actAs(editorId)
    }
  })

  it('shows one event whole, and refuses one that is not there', async () => {
    const [newest] = await all()
    const detail = auditDetail(desk.context, newest!.seq)
    expect(detail.entry).toEqual(newest)
    expect(JSON.parse(detail.payload!)).toEqual(JSON.parse(payloadOf(newest!.seq)))
    expect(detail.hash).toBe(readHead(desk.context.db).hash)
    expect(() => auditDetail(desk.context, 1_000_000)).toThrow()
  })
})

describe('the record as a file', () => {
  const made = (name: string) => readFileSync(path.join(desk.profileDir, 'made', name), 'utf8')

  it('is written as JSON lines from which the chain can be checked, oldest first', async () => {
    const { name, filename } = await search.exportAll(WHOLE_RECORD, 'jsonl')
    expect(filename).toBe(`audit-${localDate(desk.context.now(), desk.context.zone)}.jsonl`)
    const lines = made(name).trimEnd().split('\n')
    const { seq: last, hash: head } = readHead(desk.context.db)
    expect(lines).toHaveLength(last)
    let prevHash = '0'.repeat(64)
    const entombed: { seq: number; hash: string }[] = []
    const sealed: { seq: number; hash: string }[] = []
    for (const [index, text] of lines.entries()) {
      const { hash, payload, editor: _, erasedAt, ...envelope } = JSON.parse(text) as Record<string, never>
      expect(envelope['seq']).toBe(index + 1)
      expect(envelope['prevHash']).toBe(prevHash)
      expect(hashEnvelope(envelope as never)).toBe(hash)
      const stands = hashPayload(envelope['salt']!, payload!)
      if (erasedAt === null) expect(stands).toBe(envelope['payloadHash'])
      else entombed.push({ seq: index + 1, hash: stands })
      if (envelope['type'] === 'author.erased') {
        sealed.push(...(JSON.parse(payload!) as { sealed: typeof sealed }).sealed)
      }
      prevHash = hash!
    }
    expect(prevHash).toBe(head)
    expect(entombed.length).toBeGreaterThan(0)
    expect(entombed).toEqual(sealed)
  })

  it('is written as CSV that no cell of a stranger runs in', async () => {
    nameEditor(desk.context, '=HYPERLINK("http://evil.example")')
    const { name } = await search.exportAll({ ...WHOLE_RECORD, words: 'HYPERLINK' }, 'csv')
    const text = made(name)
    expect(text.startsWith('\uFEFFseq,at,editor,')).toBe(true)
    const lines = text.trimEnd().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain(`,"'=HYPERLINK(""http://evil.example"")",`)
    expect(lines[1]).toContain(',editor.named,')
  })
})

describe('the first moment of a local day', () => {
  it.each([
    ['2026-09-10', 'Asia/Shanghai', '2026-09-09T16:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-03-01', 'Pacific/Kiritimati', '2026-02-28T10:00:00.000Z'],
    ['2028-02-29', 'Pacific/Pago_Pago', '2028-02-29T11:00:00.000Z'],
  ])('of %s in %s', (day, zone, moment) => {
    expect(new Date(dayStart(day, zone)).toISOString()).toBe(moment)
  })
})
