/** What the desk writes into a real mailbox when it may, and that it leaves it alone when it may not. */
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openMailboxWriter, type MailboxWriter } from '@core/mail'
import { openSync } from '@core/jobs/sync'
import { openWriteBack, type WriteBack } from '@core/jobs/write-back'
import { listAccounts } from '@core/store/repositories/desk'
import { countChanges, placesIn } from '@core/store/repositories/server-changes'
import { insertPlace } from '@core/store/repositories/messages'
import { listSubmissions } from '@core/store/repositories/submissions'
import { addAccount, setIntake } from '@core/workflow/accounts'
import { assignSubmission } from '@core/workflow/assignment'
import { claimsFromFlags } from '@core/workflow/claims'
import { transact } from '@core/workflow/context'
import { recordDecision, revertDecision } from '@core/workflow/decisions'
import { nameEditor } from '@core/workflow/desk'
import { openSubmission } from '@core/workflow/review'
import { DEFAULT_INTAKE, type WriteBack as WriteBackSettings } from '@shared/domain/intake'
import type { Verdict } from '@shared/domain/decision'
import type { ImapAccountConfig } from '@shared/domain/mail'
import { claimKeyword } from '@shared/domain/mail-keywords'
import { ensureMailPackages } from '../../support/mail-server/mail-packages'
import { startMailServer, type MailServer } from '../../support/mail-server/mail-server'
import { startTcpProxy, type TcpProxy } from '../../support/mail-server/tcp-proxy'
import { openTestDesk, type TestDesk } from '../../support/desk'
import { rawMail } from '../../support/mails'

const packages = await ensureMailPackages()
if (!packages.available) process.stderr.write(`Skipped, writing back to a real server: ${packages.reason}\n`)

const PASSWORD = 's3cret'
const ALL: WriteBackSettings = { seen: true, keywords: true, folders: {} }

