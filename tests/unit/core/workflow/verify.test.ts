import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listVersions } from '@core/store/repositories/manuscripts'
import { allMessages } from '@core/store/repositories/messages'
import { addEditor } from '@core/workflow/desk'
import { verifyDesk } from '@core/workflow/verify'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { corpusMail, takeMail } from '../../../support/mails'

let desk: TestDesk
let submissionId: string
beforeEach(async () => {
  desk = openTestDesk()
  const { outcome } = await takeMail(desk.context, corpusMail('01'))
  if (outcome.kind !== 'registered') throw new Error('mail 01 is a submission')
  submissionId = outcome.submissionId
})
afterEach(() => desk.close())

const blobPath = (hash: string) => desk.context.blobs.path(hash)
const problemsOf = async (quick: boolean) => (await verifyDesk(desk.context, quick)).problems

describe('verify', () => {
  it.each([true, false])('finds nothing in a sound desk (quick: %s)', async (quick) => {
    expect(await verifyDesk(desk.context, quick)).toEqual({
      ok: true,
      database: 'ok',
      blobs: [...desk.context.blobs.list()].length,
      auditEvents: 6,
      state: quick ? 'not-compared' : 'same',
      problems: [],
      breaks: [],
    })
  })

  it.each([true, false])('finds a raw mail that is gone or cut (quick: %s)', async (quick) => {
    const { hash } = allMessages(desk.context.db)[0]!
    truncateSync(blobPath(hash), 10)
    expect(await problemsOf(quick)).toContain(`message ${hash}: its raw bytes have another size`)
    rmSync(blobPath(hash))
    expect(await problemsOf(quick)).toEqual([`message ${hash}: its raw bytes are missing`])
  })

  it('finds changed bytes when it reads them', async () => {
    const { hash } = allMessages(desk.context.db)[0]!
    const bytes = readFileSync(blobPath(hash))
    bytes[100] = (bytes[100] ?? 0) ^ 1
    writeFileSync(blobPath(hash), bytes)
    expect(await problemsOf(true)).toEqual([])
    expect(await problemsOf(false)).toEqual([`blob ${hash}: its bytes were changed`])
  })

  it('finds a document, a picture and a source file that are gone', async () => {
    const version = listVersions(desk.context.db, submissionId)[0]!
    for (const hash of [version.contentHash, version.images[0]!.sha256, version.sourceSha256!]) {
      const bytes = readFileSync(blobPath(hash))
      rmSync(blobPath(hash))
      expect(await problemsOf(true)).toEqual([`manuscript: blob ${hash} is missing`])
      desk.context.blobs.put(bytes)
    }
    expect(await problemsOf(false)).toEqual([])
  })

  it('finds a chain that was tampered with', async () => {
    desk.context.db.exec("UPDATE audit_payloads SET payload = replace(payload, '2609-001', '2609-002')")
    const report = await verifyDesk(desk.context, true)
    expect(report.ok).toBe(false)
    expect(report.problems.length).toBeGreaterThan(0)
    expect(report.problems.every((problem) => problem.endsWith('payload was changed'))).toBe(true)
  })

  it('says which event was changed, and which row it would have to be', async () => {
    desk.context.db.exec("UPDATE audit_payloads SET payload = replace(payload, '2609-001', '2609-002')")
    const { breaks } = await verifyDesk(desk.context, false)
    const changed = breaks.flatMap((found) => (found.kind === 'chain' ? [found.seq] : []))
    expect(changed.length).toBeGreaterThan(0)
    expect(breaks).toContainEqual({
      kind: 'state',
      table: 'submissions',
      key: submissionId,
      fault: 'changed',
      columns: ['number'],
    })
  })
})

describe('a database that was edited by hand', () => {
  const open = () => verifyDesk(desk.context, false)
  const lastSeq = () => desk.context.db.prepare('SELECT max(seq) FROM audit_events').pluck().get() as number

  it('has every event by its number: an envelope', async () => {
    desk.context.db.exec('UPDATE audit_events SET at = at - 86400000 WHERE seq = 4')
    const report = await open()
    expect(report.breaks[0]).toEqual({ kind: 'chain', seq: 4, fault: 'envelope', expected: null })
    expect(report.problems[0]).toBe('event 4: envelope was changed')
  })

  it('has every row of the state by table and key: changed, put in, taken out', async () => {
    const { db } = desk.context
    db.exec("UPDATE submissions SET state = 'accepted'")
    expect(await open()).toMatchObject({
      ok: false,
      state: 'differs',
      breaks: [{ kind: 'state', table: 'submissions', key: submissionId, fault: 'changed', columns: ['state'] }],
      problems: [`state: submissions ${submissionId}: state is not what the record says`],
    })
    db.exec("UPDATE submissions SET state = 'new'")
    expect(await open()).toMatchObject({ ok: true, state: 'same' })
    db.exec("INSERT INTO editors (id, name) VALUES ('e-hand', '没有的人')")
    expect((await open()).breaks).toEqual([
      { kind: 'state', table: 'editors', key: 'e-hand', fault: 'extra', columns: [] },
    ])
    db.exec("DELETE FROM editors WHERE id = 'e-hand'")
    const subject = db.prepare('SELECT subject, seq FROM event_subjects ORDER BY seq LIMIT 1').get() as {
      subject: string
      seq: number
    }
    db.prepare('DELETE FROM event_subjects WHERE subject = ? AND seq = ?').run(subject.subject, subject.seq)
    expect((await open()).problems).toEqual([`state: event_subjects ${subject.subject} ${subject.seq}: is missing`])
  })

  it('shows that the last event was deleted, even one that concerns nobody', async () => {
    const editor = addEditor(desk.context, '新编辑')
    const last = lastSeq()
    desk.context.db.exec(`DELETE FROM audit_payloads WHERE seq = ${last}; DELETE FROM audit_events WHERE seq = ${last}`)
    const report = await open()
    expect(report.ok).toBe(false)
    expect(report.breaks).toEqual([{ kind: 'state', table: 'editors', key: editor.id, fault: 'extra', columns: [] }])
  })

  it('shows two events that changed places, both by number', async () => {
    const { db } = desk.context
    // Immediate foreign keys would notice; whoever edits by hand has them off.
    db.pragma('foreign_keys = OFF')
    for (const table of ['audit_events', 'audit_payloads']) {
      db.exec(`UPDATE ${table} SET seq = -1 WHERE seq = 3; UPDATE ${table} SET seq = 3 WHERE seq = 4;
        UPDATE ${table} SET seq = 4 WHERE seq = -1`)
    }
    const report = await open()
    const places = report.breaks.flatMap((found) => (found.kind === 'chain' ? [found.seq] : []))
    expect(new Set(places)).toEqual(new Set([3, 4, 5]))
  })

  it('names a hundred rows and says that there are more', async () => {
    const insert = desk.context.db.prepare('INSERT INTO editors (id, name) VALUES (?, ?)')
    for (let index = 0; index < 100; index += 1) insert.run(`e-${index}`, 'x')
    const full = await open()
    expect(full.problems).toHaveLength(100)
    insert.run('e-100', 'x')
    const over = await open()
    expect(over.breaks).toHaveLength(100)
    expect(over.problems.at(-1)).toBe('state: more than 100 rows differ; the others are not named')
  })

  it('is not compared where a payload was emptied', async () => {
    desk.context.db.exec('UPDATE audit_payloads SET payload = NULL, erased_at = 1 WHERE seq = 2')
    expect((await open()).problems[0]).toBe('event 2: payload is missing')
  })
})
