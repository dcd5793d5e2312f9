import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getCursor } from '@core/store/repositories/mailboxes'
import { messageStage } from '@core/store/repositories/messages'
import { receiveAll, type Arrival } from '@core/workflow/receive'
import { openTestDesk, TEST_NOW, type TestDesk } from '../../../support/desk'
import { rawMail } from '../../../support/mails'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => {
  desk.close()
})

function arrival(uid: string, bytes: Uint8Array, rest: Partial<Arrival> = {}): Arrival {
  return {
    source: { bytes },
    place: { accountId: 'a', folder: 'INBOX', uidValidity: '7', uid },
    flags: [],
    arrivedAt: TEST_NOW,
    history: false,
    outgoing: false,
    ...rest,
  }
}

const reached = { accountId: 'a', folder: 'INBOX', cursor: { uidValidity: '7', lastUid: 3, modseq: '12' } }

function places(): unknown[] {
  return desk.context.db.prepare('SELECT uid, hash, flags, gone_at AS goneAt FROM message_places ORDER BY uid').all()
}

describe('a batch of mails that arrived', () => {
  it('is kept in one go: bytes, places with flags, and the cursor', async () => {
    const [one, two] = [rawMail(), rawMail()]
    const received = await receiveAll(
      desk.context,
      [arrival('1', one, { flags: ['\\Seen', '$Forwarded'] }), arrival('2', two), arrival('3', one)],
      reached,
    )
    expect(received.map(({ isNew }) => isNew)).toEqual([true, true, false])
    expect(received[2]?.hash).toBe(received[0]?.hash)
    expect(desk.context.blobs.get(received[0]!.hash)).toEqual(one)
    expect(desk.context.blobs.get(received[1]!.hash)).toEqual(two)
    expect(places()).toEqual([
      { uid: '1', hash: received[0]!.hash, flags: '["$Forwarded","\\\\Seen"]', goneAt: null },
      { uid: '2', hash: received[1]!.hash, flags: '[]', goneAt: null },
      { uid: '3', hash: received[0]!.hash, flags: '[]', goneAt: null },
    ])
    expect(getCursor(desk.context.db, reached)).toEqual(reached.cursor)
  })

  it('may bring nothing but the cursor', async () => {
    expect(await receiveAll(desk.context, [], reached)).toEqual([])
    expect(getCursor(desk.context.db, reached)).toEqual(reached.cursor)
  })

  it('notes a mail that was streamed to the blobs before', async () => {
    const raw = rawMail()
    async function* stream(): AsyncGenerator<Uint8Array> {
      await Promise.resolve()
      yield raw
    }
    const kept = await desk.context.blobs.putStream(stream(), raw.length)
    if (!kept.ok) throw new Error('too large')
    const received = await receiveAll(desk.context, [
      arrival('2', rawMail()),
      arrival('1', raw, { source: kept.value }),
    ])
    expect(received[1]).toEqual({ hash: kept.value.sha256, isNew: true })
    expect(messageStage(desk.context.db, kept.value.sha256)?.stage).toBe('stored')
  })

  it('marks history and what somebody here wrote', async () => {
    await receiveAll(desk.context, [
      arrival('1', rawMail(), { history: true }),
      arrival('2', rawMail(), { outgoing: true }),
    ])
    expect(desk.context.db.prepare('SELECT history, outgoing FROM messages ORDER BY rowid').all()).toEqual([
      { history: 1, outgoing: 0 },
      { history: 0, outgoing: 1 },
    ])
  })

  it('takes a place that was gone for there again', async () => {
    const raw = rawMail()
    await receiveAll(desk.context, [arrival('1', raw)])
    desk.context.db.prepare('UPDATE message_places SET gone_at = 5').run()
    await receiveAll(desk.context, [arrival('1', raw, { flags: ['$Phishing'] })])
    expect(places()).toMatchObject([{ flags: '["$Phishing"]', goneAt: null }])
  })

  it('writes no row when the bytes cannot be kept', async () => {
    const raw = rawMail()
    const refusing = {
      ...desk.context,
      blobs: { ...desk.context.blobs, putAll: () => Promise.reject(new Error('full')) },
    }
    await expect(receiveAll(refusing, [arrival('1', raw)], reached)).rejects.toThrow('full')
    expect(places()).toEqual([])
    expect(getCursor(desk.context.db, reached)).toBeNull()
  })
})
