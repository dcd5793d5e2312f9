import type Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { appendEvents, readHead } from '@core/record/append'
import { GENESIS_HASH } from '@core/record/chain'
import { storedEvents, typedEvent } from '@core/record/read-events'
import { verifyChain, verifyChainSlowly } from '@core/record/verify-chain'
import { append, transact } from '@core/workflow/context'
import { change, eventPayloads, type DeskChange } from '@shared/domain/event'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { imageOf, memoryCopy } from '../../../support/memory-copy'
import { longDay } from '../scenario'

const SEED = 20_260_910

describe('the chain of a long day', () => {
  let desk: TestDesk
  let image: Buffer
  let copy: Database.Database
  let last: number

  beforeAll(async () => {
    desk = openTestDesk()
    await longDay(desk)
    image = imageOf(desk.context.db)
    last = readHead(desk.context.db).seq
  })
  afterAll(() => desk.close())
  beforeEach(() => {
    copy = memoryCopy(image)
  })
  afterEach(() => copy.close())

  it('holds every type of event that there is', () => {
    const types = copy.prepare('SELECT DISTINCT type FROM audit_events').pluck().all() as string[]
    expect(types.toSorted()).toEqual(Object.keys(eventPayloads).toSorted())
  })

  it('verifies', () => {
    const report = verifyChain(desk.context.db)
    expect(report.problems).toEqual([])
    expect(report.events).toBe(last)
    expect(report.head).toBe(readHead(desk.context.db).hash)
  })

  const columns = [
    'id',
    'desk_id',
    'prev_hash',
    'hash',
    'type',
    'v',
    'at',
    'editor_id',
    'subject',
    'salt',
    'payload_hash',
  ] as const

  it(`shows any single change (seed ${SEED})`, () => {
    const seq = fc.integer({ min: 1, max: last })
    const lastWithSubject = copy.prepare('SELECT max(seq) FROM event_subjects').pluck().get() as number
    const tampering = fc.oneof(
      fc.record({ kind: fc.constant('envelope' as const), seq, column: fc.constantFrom(...columns) }),
      fc.record({ kind: fc.constant('payload' as const), seq, at: fc.nat() }),
      fc.record({ kind: fc.constant('payload-gone' as const), seq }),
      fc.record({ kind: fc.constant('payload-null' as const), seq }),
      fc.record({ kind: fc.constant('removed' as const), seq }),
      fc.record({ kind: fc.constant('inserted' as const), seq }),
      fc.record({ kind: fc.constant('swapped' as const), seq, other: seq }),
      fc.record({ kind: fc.constant('payloads-swapped' as const), seq, other: seq }),
      // Only what concerns an author or a submission leaves traces; a desk's own last events can be cut off unseen.
      fc.record({ kind: fc.constant('cut' as const), seq: fc.integer({ min: 1, max: lastWithSubject }) }),
    )
    type Tampering = typeof tampering extends fc.Arbitrary<infer T> ? T : never

    /** False when the change changes nothing. */
    function tamper(db: Database.Database, what: Tampering): boolean {
      switch (what.kind) {
        case 'envelope': {
          const numeric = what.column === 'v' || what.column === 'at'
          const expression = numeric ? `${what.column} + 1` : `${what.column} || 'x'`
          db.prepare(`UPDATE audit_events SET ${what.column} = ${expression} WHERE seq = ?`).run(what.seq)
          return true
        }
        case 'payload': {
          const text = db.prepare('SELECT payload FROM audit_payloads WHERE seq = ?').pluck().get(what.seq) as string
          const at = what.at % text.length
          const changed = `${text.slice(0, at)}${text[at] === 'a' ? 'b' : 'a'}${text.slice(at + 1)}`
          db.prepare('UPDATE audit_payloads SET payload = ? WHERE seq = ?').run(changed, what.seq)
          return true
        }
        case 'payload-gone':
          db.prepare('DELETE FROM audit_payloads WHERE seq = ?').run(what.seq)
          return true
        case 'payload-null':
          db.prepare('UPDATE audit_payloads SET payload = NULL WHERE seq = ?').run(what.seq)
          return true
        case 'removed':
          db.prepare('DELETE FROM audit_events WHERE seq = ?').run(what.seq)
          return true
        case 'inserted':
          // Room is made for it, as if it had always been there.
          for (const table of ['audit_events', 'audit_payloads']) {
            db.prepare(`UPDATE ${table} SET seq = -(seq + 1) WHERE seq >= ?`).run(what.seq)
            db.exec(`UPDATE ${table} SET seq = -seq WHERE seq < 0`)
          }
          db.prepare(
            `INSERT INTO audit_events SELECT ?, 'new', desk_id, prev_hash, 'new', type, v, at, editor_id, subject, salt,
               payload_hash FROM audit_events WHERE seq = ?`,
          ).run(what.seq, what.seq + 1)
          db.prepare('INSERT INTO audit_payloads SELECT ?, payload, NULL FROM audit_payloads WHERE seq = ?').run(
            what.seq,
            what.seq + 1,
          )
          return true
        case 'swapped':
        case 'payloads-swapped': {
          if (what.seq === what.other) return false
          const tables = what.kind === 'swapped' ? ['audit_events', 'audit_payloads'] : ['audit_payloads']
          for (const table of tables) {
            db.prepare(`UPDATE ${table} SET seq = -1 WHERE seq = ?`).run(what.seq)
            db.prepare(`UPDATE ${table} SET seq = ? WHERE seq = ?`).run(what.seq, what.other)
            db.prepare(`UPDATE ${table} SET seq = ? WHERE seq = -1`).run(what.other)
          }
          return true
        }
        case 'cut':
          db.prepare('DELETE FROM audit_events WHERE seq >= ?').run(what.seq)
          db.prepare('DELETE FROM audit_payloads WHERE seq >= ?').run(what.seq)
          return true
      }
    }

    fc.assert(
      fc.property(tampering, (what) => {
        const db = memoryCopy(image)
        try {
          fc.pre(tamper(db, what))
          expect(verifyChain(db).problems).not.toEqual([])
        } finally {
          db.close()
        }
      }),
      { seed: SEED, numRuns: 250 },
    )
  })

  it('is walked in slices to the same end, sound or not, with other work in between', async () => {
    const pauses: number[] = []
    const pause = (): Promise<void> => {
      pauses.push(1)
      return Promise.resolve()
    }
    expect(await verifyChainSlowly(copy, pause, 10)).toEqual(verifyChain(copy))
    expect(pauses).toHaveLength(Math.floor(last / 10))
    copy.exec('UPDATE audit_events SET at = at + 1 WHERE seq = 20; DELETE FROM audit_events WHERE seq = 30')
    expect(await verifyChainSlowly(copy, pause, 10)).toEqual(verifyChain(copy))
    copy.exec('UPDATE audit_events SET seq = -1 WHERE seq = 1')
    const report = await verifyChainSlowly(copy, pause, 10)
    expect(report).toEqual(verifyChain(copy))
    expect(report.problems[0]).toBe('event -1: expected number 1')
  })

  it('finds a payload that was emptied and marked as erased, which no erasure does', () => {
    copy.exec('UPDATE audit_payloads SET payload = NULL, erased_at = 1 WHERE seq = 5')
    const report = verifyChain(copy)
    expect(report.problems).toEqual(['event 5: payload is missing'])
    expect(report.events).toBe(last)
    const erased = [...storedEvents(copy)].find(({ seq }) => seq === 5)
    expect(erased && typedEvent(erased)).toBeNull()
  })
})

