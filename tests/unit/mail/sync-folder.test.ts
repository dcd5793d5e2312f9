import { afterEach, describe, expect, test } from 'vitest'
import { openImapSession, type FolderRequest, type ListedMail } from '@core/mail'
import { groupsOf, uidSet } from '@core/mail/imap-fetch'
import { findSentFolder } from '@core/mail/sent-folder'
import { MAX_GROUP_BYTES, MAX_GROUP_MAILS, STREAM_ABOVE_BYTES } from '@core/mail/pull-limits'
import { memoryBook } from '../../support/memory-book'
import { plainAccount } from './account'
import { closedPort, startScriptedImap, type ScriptedServer } from './scripted-server'

let server: ScriptedServer | null = null
afterEach(async () => {
  await server?.stop()
  server = null
})

const mail = 'Subject: x\r\n\r\nbody\r\n'

/** A server with mails of these UIDs, which says ID is unknown to it unless `id` is set. */
function mailbox(uids: readonly number[], options: { unsafeUntilId?: boolean; capabilities?: string } = {}) {
  let identified = false
  return (command: string): string[] => {
    const verb = command.split(' ')[0]?.toUpperCase()
    if (verb === 'CAPABILITY') return [`* CAPABILITY IMAP4rev1 ${options.capabilities ?? ''}`, '{tag} OK done']
    if (verb === 'ID') {
      identified = true
      return ['* ID NIL', '{tag} OK done']
    }
    if (verb === 'EXAMINE' || verb === 'SELECT') {
      if (options.unsafeUntilId === true && !identified)
        return ['{tag} NO EXAMINE Unsafe Login. Please contact kefu@188.com for help']
      return [
        `* ${uids.length} EXISTS`,
        '* OK [UIDVALIDITY 7] x',
        `* OK [UIDNEXT ${(uids.at(-1) ?? 0) + 1}] x`,
        '{tag} OK [READ-ONLY] done',
      ]
    }
    if (command.startsWith('UID SEARCH')) {
      // `n:*` names the last mail even when it lies below n (RFC 3501): this server does as it says.
      const from = Number(/UID (\d+):\*/.exec(command)?.[1])
      const found = uids.filter((uid) => uid >= from)
      return [`* SEARCH ${(found.length > 0 ? found : uids.slice(-1)).toReversed().join(' ')}`, '{tag} OK done']
    }
    if (command.startsWith('UID FETCH')) {
      const wanted = uids.filter((uid) => inSet(uid, command.split(' ')[2] ?? ''))
      // In descending order, which RFC 3501 allows.
      const lines = wanted.toReversed().map((uid) => {
        const source = command.includes('BODY.PEEK[]')
          ? ` BODY[] {${mail.length}}\r\n${mail}`
          : ` RFC822.SIZE ${mail.length} FLAGS (\\Seen) INTERNALDATE "01-Sep-2026 16:20:00 +0800"`
        return `* ${uids.indexOf(uid) + 1} FETCH (UID ${uid}${source})`
      })
      return [...lines, '{tag} OK done']
    }
    return ['{tag} OK done']
  }
}

function inSet(uid: number, set: string): boolean {
  return set.split(',').some((run) => {
    const [first = '', last = first] = run.split(':')
    return uid >= Number(first) && (last === '*' || uid <= Number(last))
  })
}

async function open(port: number, options = {}) {
  const source = await openImapSession(plainAccount(port), 'secret', { connectTimeout: 2000, ...options })
  if (!source.ok) throw new Error(`${source.error.step} ${source.error.code} ${source.error.detail}`)
  const session = source.value
  return {
    ...session,
    sync: (book = memoryBook(), rest: Partial<FolderRequest> = {}) =>
      session.syncFolder({ folder: 'INBOX', book, thorough: false, ...rest }),
  }
}