describe.skipIf(!packages.available)('a mailbox', () => {
  let server: MailServer
  let users = 0
  let user = ''
  const desks: TestDesk[] = []

  beforeAll(async () => {
    const names = Array.from({ length: 20 }, (_, at) => [`box${at}`, PASSWORD])
    server = await startMailServer({ users: Object.fromEntries(names) as Record<string, string> })
  })
  afterAll(() => server.stop())
  beforeEach(() => {
    user = `box${users++}`
  })
  afterEach(() => {
    for (const desk of desks.splice(0)) desk.close()
  })

  const config = (port = server.imap.port): ImapAccountConfig => ({
    kind: 'imap',
    address: `${user}@desk.example`,
    displayName: '投稿',
    login: user,
    imap: { host: '127.0.0.1', port, security: 'none' },
    smtp: { host: '127.0.0.1', port: server.smtp.port, security: 'none' },
    folder: 'INBOX',
    ca: readFileSync(server.caFile, 'utf8'),
  })
  async function openDesk(writeBack: WriteBackSettings, account = config()): Promise<TestDesk> {
    const desk = openTestDesk()
    desks.push(desk)
    nameEditor(desk.context, '小羽毛')
    const intake = { ...DEFAULT_INTAKE, writeBack }
    await addAccount(desk.context, { config: account, password: PASSWORD, keep: { place: 'session' }, intake })
    return desk
  }
  const accountId = (desk: TestDesk): string => listAccounts(desk.context.db)[0]?.id ?? ''
  async function pull(desk: TestDesk): Promise<number> {
    const sync = openSync(desk.context)
    const state = await sync.pull(accountId(desk))
    await sync.close()
    if (state.kind !== 'idle') throw new Error(JSON.stringify(state))
    return state.fetched
  }
  const pieces = (desk: TestDesk) =>
    listSubmissions(desk.context.db, { filter: 'all', query: '', offset: 0, limit: 50 }).rows.toSorted((a, b) =>
      a.subject < b.subject ? -1 : 1,
    )
  const piece = (desk: TestDesk, at = 0): string => pieces(desk)[at]?.id ?? ''
  const decide = (desk: TestDesk, verdict: Verdict, at = 0) =>
    recordDecision(desk.context, {
      submissionId: piece(desk, at),
      verdict,
      reason: '看过了',
      override: null,
      letter: null,
    }).decision
  async function tell(desk: TestDesk): Promise<void> {
    const writeBack = openWriteBack(desk.context)
    await writeBack.run()
    await writeBack.close()
  }
  /** `uid flags` of a folder's mails, in order, as the server has them. */
  async function rawFlagsIn(folder = 'INBOX'): Promise<string[]> {
    const said = await server.doveadm('-f', 'tab', 'fetch', '-u', user, 'uid flags', 'mailbox', folder, 'all')
    return said.trimEnd().split('\n').slice(1)
  }
  /** Without `\Recent`, which is about sessions and not about the mail. */
  async function flagsIn(folder = 'INBOX'): Promise<string[]> {
    const lines = await rawFlagsIn(folder)
    return lines.map((line) =>
      line
        .split(/[\t ]/)
        .filter((word) => word !== '' && word !== '\\Recent')
        .join(' '),
    )
  }
  const deliver = async (count = 1): Promise<void> => {
    for (let at = 0; at < count; at++) {
      const messageId = `<${user}-${at}@mail.example>`
      await server.deliver(user, rawMail({ from: '周舟 <zhou@mail.example>', subject: `投稿：第 ${at} 篇`, messageId }))
    }
  }

  /** Stores the flags of INBOX as a sync that follows changes does. */
  async function follow(desk: TestDesk): Promise<void> {
    const seen = await flagsIn()
    transact(desk.context, () => {
      for (const line of seen) {
        const [uid = '', ...after] = line.split(' ')
        const row = desk.context.db.prepare('SELECT * FROM message_places WHERE uid = ?').get(uid) as {
          hash: string
          uid_validity: string
          flags: string
        }
        const place = { accountId: accountId(desk), folder: 'INBOX', uidValidity: row.uid_validity, uid }
        const before = JSON.parse(row.flags) as string[]
        insertPlace(desk.context.db, { ...place, hash: row.hash, flags: after })
        claimsFromFlags(desk.context, { accountId: place.accountId, hash: row.hash, before, after })
      }
    })
  }

  test('stays as it is, byte for byte and flag for flag, while writing back is off', async () => {
    await deliver(3)
    await server.doveadm('flags', 'add', '-u', user, '\\Flagged $Mine', 'mailbox', 'INBOX', 'uid', '2')
    const before = [await rawFlagsIn(), await server.readMailbox(user)]
    const desk = await openDesk(DEFAULT_INTAKE.writeBack)
    expect(await pull(desk)).toBe(3)
    openSubmission(desk.context, piece(desk))
    assignSubmission(desk.context, piece(desk), desk.context.editorId)
    decide(desk, 'accept')
    decide(desk, 'junk', 1)
    let connected = 0
    const writeBack = openWriteBack(desk.context, () => {
      connected++
      return Promise.reject(new Error('nothing is to be written'))
    })
    await writeBack.run()
    expect(await pull(desk)).toBe(0)
    expect([await rawFlagsIn(), await server.readMailbox(user)]).toEqual(before)
    expect([connected, writeBack.nextDue()]).toEqual([0, null])
  })

  test('sees what was read and decided, and the newer decision in place of the older', async () => {
    await deliver(2)
    await server.doveadm('flags', 'add', '-u', user, '$Mine', 'mailbox', 'INBOX', 'uid', '1')
    const desk = await openDesk(ALL)
    await pull(desk)
    openSubmission(desk.context, piece(desk))
    await tell(desk)
    expect(await flagsIn()).toEqual(['1 \\Seen $Mine', '2'])
    const decision = decide(desk, 'revise')
    await tell(desk)
    expect(await flagsIn()).toEqual(['1 \\Seen $Mine $TougaoRevising', '2'])
    revertDecision(desk.context, decision.id, '再看')
    decide(desk, 'reject')
    await tell(desk)
    expect(await flagsIn()).toEqual(['1 \\Seen $Mine $TougaoRejected', '2'])
    expect(countChanges(desk.context.db, accountId(desk))).toEqual({ waiting: 0, failed: [] })
    // What is known of the mailbox is as it is: nothing is told twice.
    expect(placesIn(desk.context.db, accountId(desk), hashes(desk)[0] ?? '')[0]?.flags).toEqual(
      expect.arrayContaining(['$TougaoRejected', '\\Seen']),
    )
  })

  const hashes = (desk: TestDesk): string[] =>
    desk.context.db
      .prepare('SELECT hash FROM submission_messages WHERE submission_id = ?')
      .pluck()
      .all(piece(desk)) as string[]

  test('carries a claim to a second desk, and an own one away from it', async () => {
    await deliver()
    const first = await openDesk(ALL)
    await pull(first)
    assignSubmission(first.context, piece(first), first.context.editorId)
    await tell(first)
    expect(await flagsIn()).toEqual([`1 ${claimKeyword('小羽毛')}`])

    const second = openTestDesk()
    desks.push(second)
    nameEditor(second.context, '老王')
    await addAccount(second.context, {
      config: config(),
      password: PASSWORD,
      keep: { place: 'session' },
      intake: { ...DEFAULT_INTAKE, writeBack: ALL },
    })
    await pull(second)
    await follow(second)
    expect(pieces(second)[0]?.assignee?.name).toBe('小羽毛')
    // What came from there is not sent back.
    await tell(second)
    expect(await flagsIn()).toEqual([`1 ${claimKeyword('小羽毛')}`])
    assignSubmission(second.context, piece(second), second.context.editorId)
    await tell(second)
    expect(await flagsIn()).toEqual([`1 ${claimKeyword('老王')}`])
    // The first desk follows: it is somebody else's now, then nobody's.
    await follow(first)
    expect(pieces(first)[0]?.assignee?.name).toBe('老王')
    assignSubmission(second.context, piece(second), null)
    await tell(second)
    expect(await flagsIn()).toEqual(['1'])
    await follow(first)
    expect(pieces(first)[0]?.assignee).toBeNull()
  })

  test('keeps what another desk decided on a mail that is new here', async () => {
    await deliver()
    const first = await openDesk(ALL)
    await pull(first)
    decide(first, 'accept')
    await tell(first)
    const second = await openDesk(ALL)
    await pull(second)
    await follow(second)
    openSubmission(second.context, piece(second))
    await tell(second)
    expect(await flagsIn()).toEqual(['1 \\Seen $TougaoAccepted'])
  })

  test('has the mails of a state moved, and the next pull finds nothing new', async () => {
    await deliver(2)
    const desk = await openDesk({ seen: false, keywords: true, folders: { rejected: '处理过/已退稿' } })
    await pull(desk)
    decide(desk, 'reject')
    await tell(desk)
    expect([await flagsIn(), await flagsIn('处理过/已退稿')]).toEqual([['2'], ['1 $TougaoRejected']])
    expect(placesIn(desk.context.db, accountId(desk), hashes(desk)[0] ?? '')).toMatchObject([
      { folder: '处理过/已退稿', uid: 1 },
    ])
    expect(await pull(desk)).toBe(0)
    expect(pieces(desk)).toHaveLength(2)
    // A state without a folder moves nothing; its keyword follows the mail.
    const [decision] = desk.context.db.prepare('SELECT id FROM decisions').pluck().all() as string[]
    revertDecision(desk.context, decision ?? '', '再看')
    await tell(desk)
    expect([await flagsIn(), await flagsIn('处理过/已退稿')]).toEqual([['2'], ['1']])
  })

  test('hears in order what was decided while it could not be reached', async () => {
    await deliver(2)
    const proxy: TcpProxy = await startTcpProxy({ port: server.imap.port })
    const desk = await openDesk({ ...ALL, folders: { accepted: '录用' } }, config(proxy.port))
    await pull(desk)
    await proxy.refuse()
    const writeBack: WriteBack = openWriteBack(desk.context)
    openSubmission(desk.context, piece(desk))
    decide(desk, 'accept')
    decide(desk, 'junk', 1)
    await writeBack.run()
    expect(await flagsIn()).toEqual(['1', '2'])
    expect(countChanges(desk.context.db, accountId(desk))).toEqual({ waiting: 4, failed: [] })
    expect(writeBack.nextDue()).toBe(desk.clock.now() + 15_000)
    await proxy.accept()
    desk.clock.advance(15_000)
    await writeBack.run()
    expect([await flagsIn(), await flagsIn('录用')]).toEqual([['2 $TougaoJunk'], ['1 \\Seen $TougaoAccepted']])
    expect(writeBack.nextDue()).toBeNull()
    await writeBack.close()
    await proxy.stop()
  })

  test('is told again after a kill between the server and the queue, and holds everything once', async () => {
    await deliver()
    let desk = await openDesk({ ...ALL, folders: { accepted: '录用' } })
    await pull(desk)
    openSubmission(desk.context, piece(desk))
    assignSubmission(desk.context, piece(desk), desk.context.editorId)
    decide(desk, 'accept')
    /** Does what it is told and dies before anybody can note it. */
    const dying = (writer: MailboxWriter): MailboxWriter => ({
      ...writer,
      store: async (...told) => {
        await writer.store(...told)
        throw new Error('killed')
      },
      move: async (...told) => {
        await writer.move(...told)
        throw new Error('killed')
      },
    })
    // Each start gets one change further: the queue is as long as before, the mailbox is not.
    for (let kills = 0; kills < 6; kills++) {
      const writeBack = openWriteBack(desk.context, async (...asked) => {
        const opened = await openMailboxWriter(asked[0], asked[1])
        return opened.ok ? { ok: true, value: dying(opened.value) } : opened
      })
      await expect(writeBack.run()).rejects.toThrow('killed')
      desks.splice(desks.indexOf(desk), 1)
      desk = desk.reopen()
      desks.push(desk)
      await desk.context.secrets.keep(accountId(desk), PASSWORD, { place: 'session' })
      // Between the kills one is told whole.
      if (kills % 2 === 1) {
        const row = desk.context.db.prepare('SELECT min(id) FROM server_changes').pluck().get()
        desk.context.db.prepare('UPDATE server_changes SET not_before = ? WHERE id <> ?').run(desk.clock.now() + 1, row)
        await tell(desk)
        desk.context.db.prepare('UPDATE server_changes SET not_before = 0').run()
      }
    }
    await tell(desk)
    expect(await flagsIn()).toEqual([])
    expect((await flagsIn('录用')).map((line) => line.split(' ').toSorted())).toEqual([
      ['$TougaoAccepted', claimKeyword('小羽毛'), '1', '\\Seen'].toSorted(),
    ])
    expect(placesIn(desk.context.db, accountId(desk), hashes(desk)[0] ?? '')).toMatchObject([
      { folder: '录用', uid: 1 },
    ])
    expect(await pull(desk)).toBe(0)
  })

  test('is left as it is from the moment that writing back is switched off', async () => {
    await deliver()
    const desk = await openDesk(ALL)
    await pull(desk)
    openSubmission(desk.context, piece(desk))
    decide(desk, 'accept')
    expect(countChanges(desk.context.db, accountId(desk)).waiting).toBe(2)
    setIntake(desk.context, accountId(desk), { ...DEFAULT_INTAKE, writeBack: { ...ALL, seen: false } })
    expect(countChanges(desk.context.db, accountId(desk)).waiting).toBe(1)
    setIntake(desk.context, accountId(desk), DEFAULT_INTAKE)
    expect(countChanges(desk.context.db, accountId(desk)).waiting).toBe(0)
    await tell(desk)
    expect(await flagsIn()).toEqual(['1'])
  })

  test('that was rebuilt meanwhile is not marked at the wrong mail', async () => {
    await deliver(2)
    const desk = await openDesk(ALL)
    await pull(desk)
    openSubmission(desk.context, piece(desk))
    await server.setUidValidity(user, 'INBOX', 4711)
    await tell(desk)
    expect(await flagsIn()).toEqual(['1', '2'])
    expect(countChanges(desk.context.db, accountId(desk)).waiting).toBe(1)
    // The next pull finds the mails again; then it is told.
    await pull(desk)
    desk.clock.advance(60_000)
    await tell(desk)
    expect(await flagsIn()).toEqual(['1 \\Seen', '2'])
  })
})

