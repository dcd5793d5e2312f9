/** The intake's batches: order, blame, bounds, and what a kill leaves behind. */
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { differingTables, replay } from '@core/record/replay'
import { verifyChain } from '@core/record/verify-chain'
import { openDatabase } from '@core/store/open-database'
import { beginConversion, countPendingConversions, nextConversion } from '@core/store/repositories/conversions'
import { listVersions } from '@core/store/repositories/manuscripts'
import {
  beginAttempt,
  kindOfMessage,
  listQuarantined,
  messageStage,
  pendingMessages,
} from '@core/store/repositories/messages'
import { getSubmission, listSubmissions } from '@core/store/repositories/submissions'
import { inlineTaskRunner, type TaskRunner } from '@core/workers/pool'
import { convertPending } from '@core/workflow/convert-pending'
import { BATCH_MAILS, sortPending, takeInAll, type IntakeOutcome } from '@core/workflow/intake'
import { receiveAll, type Arrival } from '@core/workflow/receive'
import { fail } from '@shared/domain/result'
import { openTestDesk, TEST_NOW, type TestDesk } from '../../../support/desk'
import { ARTICLE, rawMail } from '../../../support/mails'

let desk: TestDesk
afterEach(() => desk.close())

const inline = inlineTaskRunner()

/** A desk whose mails were read `files` at a time. */
function watching(answer: (files: readonly string[]) => 'read' | 'stall' = () => 'read'): {
  readonly groups: string[][]
  readonly tasks: TaskRunner
} {
  const groups: string[][] = []
  const tasks: TaskRunner = {
    ...inline,
    run: async (name, input) => {
      if (name !== 'parse') return inline.run(name, input)
      const files = (input as { files: readonly string[] }).files.map((file) => path.basename(file))
      groups.push(files)
      return answer(files) === 'read' ? inline.run(name, input) : fail({ code: 'timeout', detail: 'took too long' })
    },
  }
  return { groups, tasks }
}

async function keep(mails: readonly Buffer[], rest: Partial<Arrival> = {}): Promise<string[]> {
  const kept = await receiveAll(
    desk.context,
    mails.map((bytes, index) => ({
      source: { bytes },
      place: null,
      flags: [],
      arrivedAt: TEST_NOW + index,
      history: false,
      outgoing: false,
      ...rest,
    })),
  )
  return kept.map(({ hash }) => hash)
}

async function sort(): Promise<Map<string, IntakeOutcome>> {
  const outcomes = new Map<string, IntakeOutcome>()
  await sortPending(desk.context, { onOutcome: (hash, outcome) => outcomes.set(hash, outcome) })
  return outcomes
}

const notes = (count: number): Buffer[] => Array.from({ length: count }, () => rawMail({ text: '请问怎么投稿？' }))
const all = () => listSubmissions(desk.context.db, { filter: 'all', query: '', offset: 0, limit: 500 })

describe('a batch', () => {
  it('is sorted in the order of arrival: answers find what they answer, in whatever batch', async () => {
    desk = openTestDesk()
    const root = rawMail({ messageId: '<root@mail.example>' })
    const answers = Array.from({ length: BATCH_MAILS + 5 }, (_, index) =>
      rawMail({
        inReplyTo: index === 0 ? '<root@mail.example>' : `<re-${index - 1}@mail.example>`,
        messageId: `<re-${index}@mail.example>`,
        text: '好',
      }),
    )
    await keep([root, ...answers])
    const outcomes = await sort()
    expect([...outcomes.values()].filter(({ kind }) => kind === 'registered')).toHaveLength(1)
    expect([...outcomes.values()].filter(({ kind }) => kind === 'joined')).toHaveLength(answers.length)
    expect(all().total).toBe(1)
  })

  it('of which one mail stalls its worker loses that one to quarantine and no other', async () => {
    let bad = ''
    const { groups, tasks } = watching((files) => (files.includes(bad) ? 'stall' : 'read'))
    desk = openTestDesk({ tasks })
    const hashes = await keep(notes(20))
    bad = hashes[5] ?? ''
    await sort()
    expect(groups.some((files) => files.length > 1)).toBe(true)
    expect(listQuarantined(desk.context.db)).toMatchObject([{ hash: bad, reason: 'timeout' }])
    expect(all().total).toBe(19)
    expect(pendingMessages(desk.context.db, 1)).toEqual([])
  })

  it('of which one mail makes the desk stumble is sorted without it, the others as they would have been', async () => {
    desk = openTestDesk()
    const hashes = await keep(notes(12))
    const bad = hashes[7] ?? ''
    desk.context.db.exec(
      `CREATE TEMP TRIGGER stumble BEFORE INSERT ON parsed_messages WHEN new.hash = '${bad}' BEGIN SELECT RAISE(ABORT, 'a bug'); END`,
    )
    await sort()
    expect(listQuarantined(desk.context.db)).toMatchObject([{ hash: bad, reason: 'unparsable', detail: 'a bug' }])
    expect(all().total).toBe(11)
    expect(verifyChain(desk.context.db).problems).toEqual([])
  })

  it('ends between two batches when it is told to, and goes on there', { timeout: 120_000 }, async () => {
    desk = openTestDesk()
    // More than are under way at once.
    await keep(notes(BATCH_MAILS * 4))
    const stop = new AbortController()
    await sortPending(desk.context, { signal: stop.signal, onOutcome: () => stop.abort() })
    const left = pendingMessages(desk.context.db, 1_000).length
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(BATCH_MAILS * 4)
    await sort()
    expect(all().total).toBe(BATCH_MAILS * 4)
  })

  it('leaves the same tables when the record is replayed', async () => {
    desk = openTestDesk()
    await keep([
      rawMail({ messageId: '<root@mail.example>' }),
      rawMail({ inReplyTo: '<root@mail.example>', text: `${ARTICLE}\n新的一段` }),
      ...notes(9),
    ])
    await takeInAll(desk.context)
    const fresh = openDatabase(path.join(desk.profileDir, 'replayed.db'))
    if (!fresh.ok) throw new Error('no database')
    replay(desk.context.db, fresh.value)
    expect(differingTables(desk.context.db, fresh.value)).toEqual([])
    fresh.value.close()
  })
})