describe('pulling by UID', () => {
  test('in ascending order whatever the server’s order; sets are sent ascending, the folder is opened read-only', async () => {
    server = await startScriptedImap(mailbox([3, 5, 9]))
    const session = await open(server.port)
    const book = memoryBook()
    expect(await session.sync(book)).toMatchObject({
      ok: true,
      value: { fetched: 3, fresh: 3, updated: 0, deleted: 0, rebuilt: false, cancelled: false },
    })
    expect(book.cursor()).toEqual({ uidValidity: '7', lastUid: 9, modseq: null })
    expect([...book.mails.values()].map((one) => [one.uid, one.raw.toString(), one.flags, one.internalDate])).toEqual(
      [3, 5, 9].map((uid) => [uid, mail, ['\\Seen'], Date.UTC(2026, 8, 1, 8, 20)]),
    )
    expect(server.lines.filter((line) => line.startsWith('UID FETCH')).map((line) => line.split(' ')[2])).toEqual([
      '3,5,9',
      '3,5,9',
    ])
    expect(server.lines.some((line) => line.startsWith('SELECT'))).toBe(false)
    await session.close()
  })

  test('nothing new makes no duplicate, with and without UIDNEXT', async () => {
    const handler = mailbox([3, 9])
    for (const hideUidNext of [false, true]) {
      server = await startScriptedImap((command) =>
        handler(command).filter((line) => !(hideUidNext && line.includes('UIDNEXT'))),
      )
      const session = await open(server.port)
      const book = memoryBook()
      await session.sync(book)
      const sent = server.lines.length
      book.onTake = (uids) => expect(uids).toEqual([])
      expect(await session.sync(book)).toMatchObject({ ok: true, value: { fetched: 0, fresh: 0 } })
      const after = server.lines.slice(sent)
      expect(after.some((line) => line.startsWith('UID FETCH'))).toBe(false)
      // Where UIDNEXT tells that nothing came, nothing is searched for either.
      expect(after.some((line) => line.startsWith('UID SEARCH'))).toBe(hideUidNext)
      await session.close()
      if (!hideUidNext) await server.stop()
    }
  })

  test('what the keeper throws is thrown; a signal stops between two groups with the cursor where it is', async () => {
    const uids = Array.from({ length: MAX_GROUP_MAILS * 3 }, (_, index) => index + 1)
    server = await startScriptedImap(mailbox(uids))
    const session = await open(server.port)
    const full = memoryBook()
    full.onTake = () => Promise.reject(new Error('disk full'))
    await expect(session.sync(full)).rejects.toThrow('disk full')
    const controller = new AbortController()
    const book = memoryBook()
    book.onTake = () => controller.abort()
    expect(await session.sync(book, { signal: controller.signal })).toMatchObject({
      ok: true,
      value: { cancelled: true },
    })
    const reached = book.cursor()?.lastUid ?? 0
    expect([...book.mails.keys()]).toEqual(uids.slice(0, reached))
    expect(reached).toBeLessThan(uids.length)
    book.onTake = () => undefined
    expect(await session.sync(book)).toMatchObject({ ok: true, value: { fetched: uids.length - reached } })
    await session.close()
    await session.close()
  })

  test('a mail that is listed and never handed out is said to be left on the server, and not asked for again', async () => {
    const handler = mailbox([3, 5])
    server = await startScriptedImap((command) => handler(command).filter((line) => !line.includes('UID 5 BODY')))
    const session = await open(server.port)
    const book = memoryBook()
    expect(await session.sync(book)).toMatchObject({ ok: true, value: { fetched: 1 } })
    expect([...book.left.keys()]).toEqual([5])
    const asked = server.lines.filter((line) => line.includes('BODY.PEEK[]')).length
    await session.sync(book)
    expect(server.lines.filter((line) => line.includes('BODY.PEEK[]'))).toHaveLength(asked)
    await session.close()
  })
})

describe('the folder of sent mail', () => {
  const folder = (
    path: string,
    specialUse?: string,
    specialUseSource?: 'extension' | 'name',
    flags: string[] = [],
  ) => ({
    path,
    name: path.split('/').at(-1) ?? path,
    flags: new Set(flags),
    ...(specialUse === undefined ? {} : { specialUse }),
    ...(specialUseSource === undefined ? {} : { specialUseSource }),
  })
  test('is the one the server marks, else one with a usual name', () => {
    expect(findSentFolder([folder('已发送'), folder('Mine', '\\Sent', 'extension')])).toBe('Mine')
    expect(findSentFolder([folder('INBOX'), folder('INBOX/已发送邮件')])).toBe('INBOX/已发送邮件')
    expect(findSentFolder([folder('Sent Items')])).toBe('Sent Items')
    expect(findSentFolder([folder('Elküldött', '\\Sent', 'name')])).toBe('Elküldött')
    expect(findSentFolder([folder('Sent', undefined, undefined, ['\\Noselect'])])).toBeNull()
    expect(findSentFolder([folder('INBOX'), folder('Sent to clients')])).toBeNull()
  })
})

