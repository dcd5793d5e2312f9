import { afterEach, describe, expect, test } from 'vitest'
import { openImapSource, type PulledMessage } from '@core/mail'
import { groupsOf, uidSet, type ListedMail } from '@core/mail/imap-fetch'
import { MAX_GROUP_BYTES, MAX_GROUP_MAILS, STREAM_ABOVE_BYTES } from '@core/mail/pull-limits'
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
  const source = await openImapSource(plainAccount(port), 'secret', { connectTimeout: 2000, ...options })
  if (!source.ok) throw new Error(`${source.error.step} ${source.error.code} ${source.error.detail}`)
  return source.value
}

describe('pulling by UID', () => {
  test('in ascending order whatever the server’s order, with a cursor for each', async () => {
    server = await startScriptedImap(mailbox([3, 5, 9]))
    const source = await open(server.port)
    const pulled: PulledMessage[] = []
    const result = await source.pull({ cursor: null, onMessage: async (message) => void pulled.push(message) })
    expect(result).toEqual({
      ok: true,
      value: {
        cursor: { uidValidity: '7', lastUid: 9 },
        fetched: 3,
        uidValidityChanged: false,
        skipped: [],
        cancelled: false,
      },
    })
    expect(
      pulled.map((one) => [one.uid, one.cursor.lastUid, Buffer.from(one.raw).toString(), one.flags, one.internalDate]),
    ).toEqual([3, 5, 9].map((uid) => [uid, uid, mail, ['\\Seen'], Date.UTC(2026, 8, 1, 8, 20)]))
    // Sentence 5: sets are sent ascending; and the folder is opened read-only.
    expect(server.lines.filter((line) => line.startsWith('UID FETCH')).map((line) => line.split(' ')[2])).toEqual([
      '3,5,9',
      '3,5,9',
    ])
    expect(server.lines.some((line) => line.startsWith('SELECT'))).toBe(false)
    await source.close()
  })

  test('nothing new makes no duplicate (sentence 2), with and without UIDNEXT', async () => {
    const handler = mailbox([3, 9])
    for (const hideUidNext of [false, true]) {
      server = await startScriptedImap((command) =>
        handler(command).filter((line) => !(hideUidNext && line.includes('UIDNEXT'))),
      )
      const source = await open(server.port)
      const result = await source.pull({
        cursor: { uidValidity: '7', lastUid: 9 },
        onMessage: () => Promise.reject(new Error('nothing is new')),
      })
      expect(result).toMatchObject({ ok: true, value: { fetched: 0, cursor: { lastUid: 9 } } })
      expect(server.lines.some((line) => line.startsWith('UID FETCH'))).toBe(false)
      await source.close()
      if (!hideUidNext) await server.stop()
    }
  })

  test('another UIDVALIDITY hands everything over again and says so (sentence 1)', async () => {
    server = await startScriptedImap(mailbox([3, 9]))
    const source = await open(server.port)
    const result = await source.pull({ cursor: { uidValidity: '6', lastUid: 9 }, onMessage: () => Promise.resolve() })
    expect(result).toMatchObject({
      ok: true,
      value: { fetched: 2, uidValidityChanged: true, cursor: { uidValidity: '7', lastUid: 9 } },
    })
    await source.close()
  })

  test('what the taker throws is thrown; a signal stops between two mails with the cursor where it is', async () => {
    server = await startScriptedImap(mailbox([3, 5, 9]))
    const source = await open(server.port)
    await expect(
      source.pull({ cursor: null, onMessage: () => Promise.reject(new Error('disk full')) }),
    ).rejects.toThrow('disk full')
    const controller = new AbortController()
    const result = await source.pull({
      cursor: null,
      onMessage: async (message) => void (message.uid === 5 && controller.abort()),
      signal: controller.signal,
    })
    expect(result).toMatchObject({ ok: true, value: { cancelled: true, fetched: 2, cursor: { lastUid: 5 } } })
    await source.close()
    await source.close()
  })
})

describe('“Unsafe Login” is answered by ID (sentence 6)', () => {
  test.each([
    ['the server offers ID', 'ID'],
    ['the server does not offer it', ''],
  ])('%s', async (_, capabilities) => {
    server = await startScriptedImap(mailbox([3], { unsafeUntilId: true, capabilities }))
    const source = await open(server.port)
    expect(await source.pull({ cursor: null, onMessage: () => Promise.resolve() })).toMatchObject({
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
    const source = await openImapSource(plainAccount(server.port), 'x')
    expect(source).toMatchObject({ ok: false, error: { step: 'folder', code: 'unsafe-login' } })
  })
})

describe('failures at opening', () => {
  test('nobody listens; nobody has the name; the password is wrong; the line is silent', async () => {
    expect(await openImapSource(plainAccount(await closedPort()), 'x')).toMatchObject({
      ok: false,
      error: { step: 'tcp', code: 'refused' },
    })
    const unknown = plainAccount(1, { imap: { host: 'no-such-host.invalid', port: 993, security: 'tls' } })
    expect(await openImapSource(unknown, 'x')).toMatchObject({
      ok: false,
      error: { step: 'name', code: 'unknown-host' },
    })
    const handler = mailbox([])
    server = await startScriptedImap((command) =>
      /^(LOGIN|AUTHENTICATE)/.test(command)
        ? ['{tag} NO [AUTHENTICATIONFAILED] LOGIN Login error or password error']
        : handler(command),
    )
    expect(await openImapSource(plainAccount(server.port), 'x')).toMatchObject({
      ok: false,
      error: { step: 'login', code: 'wrong-password' },
    })
    await server.stop()
    server = await startScriptedImap(() => [])
    expect(
      await openImapSource(plainAccount(server.port), 'x', { connectTimeout: 300, socketTimeout: 500 }),
    ).toMatchObject({ ok: false, error: { code: 'timeout' } })
  })

  test('a server without STARTTLS is not logged into in the clear', async () => {
    server = await startScriptedImap(mailbox([]))
    const account = plainAccount(1, { imap: { host: '127.0.0.1', port: server.port, security: 'starttls' } })
    expect(await openImapSource(account, 'x')).toMatchObject({ ok: false, error: { step: 'tls', code: 'tls-failed' } })
    expect(server.lines.some((line) => /^(LOGIN|AUTHENTICATE)/.test(line))).toBe(false)
  })
})

describe('sets and groups', () => {
  test('runs are joined', () => {
    expect(uidSet([1, 2, 3, 5, 7, 8])).toBe('1:3,5,7:8')
    expect(uidSet([])).toBe('')
  })

  const listed = (sizes: readonly number[]): ListedMail[] =>
    sizes.map((size, index) => ({ uid: index + 1, size, flags: [], internalDate: null }))
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
