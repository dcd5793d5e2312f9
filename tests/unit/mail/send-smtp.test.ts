import { afterEach, describe, expect, test } from 'vitest'
import { sendSmtp, type SendOptions, type SendOutcome } from '@core/mail'
import { plainAccount } from './account'
import { closedPort, startScriptedSmtp, type ScriptedServer, type SmtpScript } from './scripted-server'

let server: ScriptedServer | null = null
afterEach(async () => {
  await server?.stop()
  server = null
})

const raw = Buffer.from('Subject: x\r\n\r\n.a line that begins with a dot\r\nlast line\r\n')
const envelope = { from: 'desk@example.com', to: ['author@example.com'] }

async function send(script: SmtpScript, options: SendOptions = {}, letter = { raw, envelope }): Promise<SendOutcome> {
  server = await startScriptedSmtp(script)
  return sendSmtp(plainAccount(server.port), 's3cret', letter, options)
}

describe('sending', () => {
  test('accepted: the letter arrives as it is, once', async () => {
    expect(await send({ rules: {} })).toEqual({
      kind: 'accepted',
      response: '250 2.0.0 queued as 1',
      accepted: ['author@example.com'],
      rejected: [],
    })
    expect(server?.letters).toEqual(['Subject: x\r\n\r\n..a line that begins with a dot\r\nlast line'])
    expect(server?.lines.filter((line) => line.startsWith('MAIL'))).toHaveLength(1)
  })

  test('a partly rejected recipient list shows per recipient (sentence 17)', async () => {
    const to = ['author@example.com', 'gone@example.com', 'full@example.com']
    const outcome = await send(
      { rules: { 'RCPT TO:<gone': '550 5.1.1 no such user', 'RCPT TO:<full': '452 4.2.2 mailbox full' } },
      {},
      { raw, envelope: { ...envelope, to } },
    )
    expect(outcome).toEqual({
      kind: 'accepted',
      response: '250 2.0.0 queued as 1',
      accepted: ['author@example.com'],
      rejected: [
        { address: 'gone@example.com', permanent: true, code: 550, response: '550 5.1.1 no such user' },
        { address: 'full@example.com', permanent: false, code: 452, response: '452 4.2.2 mailbox full' },
      ],
    })
  })

  test('every recipient rejected: nothing was sent', async () => {
    const outcome = await send({ rules: { RCPT: '550 5.1.1 no such user' } })
    expect(outcome).toMatchObject({
      kind: 'refused',
      permanent: true,
      code: 550,
      rejected: [{ address: 'author@example.com', permanent: true }],
    })
    expect(server?.letters).toEqual([])
  })

  test('163’s 451 after the letter is a refusal for now', async () => {
    expect(await send({ rules: { '.': '451 DT:SPM 163 smtp' } })).toMatchObject({
      kind: 'refused',
      permanent: false,
      code: 451,
      response: '451 DT:SPM 163 smtp',
    })
  })

  test('554 after the letter is a refusal for good', async () => {
    expect(await send({ rules: { '.': '554 DT:SPM spam' } })).toMatchObject({
      kind: 'refused',
      permanent: true,
      code: 554,
    })
  })

  test.each([
    ['163: 553 at MAIL', { MAIL: '553 authentication is required, mail from must equal login' }],
    ['QQ: 501 at MAIL', { MAIL: '501 mail from address must be same as authorization user' }],
    ['after the letter', { '.': '553 Mail from must equal authorized user' }],
  ])('From refused: %s', async (_, rules) => {
    expect(await send({ rules })).toMatchObject({
      kind: 'refused',
      permanent: true,
      failure: { step: 'from', code: 'from-refused' },
    })
  })
})