describe.skipIf(!packages.available)('a server that can less', () => {
  test.each([
    ['IMAP4rev1 UIDPLUS LITERAL+ ID NAMESPACE SPECIAL-USE', true],
    ['IMAP4rev1 LITERAL+ ID NAMESPACE SPECIAL-USE', false],
  ])('%s', async (capability, moves) => {
    const server = await startMailServer({ users: { tougao: PASSWORD }, capability })
    try {
      const messageId = '<one@mail.example>'
      await server.deliver('tougao', rawMail({ messageId }))
      await server.deliver('tougao', rawMail({ messageId: '<two@mail.example>' }))
      // Somebody else's mail that waits to be expunged.
      await server.doveadm('flags', 'add', '-u', 'tougao', '\\Deleted', 'mailbox', 'INBOX', 'uid', '2')
      const writer = await openMailboxWriter(
        {
          kind: 'imap',
          address: 'tougao@desk.example',
          displayName: '',
          login: 'tougao',
          imap: { host: '127.0.0.1', port: server.imap.port, security: 'none' },
          smtp: { host: '127.0.0.1', port: 1, security: 'none' },
          folder: 'INBOX',
          ca: null,
        },
        PASSWORD,
      )
      if (!writer.ok) throw new Error(JSON.stringify(writer.error))
      const said = await server.doveadm('-f', 'tab', 'mailbox', 'status', '-u', 'tougao', 'uidvalidity', 'INBOX')
      const uidValidity = said.trim().split('\n').at(-1)?.split('\t').at(-1) ?? ''
      const at = { folder: 'INBOX', uidValidity, uid: 1 }
      const moved = await writer.value.move(at, '录用', messageId)
      const again = await writer.value.move(at, '录用', messageId)
      await writer.value.close()
      if (moves) {
        expect(moved).toMatchObject({ ok: true, value: { folder: '录用', uid: 1 } })
        expect(again).toEqual(moved)
      } else {
        expect(moved).toEqual({ ok: false, error: { kind: 'no-safe-move' } })
      }
      expect(await server.readMailbox('tougao')).toHaveLength(moves ? 1 : 2)
      if (moves) expect(await server.readMailbox('tougao', '录用')).toHaveLength(1)
    } finally {
      await server.stop()
    }
  })
})

