/** A disk that is full, as SQLite sees it: the database may not grow by another page. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openOutbox } from '@core/jobs/outbox'
import { openSync } from '@core/jobs/sync'
import { verifyChain } from '@core/record/verify-chain'
import { listQuarantined, messageStage, pendingMessages } from '@core/store/repositories/messages'
import { listSubmissions } from '@core/store/repositories/submissions'
import { addNote } from '@core/workflow/contact-notes'
import { processMessage } from '@core/workflow/intake'
import { receive } from '@core/workflow/receive'
import { refusalFrom } from '@core/workflow/refuse'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { corpusMail, rawMail, takeSubmission } from '../../../support/mails'
import { allRows } from '../../../support/rows'
import { authorOf, decideWithLetter, giveMaildir } from '../scenario'

let desk: TestDesk
let id: string
beforeEach(async () => {
  desk = openTestDesk()
  await giveMaildir(desk)
  id = await takeSubmission(desk.context)
})
afterEach(() => {
  desk.close()
})

function fillDisk(): void {
  const pages = desk.context.db.pragma('page_count', { simple: true }) as number
  desk.context.db.pragma(`max_page_count = ${pages}`)
}

function makeRoom(): void {
  desk.context.db.pragma('max_page_count = 1000000')
}

/** Goes on until the disk is full; the refusal, and what was there before the step that met it. */
function untilFull(step: (round: number) => unknown): { code: string | undefined; before: string[]; after: string[] } {
  fillDisk()
  for (let round = 0; round < 5_000; round += 1) {
    const before = allRows(desk)
    try {
      step(round)
    } catch (error) {
      return { code: refusalFrom(error)?.code, before, after: allRows(desk) }
    }
  }
  throw new Error('the disk never filled')
}

/** Fills what is left with ever smaller notes, until not even the smallest fits. */
function takeLastByte(): void {
  const author = authorOf(desk.context, id)
  for (const length of [3_000, 300, 1])
    untilFull(() => addNote(desk.context, { authorId: author, channel: 'phone', text: '长'.repeat(length) }))
}

describe('a full disk', () => {
  it('refuses a note and leaves nothing of it; with room again all goes on', () => {
    const author = authorOf(desk.context, id)
    const { code, before, after } = untilFull(() =>
      addNote(desk.context, { authorId: author, channel: 'phone', text: '长'.repeat(3_000) }),
    )
    expect(code).toBe('disk-full')
    expect(after).toEqual(before)
    expect(verifyChain(desk.context.db).problems).toEqual([])
    // What is there can still be read.
    expect(listSubmissions(desk.context.db, { filter: 'all', query: '', offset: 0, limit: 10 }).total).toBe(1)
    makeRoom()
    addNote(desk.context, { authorId: author, channel: 'phone', text: '又有地方了' })
  })

  it('refuses a decision whole: verdict, letter and follow-up', () => {
    const { code, before, after } = untilFull(() => decideWithLetter(desk.context, id, 'revise'))
    expect(code).toBe('disk-full')
    expect(after).toEqual(before)
  })

  it('leaves a mail where it was, to be taken in later, and blames it for nothing', async () => {
    const { hash } = await receive(desk.context, corpusMail('01'), null, desk.clock.now())
    takeLastByte()
    await expect(processMessage(desk.context, hash)).rejects.toThrow(/full/)
    expect(['stored', 'parsed']).toContain(messageStage(desk.context.db, hash)?.stage)
    expect(listQuarantined(desk.context.db)).toEqual([])
    makeRoom()
    expect((await processMessage(desk.context, hash)).kind).toBe('registered')
  })

  it('fails a pull, says so, and the next pull goes on where it was', async () => {
    const sync = openSync(desk.context)
    await receive(desk.context, corpusMail('01'), null, desk.clock.now())
    takeLastByte()
    const accountId = desk.context.db.prepare('SELECT id FROM accounts').pluck().get() as string
    expect(await sync.pull(accountId)).toMatchObject({
      kind: 'failed',
      failure: { step: 'disk', code: 'not-writable' },
    })
    makeRoom()
    expect(await sync.pull(accountId)).toMatchObject({ kind: 'idle' })
    expect(pendingMessages(desk.context.db, 1)).toEqual([])
    await sync.close()
  })

  it('holds a letter back that could not be marked as being sent', async () => {
    const { letter } = decideWithLetter(desk.context, id, 'accept')
    takeLastByte()
    desk.clock.advance(60_000)
    const outbox = openOutbox(desk.context)
    await expect(outbox.deliver()).rejects.toThrow(/full/)
    const state = desk.context.db.prepare('SELECT state FROM letters WHERE id = ?').pluck().get(letter!.id)
    expect(state).toBe('queued')
    makeRoom()
    await outbox.deliver()
    expect(desk.context.db.prepare('SELECT state FROM letters WHERE id = ?').pluck().get(letter!.id)).toBe('sent')
    await outbox.close()
  })

  it('never loses what was acknowledged before it', async () => {
    const { hash } = await receive(desk.context, rawMail(), null, desk.clock.now())
    takeLastByte()
    desk = desk.reopen()
    expect(desk.context.blobs.has(hash)).toBe(true)
    expect(pendingMessages(desk.context.db, 5)).toMatchObject([{ hash }])
  })
})