describe('“Unsafe Login” is answered by ID (sentence 6)', () => {
  test.each([
    ['the server offers ID', 'ID'],
    ['the server does not offer it', ''],
  ])('%s', async (_, capabilities) => {
    server = await startScriptedImap(mailbox([3], { unsafeUntilId: true, capabilities }))
    const source = await open(server.port)
    expect(await source.sync()).toMatchObject({
      ok: true,
      value: { fetched: 1 },
    })
    const ids = server.lines.filter((line) => line.startsWith('ID '))
    expect(ids.at(-1)).toContain('"name" "Tougao Desk"')
    const login = server.lines.findIndex((line) => line.startsWith('LOGIN') || line.startsWith('AUTHENTICATE'))
    expect(server.lines.findLastIndex((line) => line.startsWith('ID '))).toBeGreaterThan(login)
    await source.close()
  })

  test('a server that stays unsafe is reported as such', async () => {
    const handler = mailbox([3])
    server = await startScriptedImap((command) =>
      /^(EXAMINE|SELECT)/.test(command)
        ? ['{tag} NO EXAMINE Unsafe Login. Please contact kefu@188.com']
        : handler(command),
    )
    const source = await openImapSession(plainAccount(server.port), 'x')
    expect(source).toMatchObject({ ok: false, error: { step: 'folder', code: 'unsafe-login' } })
  })
})

describe('failures at opening', () => {
  test('nobody listens; nobody has the name; the password is wrong; the line is silent', async () => {
    expect(await openImapSession(plainAccount(await closedPort()), 'x')).toMatchObject({
      ok: false,
      error: { step: 'tcp', code: 'refused' },
    })
    const unknown = plainAccount(1, { imap: { host: 'no-such-host.invalid', port: 993, security: 'tls' } })
    expect(await openImapSession(unknown, 'x')).toMatchObject({
      ok: false,
      error: { step: 'name', code: 'unknown-host' },
    })
    const handler = mailbox([])
    server = await startScriptedImap((command) =>
      /^(LOGIN|AUTHENTICATE)/.test(command)
        ? ['{tag} NO [AUTHENTICATIONFAILED] LOGIN Login error or password error']
        : handler(command),
    )
    expect(await openImapSession(plainAccount(server.port), 'x')).toMatchObject({
      ok: false,
      error: { step: 'login', code: 'wrong-password' },
    })
    await server.stop()
    server = await startScriptedImap(() => [])
    expect(
      await openImapSession(plainAccount(server.port), 'x', { connectTimeout: 300, socketTimeout: 500 }),
    ).toMatchObject({ ok: false, error: { code: 'timeout' } })
  })

  test('a server without STARTTLS is not logged into in the clear', async () => {
    server = await startScriptedImap(mailbox([]))
    const account = plainAccount(1, { imap: { host: '127.0.0.1', port: server.port, security: 'starttls' } })
    expect(await openImapSession(account, 'x')).toMatchObject({ ok: false, error: { step: 'tls', code: 'tls-failed' } })
    expect(server.lines.some((line) => /^(LOGIN|AUTHENTICATE)/.test(line))).toBe(false)
  })
})

describe('sets and groups', () => {
  test('runs are joined', () => {
    expect(uidSet([1, 2, 3, 5, 7, 8])).toBe('1:3,5,7:8')
    expect(uidSet([])).toBe('')
  })

  const listed = (sizes: readonly number[]): ListedMail[] =>
    sizes.map((size, index) => ({ uid: index + 1, size, flags: [], internalDate: null, messageId: null }))
  const shape = (sizes: readonly number[]): number[] => groupsOf(listed(sizes)).map((group) => group.length)

  test('by count: at the limit and one more', () => {
    expect(shape(Array.from({ length: MAX_GROUP_MAILS }, () => 1))).toEqual([MAX_GROUP_MAILS])
    expect(shape(Array.from({ length: MAX_GROUP_MAILS + 1 }, () => 1))).toEqual([MAX_GROUP_MAILS, 1])
  })
  test('by bytes: at the limit and one more', () => {
    const half = MAX_GROUP_BYTES / 2
    expect(shape([half, half])).toEqual([2])
    expect(shape([half, half - 1, 2])).toEqual([2, 1])
  })
  test('a mail past the bound for streaming is alone', () => {
    expect(shape([1, STREAM_ABOVE_BYTES, 1])).toEqual([3])
    expect(shape([1, STREAM_ABOVE_BYTES + 1, 1])).toEqual([1, 1, 1])
  })
})