describe('appending', () => {
  let desk: TestDesk
  beforeEach(() => {
    desk = openTestDesk()
  })
  afterEach(() => desk.close())

  const rows = (): unknown[] =>
    ['audit_events', 'audit_payloads', 'editors', 'authors', 'event_subjects'].map((table) =>
      desk.context.db.prepare(`SELECT * FROM ${table}`).all(),
    )

  it('begins a desk with its own two events', () => {
    const types = desk.context.db.prepare('SELECT type, seq, prev_hash FROM audit_events ORDER BY seq').all()
    expect(types).toMatchObject([
      { type: 'desk.created', seq: 1, prev_hash: GENESIS_HASH },
      { type: 'editor.named', seq: 2 },
    ])
  })

  it('throws outside a transaction and leaves nothing', () => {
    const before = rows()
    const { db, deskId, editorId } = desk.context
    expect(() =>
      appendEvents(db, { deskId, editorId, now: 1 }, [change('editor.named', editorId, { editorId, name: 'x' })]),
    ).toThrow(/inside a transaction/)
    expect(rows()).toEqual(before)
  })

  it('throws when a payload does not fit its schema and leaves nothing, the changes before it included', () => {
    const before = rows()
    const good = change('author.registered', 'a', { authorId: 'a', name: '周', address: 'zhou@mail.example' })
    const wrong = {
      type: 'author.identity-changed',
      subject: 'a',
      payload: { authorId: 'a', from: 'non-author', to: 'king' },
    }
    expect(() => transact(desk.context, () => append(desk.context, [good, wrong as unknown as DeskChange]))).toThrow()
    expect(rows()).toEqual(before)
  })

  it('throws when a change cannot be applied and leaves nothing', () => {
    const before = rows()
    const orphan = change('author.contact-noted', 'a', { noteId: 'n', authorId: 'nobody', channel: 'phone', text: 'x' })
    expect(() => transact(desk.context, () => append(desk.context, [orphan]))).toThrow(/FOREIGN KEY/)
    expect(rows()).toEqual(before)
  })

  it('mends halves of surrogate pairs, so that record and tables say the same', () => {
    const { editorId } = desk.context
    transact(desk.context, () =>
      append(desk.context, [change('editor.named', editorId, { editorId, name: '小\ud83d' })]),
    )
    expect(desk.context.db.prepare('SELECT name FROM editors').pluck().get()).toBe('小\ufffd')
    expect(verifyChain(desk.context.db).problems).toEqual([])
  })

  it('keeps nothing of a payload that its schema does not know', () => {
    const { db, editorId } = desk.context
    const payload = { editorId, name: '小羽毛', password: 'hunter2' }
    transact(desk.context, () => append(desk.context, [change('editor.named', editorId, payload)]))
    const stored = db.prepare('SELECT payload FROM audit_payloads ORDER BY seq DESC LIMIT 1').pluck().get()
    expect(stored).toBe(`{"editorId":"${editorId}","name":"小羽毛"}`)
  })
})
