/** A letter, its server and the copy in the folder of sent mail: sentences 14 to 16 and 18 of those that must be true. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openOutbox } from '@core/jobs/outbox'
import { openSync } from '@core/jobs/sync'
import { openWriteBack } from '@core/jobs/write-back'
import { getLetter } from '@core/store/repositories/decisions'
import { countChanges } from '@core/store/repositories/server-changes'
import { listSubmissions } from '@core/store/repositories/submissions'
import { addAccount, setIntake, setPassword, settleChanges } from '@core/workflow/accounts'
import { retryLetter } from '@core/workflow/letters'
import { SERVER_FILES_WAIT } from '@core/workflow/write-back'
import { DEFAULT_INTAKE } from '@shared/domain/intake'
import { openTestDesk, type TestDesk } from '../../support/desk'
import { ensureMailPackages } from '../../support/mail-server/mail-packages'
import { startMailServer, type MailServer } from '../../support/mail-server/mail-server'
import { startTcpProxy, type TcpProxy } from '../../support/mail-server/tcp-proxy'
import { rawMail } from '../../support/mails'
import { decideWithLetter } from '../../unit/core/scenario'

const packages = await ensureMailPackages()
if (!packages.available) process.stderr.write(`Skipped, copies of sent letters: ${packages.reason}\n`)

const PASSWORD = 's3cret'
/** As Chinese providers call it. */
const SENT = '已发送'