describe('when it is not certain (sentence 14)', () => {
  test('the line is lost after the final dot', async () => {
    expect(await send({ rules: { '.': 'drop' } })).toMatchObject({ kind: 'unsure' })
    expect(server?.letters).toHaveLength(1)
  })

  test('no answer comes after the final dot', async () => {
    expect(await send({ rules: { '.': 'stall' } }, { socketTimeout: 300 })).toMatchObject({ kind: 'unsure' })
  })

  test('cancelled while the answer is awaited', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 300)
    expect(await send({ rules: { '.': 'stall' } }, { signal: controller.signal })).toMatchObject({ kind: 'unsure' })
  })

  test('a large letter that the server stops reading half-way is surely not sent', async () => {
    const large = Buffer.concat([Buffer.from('Subject: x\r\n\r\n'), Buffer.alloc(32 * 1024 * 1024, 'x\r\n')])
    const net = await import('node:net')
    const listener = net.createServer((socket) => {
      socket.on('error', () => undefined)
      socket.write('220 x\r\n')
      socket.on('data', (data) => {
        const text = data.toString('latin1')
        if (text.startsWith('EHLO')) socket.write('250 x\r\n')
        else if (text.startsWith('MAIL') || text.startsWith('RCPT')) socket.write('250 ok\r\n')
        else if (text.startsWith('DATA')) {
          socket.write('354 go on\r\n')
          socket.pause()
          setTimeout(() => socket.resetAndDestroy(), 200)
        }
      })
    })
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    const address = listener.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    try {
      expect(await sendSmtp(plainAccount(address.port), 'x', { raw: large, envelope })).toMatchObject({
        kind: 'not-sent',
        failure: { code: 'connection-lost' },
      })
    } finally {
      listener.close()
    }
  })
})

describe('surely not sent', () => {
  test.each<[string, SmtpScript, object]>([
    ['the line is lost before DATA', { rules: { RCPT: 'drop' } }, { step: 'smtp-connect', code: 'connection-lost' }],
    ['the line is lost at DATA', { rules: { DATA: 'drop' } }, { step: 'smtp-connect', code: 'connection-lost' }],
    [
      'a wrong password',
      { rules: { 'AUTH PLAIN': '535 Error: authentication failed' } },
      { step: 'smtp-login', code: 'wrong-password' },
    ],
    ['no greeting', { greeting: 'stall', rules: {} }, { step: 'smtp-connect', code: 'timeout' }],
    ['dropped at once', { greeting: 'drop', rules: {} }, { step: 'smtp-connect', code: 'connection-lost' }],
  ])('%s', async (_, script, failure) => {
    expect(await send(script, { connectTimeout: 300 })).toMatchObject({ kind: 'not-sent', failure })
    expect(server?.letters).toEqual([])
  })

  test('nobody listens, and nobody has the name', async () => {
    const port = await closedPort()
    expect(await sendSmtp(plainAccount(port), 'x', { raw, envelope })).toMatchObject({
      kind: 'not-sent',
      failure: { step: 'smtp-connect', code: 'refused' },
    })
    const unknown = plainAccount(port, { smtp: { host: 'no-such-host.invalid', port, security: 'none' } })
    expect(await sendSmtp(unknown, 'x', { raw, envelope })).toMatchObject({
      kind: 'not-sent',
      failure: { step: 'name', code: 'unknown-host' },
    })
  })

  test('a server without STARTTLS is not talked to in the clear', async () => {
    server = await startScriptedSmtp({ rules: {} })
    const account = plainAccount(server.port, { smtp: { host: '127.0.0.1', port: server.port, security: 'starttls' } })
    expect(await sendSmtp(account, 's3cret', { raw, envelope })).toMatchObject({
      kind: 'not-sent',
      failure: { step: 'tls' },
    })
    expect(server.lines.some((line) => line.startsWith('AUTH'))).toBe(false)
  })

  test('cancelled beforehand', async () => {
    server = await startScriptedSmtp({ rules: {} })
    expect(
      await sendSmtp(plainAccount(server.port), 'x', { raw, envelope }, { signal: AbortSignal.abort() }),
    ).toMatchObject({ kind: 'not-sent' })
    expect(server.lines).toEqual([])
  })
})