describe.skipIf(!packages.available)('a mailbox that is full', () => {
  test('is read as ever, keeps its mail while there is no room to copy it, and is told once there is', async () => {
    const server = await startMailServer({
      users: { tougao: PASSWORD },
      // Without MOVE a mail is copied first, which needs room.
      capability: 'IMAP4rev1 UIDPLUS LITERAL+ ID NAMESPACE SPECIAL-USE',
    })
    const desk = openTestDesk()
    try {
      await server.deliver('tougao', rawMail({ messageId: '<full@mail.example>' }))
      // Smaller than what lies there already.
      await server.addUser('tougao', PASSWORD, '1K')
      const { id } = await addAccount(desk.context, {
        config: {
          kind: 'imap',
          address: 'tougao@desk.example',
          displayName: '',
          login: 'tougao',
          imap: { host: '127.0.0.1', port: server.imap.port, security: 'none' },
          smtp: { host: '127.0.0.1', port: 1, security: 'none' },
          folder: 'INBOX',
          ca: null,
        },
        password: PASSWORD,
        keep: { place: 'session' },
        intake: { ...DEFAULT_INTAKE, writeBack: { seen: true, keywords: true, folders: { accepted: '录用' } } },
      })
      const sync = openSync(desk.context)
      expect(await sync.pull(id)).toMatchObject({ kind: 'idle', fetched: 1 })
      await sync.close()
      const [row] = listSubmissions(desk.context.db, { filter: 'all', query: '', offset: 0, limit: 5 }).rows
      openSubmission(desk.context, row?.id ?? '')
      recordDecision(desk.context, {
        submissionId: row?.id ?? '',
        verdict: 'accept',
        reason: '看过了',
        override: null,
        letter: null,
      })
      const tell = async (): Promise<void> => {
        const writeBack = openWriteBack(desk.context)
        await writeBack.run()
        await writeBack.close()
      }
      await tell()
      // Marks need no room; the move waits, and the mail lies where it lay.
      expect(countChanges(desk.context.db, id)).toMatchObject({ waiting: 1, failed: [] })
      expect(await server.readMailbox('tougao')).toHaveLength(1)

      await server.addUser('tougao', PASSWORD, '10M')
      desk.clock.advance(24 * 3_600_000)
      await tell()
      expect(countChanges(desk.context.db, id)).toMatchObject({ waiting: 0, failed: [] })
      expect(await server.readMailbox('tougao')).toHaveLength(0)
      expect(await server.readMailbox('tougao', '录用')).toHaveLength(1)
    } finally {
      desk.close()
      await server.stop()
    }
  })
})