describe.skipIf(!packages.available)('a letter and its copy in the folder of sent mail', () => {
  let server: MailServer
  let imap: TcpProxy
  let smtp: TcpProxy
  let desk: TestDesk
  let accountId: string
  let user = ''
  let users = 0

  beforeAll(async () => {
    server = await startMailServer({
      users: { box0: PASSWORD, box1: PASSWORD, box2: PASSWORD, box3: PASSWORD, author: PASSWORD },
      sentFolder: SENT,
    })
    imap = await startTcpProxy({ port: server.imap.port })
    smtp = await startTcpProxy({ port: server.smtp.port })
  })
  afterAll(async () => {
    await imap.stop()
    await smtp.stop()
    await server.stop()
  })
  afterEach(() => {
    imap.setFaults({})
    smtp.setFaults({})
    desk.close()
  })

  /** A desk with a piece that is decided and a letter that is due. */
  async function begin(): Promise<string> {
    user = `box${users++}`
    desk = openTestDesk()
    const { id } = await addAccount(desk.context, {
      config: {
        kind: 'imap',
        address: `${user}@desk.example`,
        displayName: '投稿',
        login: user,
        imap: { host: '127.0.0.1', port: imap.port, security: 'none' },
        smtp: { host: '127.0.0.1', port: smtp.port, security: 'none' },
        folder: 'INBOX',
        ca: null,
      },
      password: PASSWORD,
      keep: { place: 'session' },
    })
    accountId = id
    await server.deliver(user, rawMail({ from: '周舟 <author@mail.example>', to: `${user}@desk.example` }))
    await pull()
    const [piece] = listSubmissions(desk.context.db, { filter: 'all', query: '', offset: 0, limit: 9 }).rows
    const { letter } = decideWithLetter(desk.context, piece?.id ?? '', 'reject')
    desk.clock.advance(60_000)
    return letter?.id ?? ''
  }
  async function pull(): Promise<void> {
    const sync = openSync(desk.context)
    expect(await sync.pull(accountId)).toMatchObject({ kind: 'idle' })
    await sync.settled()
    await sync.close()
  }
  async function deliver(): Promise<void> {
    const outbox = openOutbox(desk.context)
    await outbox.deliver()
    await outbox.close()
  }
  /** The time for the server's own copy is over, and what is due is told. */
  async function fileCopies(): Promise<void> {
    desk.clock.advance(SERVER_FILES_WAIT)
    const writeBack = openWriteBack(desk.context)
    await writeBack.run()
    await writeBack.close()
  }
  /** As a start after a kill: nothing but the profile is left; a password of this session has to be given again. */
  async function restart(): Promise<void> {
    desk = desk.reopen()
    await setPassword(desk.context, accountId, PASSWORD, { place: 'session' })
  }
  const look = (id: string) => getLetter(desk.context.db, id)!
  const inSent = () => server.readMailbox(user, SENT)
  const atAuthor = async (messageId: string): Promise<number> => {
    await server.waitForDelivery()
    const mails = await server.readMailbox('author')
    return mails.filter((raw) => raw.includes(`Message-ID: ${messageId}`)).length
  }

  it('Sentence 14: a drop after the final dot is “unsure”: found in Sent it is sent, otherwise only a human sends it again', async () => {
    const id = await begin()
    // The server takes the letter, and its answer never arrives.
    smtp.setFaults({ toClient: { cutOnText: 'queued as' } })
    await deliver()
    expect(look(id)).toMatchObject({ state: 'unsure', reason: 'outcome-unknown', sentCopy: null })
    smtp.setFaults({})
    // Nothing sends it by itself, and what was not surely sent is not copied: the copy would prove too much.
    desk.clock.advance(24 * 60 * 60_000)
    await deliver()
    await fileCopies()
    await restart()
    await deliver()
    expect([look(id).state, (await inSent()).length]).toEqual(['unsure', 0])
    // The provider filed it after all.
    await server.deliver(user, rawMail({ messageId: look(id).messageId, from: `${user}@desk.example` }), SENT)
    await pull()
    await deliver()
    expect(look(id)).toMatchObject({ state: 'sent', reason: 'found-in-sent', sentCopy: { state: 'kept' } })
    expect(() => retryLetter(desk.context, id, true)).toThrow()
    expect(await atAuthor(look(id).messageId)).toBe(1)
  })

  it('Sentence 15: a crash between 250 and APPEND, or between APPEND and its answer, leaves one Sent copy', async () => {
    const id = await begin()
    await deliver()
    expect(look(id)).toMatchObject({ state: 'sent', sentCopy: { state: 'waiting' } })
    await restart()
    expect(look(id).sentCopy).toEqual({ state: 'waiting' })
    // APPEND is done, and the line breaks before the server can say so; then the program is gone.
    imap.setFaults({ toClient: { cutOnText: 'APPENDUID' } })
    await fileCopies()
    expect([look(id).sentCopy, (await inSent()).length]).toEqual([{ state: 'waiting' }, 1])
    imap.setFaults({})
    await restart()
    await fileCopies()
    await fileCopies()
    const [copy, ...more] = await inSent()
    expect([more, look(id).sentCopy]).toEqual([[], null])
    expect(copy?.toString()).toContain(look(id).messageId)
    await pull()
    expect(look(id)).toMatchObject({ state: 'sent', sentCopy: { state: 'kept' } })
    // The copy is the letter, byte for byte, and read.
    expect(await atAuthor(look(id).messageId)).toBe(1)
    const [arrived] = (await server.readMailbox('author')).filter((raw) => raw.includes(look(id).messageId))
    const body = (raw: Buffer | undefined): string => /^From: .*/msu.exec(raw?.toString() ?? '')?.[0] ?? 'no letter'
    expect(body(copy)).toBe(body(arrived))
    expect(await server.doveadm('fetch', '-u', user, 'flags', 'mailbox', SENT)).toContain('\\Seen')
  })

  it('Sentence 16: a server that files Sent by itself leaves one', async () => {
    const id = await begin()
    await deliver()
    await server.deliver(user, rawMail({ messageId: look(id).messageId, from: `${user}@desk.example` }), SENT)
    await fileCopies()
    expect([(await inSent()).length, look(id).sentCopy]).toEqual([1, null])
    expect(countChanges(desk.context.db, accountId)).toEqual({ waiting: 0, failed: [] })
  })

  it('Sentence 18: OVERQUOTA on APPEND never sends again', async () => {
    const id = await begin()
    await server.addUser(user, PASSWORD, '1K')
    await deliver()
    await fileCopies()
    expect(look(id)).toMatchObject({ state: 'sent', sentCopy: { state: 'failed', failure: 'over-quota' } })
    desk.clock.advance(24 * 60 * 60_000)
    await deliver()
    await fileCopies()
    await restart()
    await deliver()
    expect([await atAuthor(look(id).messageId), (await inSent()).length]).toEqual([1, 0])
    // There is room again, and an editor says so.
    await server.addUser(user, PASSWORD)
    settleChanges(desk.context, accountId, 'retry')
    await fileCopies()
    expect([await atAuthor(look(id).messageId), (await inSent()).length]).toEqual([1, 1])
    setIntake(desk.context, accountId, { ...DEFAULT_INTAKE, sentCopies: 'off' })
    expect(look(id)).toMatchObject({ state: 'sent' })
  })
})
