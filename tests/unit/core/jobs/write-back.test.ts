import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MailboxWriter, WriteProblem } from '@core/mail'
import { openWriteBack } from '@core/jobs/write-back'
import { insertPlace } from '@core/store/repositories/messages'
import { listLetters } from '@core/store/repositories/decisions'
import { countChanges, dropChanges } from '@core/store/repositories/server-changes'
import { addAccount, setIntake, settleChanges } from '@core/workflow/accounts'
import { append, transact } from '@core/workflow/context'
import { moveLetter } from '@core/workflow/letters'
import { openSubmission } from '@core/workflow/review'
import { SERVER_FILES_WAIT } from '@core/workflow/write-back'
import { change } from '@shared/domain/event'
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
      sentFolder: () => Promise.resolve(ok('Sent')),
      append: (folder) => Promise.resolve(answer(`append ${folder}`) ?? ok(undefined)),
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

describe('the copy of a sent letter', () => {
  const letter = () => listLetters(desk.context.db, 1)[0]!
  const sent = (config = plainAccount(1)) => {
    transact(desk.context, () => {
      append(desk.context, [change('account.changed', accountId, { accountId, config })])
      dropChanges(desk.context.db, accountId)
      moveLetter(desk.context, letter(), { to: 'sent', reason: null })
    })
    return letter().id
  }

  it('is asked for with the letter, and made when the server had time to do it by itself', async () => {
    sent()
    expect(letter().sentCopy).toEqual({ state: 'waiting' })
    const writeBack = server(() => null)
    await writeBack.run()
    expect(told).toEqual([])
    expect(writeBack.nextDue()).toBe(desk.clock.now() + SERVER_FILES_WAIT)
    desk.clock.advance(SERVER_FILES_WAIT)
    await writeBack.run()
    expect([told, counts(), letter().sentCopy]).toEqual([['append Sent'], { waiting: 0, failed: [] }, null])
  })

  it('a full mailbox is said beside the letter, which stays sent', async () => {
    sent()
    desk.clock.advance(SERVER_FILES_WAIT)
    await server(() => ({ kind: 'over-quota', detail: 'Quota exceeded' })).run()
    expect(letter()).toMatchObject({
      state: 'sent',
      sentCopy: { state: 'failed', failure: 'over-quota', detail: 'Quota exceeded' },
    })
    settleChanges(desk.context, accountId, 'retry')
    await server(() => null).run()
    expect([told, letter().sentCopy, letter().state]).toEqual([['append Sent', 'append Sent'], null, 'sent'])
  })

  it('is not asked for where the server always files', () => {
    const gmail = { ...plainAccount(1), smtp: { host: 'smtp.gmail.com', port: 465, security: 'tls' as const } }
    sent(gmail)
    expect(counts()).toEqual({ waiting: 0, failed: [] })
  })

  it('is forgotten when it is switched off', () => {
    sent()
    setIntake(desk.context, accountId, { ...DEFAULT_INTAKE, sentCopies: 'off' })
    expect([counts(), letter().sentCopy]).toEqual([{ waiting: 0, failed: [] }, null])
  })
})