describe('a mail that was under way when the process died', () => {
  it('is read with half as many others each time, and alone in the end', async () => {
    const sizes: number[] = []
    for (const died of [0, 1, 3, 6]) {
      const { groups, tasks } = watching()
      desk = openTestDesk({ tasks })
      const hashes = await keep(notes(BATCH_MAILS))
      for (let time = 0; time < died; time += 1) for (const hash of hashes) beginAttempt(desk.context.db, hash)
      const stop = new AbortController()
      await sortPending(desk.context, { signal: stop.signal, onOutcome: () => stop.abort() })
      sizes.push(BATCH_MAILS - pendingMessages(desk.context.db, 500).length)
      expect(groups.flat().length).toBeGreaterThan(0)
      if (died !== 6) desk.close()
    }
    expect(sizes).toEqual([64, 32, 8, 1])
  })

  it('is not blamed for a try that came to an end', async () => {
    desk = openTestDesk()
    const [hash = ''] = await keep(notes(1))
    for (let time = 0; time < 3; time += 1) beginAttempt(desk.context.db, hash)
    await sort()
    expect(desk.context.db.prepare('SELECT attempts FROM messages').pluck().get()).toBe(0)
  })
})

describe('history', () => {
  it('is read and kept with its kind, and is no work', async () => {
    desk = openTestDesk()
    const [hash = ''] = await keep([rawMail()], { history: true })
    expect((await sort()).get(hash)).toEqual({ kind: 'filed' })
    expect(messageStage(desk.context.db, hash)?.stage).toBe('sorted')
    expect(kindOfMessage(desk.context.db, hash)).toBe('submission')
    expect(countPendingConversions(desk.context.db)).toBe(0)
    expect(all().total).toBe(0)
  })

  it('joins a submission whose thread it belongs to', async () => {
    desk = openTestDesk()
    await keep([rawMail({ messageId: '<root@mail.example>' })])
    await sort()
    const [hash = ''] = await keep([rawMail({ inReplyTo: '<root@mail.example>', text: '补充' })], { history: true })
    expect((await sort()).get(hash)).toMatchObject({ kind: 'joined' })
  })
})

describe('manuscripts', () => {
  it('are made after the sorting: the submission shows that it waits', async () => {
    desk = openTestDesk()
    await keep([rawMail()])
    await sort()
    const id = all().rows[0]?.id ?? ''
    expect(getSubmission(desk.context.db, id)?.conversion).toEqual({ kind: 'pending' })
    await convertPending(desk.context)
    expect(getSubmission(desk.context.db, id)?.conversion).toEqual({ kind: 'converted' })
    expect(countPendingConversions(desk.context.db)).toBe(0)
  })

  it('of one submission keep their order, and the newest submission comes first', async () => {
    desk = openTestDesk()
    await keep([
      rawMail({ messageId: '<a@mail.example>', text: `${ARTICLE}\n第一稿` }),
      rawMail({ messageId: '<b@mail.example>', text: `${ARTICLE}\n另一篇` }),
      rawMail({ inReplyTo: '<a@mail.example>', text: `${ARTICLE}\n第二稿` }),
    ])
    await sort()
    const order: number[] = []
    await convertPending(desk.context, { onConverted: () => order.push(countPendingConversions(desk.context.db)) })
    expect(order).toEqual([2, 1, 0])
    const ofTwo = all().rows.find(({ versions }) => versions === 2)
    const [second, first] = listVersions(desk.context.db, ofTwo?.id ?? '')
    expect([first?.ordinal, second?.ordinal]).toEqual([1, 2])
    expect(first?.words).toBe(second?.words)
  })

  it('that are the same word for word are no new version', async () => {
    desk = openTestDesk()
    await keep([rawMail({ messageId: '<a@mail.example>' }), rawMail({ inReplyTo: '<a@mail.example>', text: ARTICLE })])
    await takeInAll(desk.context)
    expect(all().rows[0]?.versions).toBe(1)
    expect(all().total).toBe(1)
  })

  it('are made after a restart, whatever a kill left', async () => {
    desk = openTestDesk()
    await keep([rawMail()])
    await sort()
    beginConversion(desk.context.db, nextConversion(desk.context.db)?.id ?? 0)
    desk = desk.reopen()
    await takeInAll(desk.context)
    expect(all().rows[0]?.versions).toBe(1)
  })

  it('of which the process died again and again are refused, and the next has its turn', async () => {
    desk = openTestDesk()
    await keep([rawMail()])
    await sort()
    const bad = nextConversion(desk.context.db)?.id ?? 0
    for (let died = 0; died < 8; died += 1) beginConversion(desk.context.db, bad)
    await keep([rawMail({ text: `${ARTICLE}\n另一篇` })])
    await takeInAll(desk.context)
    const conversions = all().rows.map(({ id }) => getSubmission(desk.context.db, id)?.conversion)
    expect(new Set(conversions.map((one) => one?.kind))).toEqual(new Set(['converted', 'refused']))
    expect(conversions).toContainEqual({
      kind: 'refused',
      refusal: { code: 'corrupt', detail: '8 tries ended the process' },
    })
  })
})
