/** A colleague answers an author in the provider's webmail: from the author's mail to the warning before a second answer. */
import { ImapFlow } from 'imapflow'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openSync, type Sync } from '@core/jobs/sync'
import { getSubmission, listSubmissions, listThread } from '@core/store/repositories/submissions'
import { addAccount } from '@core/workflow/accounts'
import { draftDecision } from '@core/workflow/decisions'
import { openTestDesk, type TestDesk } from '../../support/desk'
import { ensureMailPackages } from '../../support/mail-server/mail-packages'
import { startMailServer, type MailServer } from '../../support/mail-server/mail-server'
import { rawMail } from '../../support/mails'

const packages = await ensureMailPackages()
if (!packages.available) process.stderr.write(`Skipped, an answer from webmail: ${packages.reason}\n`)

const PASSWORD = 's3cret'
const AUTHOR = '周舟 <zhou@mail.example>'
const DESK_ADDRESS = 'tougao@desk.example'
const ASKED = '<piece@mail.example>'
/** As a Chinese provider calls it: only the server's mark says what it is for. */
const SENT = '我发出的信'

describe.skipIf(!packages.available)('an answer from webmail', () => {
  let server: MailServer
  let desk: TestDesk
  let sync: Sync
  let accountId: string
  let user = ''
  let users = 0

  beforeAll(async () => {
    server = await startMailServer({ users: { box0: PASSWORD, box1: PASSWORD }, sentFolder: SENT })
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    user = `box${users++}`
    desk = openTestDesk()
    const { id } = await addAccount(desk.context, {
      config: {
        kind: 'imap',
        address: DESK_ADDRESS,
        displayName: '投稿',
        login: user,
        imap: { host: '127.0.0.1', port: server.imap.port, security: 'none' },
        smtp: { host: '127.0.0.1', port: server.smtp.port, security: 'none' },
        folder: 'INBOX',
        ca: null,
      },
      password: PASSWORD,
      keep: { place: 'session' },
    })
    accountId = id
    sync = openSync(desk.context)
  })
  afterEach(async () => {
    await sync.close()
    desk.close()
  })

  /** What webmail does after it has sent a mail: a copy in the folder of sent mail, read. */
  async function webmailSends(raw: Uint8Array, at: Date): Promise<void> {
    const webmail = new ImapFlow({
      host: '127.0.0.1',
      port: server.imap.port,
      secure: false,
      doSTARTTLS: false,
      auth: { user, pass: PASSWORD },
      logger: false,
    })
    await webmail.connect()
    await webmail.append(SENT, Buffer.from(raw), ['\\Seen'], at)
    await webmail.logout()
  }
  const pull = async () => {
    expect(await sync.pull(accountId)).toMatchObject({ kind: 'idle' })
    await sync.settled()
  }
  const pieces = () => listSubmissions(desk.context.db, { filter: 'all', query: '', offset: 0, limit: 9 }).rows
  const warned = (id: string) =>
    draftDecision(desk.context, id, 'accept', '好', new Map()).answeredElsewhere.map(({ subject, from }) => [
      subject,
      from.name,
    ])

  test('joins the piece it answers, and a second answer is warned of until the author writes again', async () => {
    // A folder with a usual name that nobody marked: the server's word goes first.
    await server.deliver(user, rawMail({ messageId: '<lure@desk.example>', from: DESK_ADDRESS }), '已发送')
    await server.deliver(user, rawMail({ from: AUTHOR, to: DESK_ADDRESS, messageId: ASKED }))
    await pull()
    const [piece] = pieces()
    const id = piece?.id ?? ''
    expect(pieces()).toHaveLength(1)
    expect(warned(id)).toEqual([])

    const answer = rawMail({
      from: `小羽毛 <${DESK_ADDRESS}>`,
      to: AUTHOR,
      subject: 'Re: 投稿：内容团队的第二年',
      messageId: '<webmail-1@desk.example>',
      inReplyTo: ASKED,
      references: [ASKED],
      date: 'Tue, 08 Sep 2026 10:00:00 +0800',
      text: '周老师好，稿子收到了，下周答复您。',
    })
    await webmailSends(answer, new Date('2026-09-08T02:00:00Z'))
    const before = getSubmission(desk.context.db, id)?.row
    await pull()

    expect(listThread(desk.context.db, id).map(({ kind }) => kind)).toEqual(['submission', 'sent'])
    expect(pieces()).toHaveLength(1)
    // It asks for no work: the row in the list is as it was.
    expect(getSubmission(desk.context.db, id)?.row).toEqual(before)
    expect(warned(id)).toEqual([['Re: 投稿：内容团队的第二年', '小羽毛']])
    // The same pull again brings nothing, and warns once.
    await pull()
    expect(warned(id)).toHaveLength(1)

    const back = rawMail({
      from: AUTHOR,
      to: DESK_ADDRESS,
      subject: 'Re: Re: 投稿：内容团队的第二年',
      messageId: '<back@mail.example>',
      inReplyTo: '<webmail-1@desk.example>',
      references: [ASKED, '<webmail-1@desk.example>'],
      date: 'Wed, 09 Sep 2026 10:00:00 +0800',
      text: '好的，谢谢！',
    })
    await server.deliver(user, back)
    await pull()
    expect(listThread(desk.context.db, id).map(({ kind }) => kind)).toEqual(['submission', 'sent', 'reply'])
    expect(pieces()).toHaveLength(1)
    expect(warned(id)).toEqual([])
  })

  test('that the desk reads before the mail it answers joins when that comes', async () => {
    const asked = '<later@mail.example>'
    const answer = rawMail({
      from: `小羽毛 <${DESK_ADDRESS}>`,
      to: AUTHOR,
      messageId: '<webmail-2@desk.example>',
      inReplyTo: asked,
      date: 'Thu, 10 Sep 2026 10:00:00 +0800',
      text: '收到。',
    })
    await webmailSends(answer, new Date('2026-09-10T02:00:00Z'))
    await pull()
    await server.deliver(
      user,
      rawMail({
        from: AUTHOR,
        to: DESK_ADDRESS,
        messageId: asked,
        subject: '投稿：另一篇',
        date: 'Thu, 10 Sep 2026 09:00:00 +0800',
      }),
    )
    await pull()
    const piece = pieces().find(({ subject }) => subject === '投稿：另一篇')
    expect(listThread(desk.context.db, piece?.id ?? '').map(({ kind }) => kind)).toEqual(['submission', 'sent'])
    expect(warned(piece?.id ?? '')).toHaveLength(1)
  })
})
