// The test mail system itself: if this fails, so does every other test of mail, and for this reason.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureMailPackages } from '../support/mail-server/mail-packages'
import { startMailServer, type MailServer } from '../support/mail-server/mail-server'
import { isAlive } from '../support/mail-server/process-end'
import { startTcpProxy } from '../support/mail-server/tcp-proxy'

const packages = await ensureMailPackages()
if (!packages.available) process.stderr.write(`Skipped, the test mail server: ${packages.reason}\n`)

describe.skipIf(!packages.available)('the test mail server', () => {
  let server: MailServer
  let ca: string

  beforeAll(async () => {
    server = await startMailServer({ users: { tougao: 's3cret', bob: 's3cret' }, quotas: { bob: '1M' } })
    ca = await readFile(server.caFile, 'utf8')
  })
  afterAll(async () => {
    await server.stop()
  })

  const send = async (port: number, to: string, text: string, secure = false) => {
    const transport = createTransport({
      host: '127.0.0.1',
      port,
      secure,
      ignoreTLS: !secure,
      auth: { user: 'tougao', pass: 's3cret' },
      tls: { ca, servername: 'localhost' },
    })
    try {
      return await transport.sendMail({ from: 'author@example.cn', to, subject: '投稿:春天', text })
    } finally {
      transport.close()
    }
  }
  const connect = async (user: string, port = server.imap.securePort, secure = true) => {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port,
      secure,
      doSTARTTLS: false,
      auth: { user, pass: 's3cret' },
      tls: { ca, servername: 'localhost' },
      logger: false,
    })
    // What breaks the line is the test's own doing, and is seen where a command fails.
    client.on('error', () => undefined)
    await client.connect()
    return client
  }

  it('delivers what is sent by SMTP, over TLS with a login, to where IMAP reads it', async () => {
    await send(server.smtp.securePort, 'tougao@desk.example', '正文', true)
    await server.waitForMails('tougao', 1)
    const client = await connect('tougao')
    try {
      await client.mailboxOpen('INBOX')
      const mail = await client.fetchOne('*', { envelope: true, source: true })
      expect(mail).toMatchObject({ envelope: { subject: '投稿:春天' } })
    } finally {
      await client.logout()
    }
  })

  it('takes raw bytes as they are, in a folder with a Chinese name', async () => {
    const raw = Buffer.concat([Buffer.from('Subject: '), Buffer.from([0xb4, 0xba, 0xcc, 0xec]), Buffer.from('\n\nx\n')])
    await server.deliver('tougao', raw, '来稿')
    expect(await server.readMailbox('tougao', '来稿')).toEqual([raw])
  })

  it('changes UIDVALIDITY, knows later users, and enforces quotas', async () => {
    await server.deliver('tougao', 'Subject: a\n\nb\n', 'Later')
    await server.setUidValidity('tougao', 'Later', 4242)
    await server.addUser('carol', 's3cret')
    const client = await connect('tougao', server.imap.port, false)
    try {
      expect((await client.mailboxOpen('Later')).uidValidity).toBe(4242n)
    } finally {
      await client.logout()
    }
    await (await connect('carol')).logout()
    await expect(server.deliver('bob', `Subject: big\n\n${'x'.repeat(2 ** 21)}\n`)).rejects.toThrow(/quota/i)
  })

  it('loses the line where the proxy is told to', async () => {
    const before = (await server.readMailbox('tougao')).length
    // The server has taken the mail; the program never hears of it.
    const smtp = await startTcpProxy({ port: server.smtp.port }, { toClient: { cutOnText: 'queued as' }, times: 1 })
    const imap = await startTcpProxy({ port: server.imap.port }, { toClient: { cutAfterBytes: 200 }, times: 1 })
    try {
      await expect(send(smtp.port, 'tougao@desk.example', '一')).rejects.toThrow()
      await server.waitForMails('tougao', before + 1)
      await send(smtp.port, 'tougao@desk.example', '二')
      await server.waitForMails('tougao', before + 2)
      expect(smtp.counts).toMatchObject({ connections: 2, faults: 1 })

      await expect(connect('tougao', imap.port, false)).rejects.toThrow()
      const client = await connect('tougao', imap.port, false)
      imap.cutAll()
      await expect(client.mailboxOpen('INBOX')).rejects.toThrow()
      await imap.refuse()
      await expect(connect('tougao', imap.port, false)).rejects.toThrow(/ECONNREFUSED/)
      await imap.accept()
      await (await connect('tougao', imap.port, false)).logout()
    } finally {
      await smtp.stop()
      await imap.stop()
    }
  })

  it('leaves nothing behind when it stops', async () => {
    const other = await startMailServer({ users: { tougao: 's3cret' } })
    const pids = other.pids()
    expect(pids).toHaveLength(2)
    await other.stop()
    expect(pids.filter(isAlive)).toEqual([])
    expect(existsSync(other.folder)).toBe(false)
  })
})
