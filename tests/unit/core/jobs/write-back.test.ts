import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MailboxWriter, WriteProblem } from '@core/mail'
import { openWriteBack } from '@core/jobs/write-back'
import { insertPlace } from '@core/store/repositories/messages'
import { countChanges } from '@core/store/repositories/server-changes'
import { addAccount, settleChanges } from '@core/workflow/accounts'
import { openSubmission } from '@core/workflow/review'
import { DEFAULT_INTAKE } from '@shared/domain/intake'
import { fail, ok } from '@shared/domain/result'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { takeSubmission } from '../../../support/mails'
import { plainAccount } from '../../mail/account'
import { decideWithLetter } from '../scenario'

let desk: TestDesk
let accountId: string
let told: string[]
beforeEach(async () => {
  desk = openTestDesk()
  told = []
  const intake = { ...DEFAULT_INTAKE, writeBack: { seen: true, keywords: true, folders: { rejected: '退稿' } } }
  const added = await addAccount(desk.context, {
    config: plainAccount(1),
    password: 's3cret',
    keep: { place: 'session' },
    intake,
  })
  accountId = added.id
  const submission = await takeSubmission(desk.context)
  const hash = desk.context.db.prepare('SELECT hash FROM messages').pluck().get() as string
  insertPlace(desk.context.db, { accountId, folder: 'INBOX', uidValidity: '1', uid: '7', hash, flags: [] })
  openSubmission(desk.context, submission)
  decideWithLetter(desk.context, submission, 'reject')
})
afterEach(() => desk.close())

const counts = () => countChanges(desk.context.db, accountId)
/** A server that answers each change as it is told to. */
const server = (problem: (what: string) => WriteProblem | null) =>
  openWriteBack(desk.context, () => {
    const answer = (what: string) => {
      told.push(what)
      const met = problem(what)
      return met === null ? null : fail(met)
    }
    const writer: MailboxWriter = {
      store: (_, { add }) => Promise.resolve(answer(add.join(' ')) ?? ok('stored')),
      move: (_, folder) => Promise.resolve(answer(folder) ?? ok({ folder, uidValidity: '2', uid: 1 })),
      find: () => Promise.resolve(ok(null)),
      close: () => Promise.resolve(),
    }
    return Promise.resolve(ok(writer))
  })

it('asks for what happened, oldest first, once', async () => {
  expect(counts()).toEqual({ waiting: 3, failed: [] })
  const writeBack = server(() => null)
  expect(writeBack.nextDue()).toBe(0)
  await Promise.all([writeBack.run(), writeBack.run()])
  await writeBack.run()
  expect(told).toEqual(['\\Seen', '$TougaoRejected', '退稿'])
  expect([counts(), writeBack.nextDue()]).toEqual([{ waiting: 0, failed: [] }, null])
})

it('a change that the mailbox cannot keep fails with its reason and holds up no other', async () => {
  const writeBack = server((what) =>
    what.startsWith('$') ? { kind: 'keyword-not-permitted' } : what === '退稿' ? { kind: 'no-safe-move' } : null,
  )
  await writeBack.run()
  expect(counts()).toEqual({
    waiting: 0,
    failed: [
      { failure: 'keyword-not-permitted', detail: '', count: 1 },
      { failure: 'no-safe-move', detail: '', count: 1 },
    ],
  })
  await writeBack.run()
  expect(told).toHaveLength(3)
  settleChanges(desk.context, accountId, 'retry')
  expect(counts()).toEqual({ waiting: 2, failed: [] })
  await writeBack.run()
  settleChanges(desk.context, accountId, 'drop')
  expect(counts()).toEqual({ waiting: 0, failed: [] })
})

it('a refusal for the moment is tried again a few times, then said', async () => {
  const writeBack = server((what) => (what === '\\Seen' ? { kind: 'refused', detail: 'NO busy' } : null))
  for (let tries = 0; tries < 5; tries++) {
    expect(counts().failed).toEqual([])
    await writeBack.run()
    desk.clock.advance(60_000)
  }
  expect(told.filter((what) => what === '\\Seen')).toHaveLength(5)
  expect(counts()).toEqual({ waiting: 0, failed: [{ failure: 'refused', detail: 'NO busy', count: 1 }] })
})

it('a lost line is waited out, longer each time, and everything is still there', async () => {
  const failure = { step: 'folder', code: 'connection-lost', detail: '' } as const
  const writeBack = server(() => ({ kind: 'connection', failure }))
  for (const wait of [15_000, 30_000, 60_000]) {
    await writeBack.run()
    expect(writeBack.nextDue()).toBe(desk.clock.now() + wait)
    desk.clock.advance(wait)
  }
  expect(counts()).toEqual({ waiting: 3, failed: [] })
  expect(told).toHaveLength(3)
  writeBack.retryNow()
  expect(writeBack.nextDue()).toBe(0)
})
