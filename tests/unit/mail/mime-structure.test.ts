import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { DEFAULT_PARSE_LIMITS, parseMessage } from '@core/mail'
import { sha256Hex } from '@core/store/blobs'
import { temporaryFolder } from '../../support/desk'
import { BASIC, parsed, rawMail } from './raw-mail'

const nested = (depth: number): Buffer => {
  const lines = [...BASIC]
  for (let i = 0; i < depth; i++) lines.push(`Content-Type: multipart/mixed; boundary="b${i}"`, '', `--b${i}`)
  return rawMail(...lines, 'Content-Type: text/plain', '', 'innermost')
}
const parts = (count: number): Buffer =>
  rawMail(
    ...BASIC,
    'Content-Type: multipart/mixed; boundary=b',
    '',
    ...Array.from({ length: count }, (_, i) => `--b\r\n\r\npart ${i}`),
    '--b--',
  )

describe('limits, at the limit and one past it', () => {
  const refusal = async (raw: Buffer, limits: Partial<typeof DEFAULT_PARSE_LIMITS>): Promise<string | null> => {
    const result = await parseMessage(raw, { limits })
    return result.ok ? null : result.error.reason
  }

  test('raw bytes', async () => {
    const raw = rawMail(...BASIC, '', 'x')
    expect(await refusal(raw, { rawBytes: raw.length })).toBeNull()
    expect(await refusal(raw, { rawBytes: raw.length - 1 })).toBe('too-large')
  })

  test('header bytes', async () => {
    const header = rawMail(...BASIC).length
    const raw = rawMail(...BASIC, '', 'x')
    expect(await refusal(raw, { headerBytes: header + 2 })).toBeNull()
    expect(await refusal(raw, { headerBytes: header + 1 })).toBe('too-large')
  })

  test('MIME depth, with the default', async () => {
    const { mimeDepth } = DEFAULT_PARSE_LIMITS
    const at = await parsed(nested(mimeDepth))
    expect(at.message.text).toBe('innermost')
    expect(await refusal(nested(mimeDepth + 1), {})).toBe('too-deep')
  })

  test('part count, with the default', async () => {
    const limit = DEFAULT_PARSE_LIMITS.parts
    expect(await refusal(parts(limit - 1), {})).toBeNull()
    expect(await refusal(parts(limit), {})).toBe('too-many-parts')
  })

  test('nested forwards: the last one past the limit stays a closed file', async () => {
    const forwards = (count: number): Buffer => {
      let raw = rawMail('From: author@example.com', 'Subject: inner', '', 'the manuscript')
      for (let i = 0; i < count; i++)
        raw = rawMail(...BASIC, `Subject: Fwd ${i}`, 'Content-Type: message/rfc822', '', raw)
      return raw
    }
    const limit = DEFAULT_PARSE_LIMITS.nestedForwards
    expect((await parsed(forwards(limit))).message.text).toContain('the manuscript')
    const past = await parsed(forwards(limit + 1))
    expect(past.message.text).not.toContain('the manuscript')
    expect(past.message.attachments.at(-1)?.filename).toMatch(/\.eml$/)
  })

  test('links', async () => {
    const raw = rawMail(...BASIC, '', ...Array.from({ length: 3 }, (_, i) => `https://example.com/${i}`))
    expect((await parsed(raw, { limits: { links: 3 } })).message.links).toHaveLength(3)
    expect((await parsed(raw, { limits: { links: 2 } })).message.links).toHaveLength(2)
  })

  test('HTML read for text', async () => {
    const raw = rawMail(...BASIC, 'Content-Type: text/html', '', '<p>first</p><p>second</p>')
    const end = '<p>first</p><p>second'.length
    expect((await parsed(raw, { limits: { htmlUnits: end } })).message.text).toBe('first\n\nsecond')
    const cut = await parsed(raw, { limits: { htmlUnits: end - 1 } })
    expect(cut.message.text).toBe('first\n\nsecon')
    expect(cut.message.html).toContain('second')
  })
})

describe('what cannot be read', () => {
  test.each(['', '\r\n\r\nbody', '\u0000\u0001\u0002'])('no header at all: %j', async (text) => {
    const result = await parseMessage(Buffer.from(text))
    expect(result).toMatchObject({ ok: false, error: { reason: 'unparsable' } })
  })
})

describe('broken structure gives its text', () => {
  test('a multipart that never names its boundary, or another one', async () => {
    expect((await parsed(rawMail(...BASIC, 'Content-Type: multipart/mixed', '', '正文'))).message.text).toBe('正文')
    expect(
      (await parsed(rawMail(...BASIC, 'Content-Type: multipart/mixed; boundary=x', '', '--y', '', '正文'))).message
        .text,
    ).toContain('正文')
  })

  test('an inner multipart that is not closed ends with the outer one', async () => {
    const raw = rawMail(
      ...BASIC,
      'Content-Type: multipart/mixed; boundary=out',
      '',
      '--out',
      'Content-Type: multipart/alternative; boundary=in',
      '',
      '--in',
      '',
      'text',
      '--out',
      'Content-Type: application/pdf; name=a.pdf',
      '',
      'PDF',
      '--out--',
    )
    const { message } = await parsed(raw)
    expect(message.text).toBe('text')
    expect(message.attachments.map((one) => [one.filename, one.size])).toEqual([['a.pdf', 3]])
  })

  test('a boundary that begins like another is another', async () => {
    const raw = rawMail(
      ...BASIC,
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'one',
      '--bb',
      'still one',
      '--b',
      '',
      'two',
      '--b--',
      'epilogue',
    )
    expect((await parsed(raw)).message.text).toBe('one\n--bb\nstill one\n\ntwo')
  })

  test('a header that a line breaks, a header without an end, and an envelope line left in', async () => {
    const broken = rawMail(
      'From someone Tue Sep 1',
      ...BASIC,
      'Subject: A',
      'B without a blank in front',
      'X-Mailer: y',
      '',
      'body',
    )
    const { message } = await parsed(broken)
    expect(message.subject).toBe('AB without a blank in front')
    expect(message.text).toBe('body')
    expect((await parsed(rawMail(...BASIC, 'no colon here'))).message.text).toBe('no colon here')
  })

  test('a mail without any Message-ID has one made from its bytes', async () => {
    const raw = rawMail('From: a@b.example', '', 'x')
    const first = (await parsed(raw)).message.messageId
    expect(first).toMatch(/^<[0-9a-f]{64}@no-message-id\.invalid>$/)
    expect((await parsed(raw)).message.messageId).toBe(first)
    expect((await parsed(rawMail('From: a@b.example', '', 'y'))).message.messageId).not.toBe(first)
  })

  test('base64 with foreign characters, padding in the middle, quoted-printable with stray signs', async () => {
    const file = (encoding: string, body: string): Buffer =>
      rawMail(...BASIC, 'Content-Type: application/pdf; name=a.pdf', `Content-Transfer-Encoding: ${encoding}`, '', body)
    const bytesOf = async (raw: Buffer): Promise<string> =>
      Buffer.from((await parsed(raw)).attachmentBytes[0]?.bytes ?? []).toString()
    expect(await bytesOf(file('base64', 'QU*JD\r\nR-EVG'))).toBe('ABCDEF')
    expect(await bytesOf(file('BASE64', 'QUI=\r\nQ0Q='))).toBe('ABCD')
    expect(await bytesOf(file('quoted-printable', 'a=3D=\r\nb=ZZ c='))).toBe('a=b=ZZ c')
    expect(await bytesOf(file('x-unknown', 'as is'))).toBe('as is\r\n')
  })
})

describe('bodies', () => {
  test('text between pages is kept in both forms', async () => {
    const raw = rawMail(
      ...BASIC,
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>page</p>',
      '--b',
      '',
      'a < b',
      '--b--',
    )
    const { message } = await parsed(raw)
    expect(message.text).toBe('page\n\na < b')
    expect(message.html).toContain('<pre>a &lt; b</pre>')
  })

  test('an empty text alternative gives way to the page', async () => {
    const raw = rawMail(
      ...BASIC,
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      '',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>正文</p>',
      '--b--',
    )
    expect((await parsed(raw)).message.text).toBe('正文')
  })

  test('flowed text is joined (RFC 3676), quotes and signatures are not', async () => {
    const raw = rawMail(
      ...BASIC,
      'Content-Type: text/plain; format=flowed',
      '',
      'one ',
      'line',
      '> quoted ',
      '> line',
      '-- ',
      'me',
    )
    expect((await parsed(raw)).message.text).toBe('one line\n> quoted line\n-- \nme')
  })

  test('a page names its charset itself', async () => {
    const page = iconv.encode('<meta charset="gb2312"><p>陈喆镕</p>', 'gb18030')
    expect((await parsed(rawMail(...BASIC, 'Content-Type: text/html', '', page))).message.text).toBe('陈喆镕')
  })

  test('text with a file name is a file', async () => {
    const raw = rawMail(
      ...BASIC,
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      '见附件',
      '--b',
      'Content-Type: text/plain; name="稿件.txt"',
      'Content-Disposition: inline',
      '',
      '正文',
      '--b--',
    )
    const { message } = await parsed(raw)
    expect(message.text).toBe('见附件')
    expect(message.attachments.map((one) => one.filename)).toEqual(['稿件.txt'])
  })
})

describe('files', () => {
  test('a picture shown by the page is inline, one that is attached beside it is not', async () => {
    const raw = rawMail(
      ...BASIC,
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<img src="cid:a%40b">',
      '--b',
      'Content-Type: image/png',
      'Content-ID: <a@b>',
      '',
      'P1',
      '--b',
      'Content-Type: image/png; name=photo.png',
      'Content-Disposition: attachment',
      '',
      'P2',
      '--b--',
    )
    const { message } = await parsed(raw)
    expect(message.attachments.map((one) => [one.filename, one.inline, one.contentId])).toEqual([
      ['attachment-1.png', true, 'a@b'],
      ['photo.png', false, null],
    ])
  })

  test('hostile file names become harmless', async () => {
    const raw = rawMail(
      ...BASIC,
      'Content-Type: application/octet-stream',
      'Content-Disposition: attachment; filename="../../../.ssh/authorized_keys"',
      '',
      'x',
    )
    expect((await parsed(raw)).message.attachments[0]?.filename).toBe('authorized_keys')
  })
})

describe('mails inside mails', () => {
  const inner = rawMail(
    'From: =?gbk?B?wdbWqs/E?= <lin@example.com>',
    'Subject: inner',
    'Message-ID: <inner@example.com>',
    'Date: Tue, 01 Sep 2026 16:20:00 +0800',
    '',
    '内文 https://pan.baidu.com/s/1x',
  )
  const outer = (...lines: (string | Buffer)[]): Buffer =>
    rawMail(
      ...BASIC,
      'Subject: Fwd: inner',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'see below',
      '--b',
      ...lines,
      '--b--',
    )

  test.each([
    ['in place', outer('Content-Type: message/rfc822', '', inner)],
    [
      'encoded against the rules',
      outer('Content-Type: message/rfc822', 'Content-Transfer-Encoding: base64', '', inner.toString('base64')),
    ],
    [
      'as a plain file (QQ)',
      outer(
        'Content-Type: application/octet-stream; name="inner.eml"',
        'Content-Transfer-Encoding: base64',
        '',
        inner.toString('base64'),
      ),
    ],
  ])('%s', async (_, raw) => {
    const { message } = await parsed(raw)
    expect(message.kind).toBe('forward')
    expect(message.originalSender).toEqual({ name: '林知夏', address: 'lin@example.com' })
    expect(message.forwarded).toMatchObject({
      messageId: '<inner@example.com>',
      subject: 'inner',
      date: Date.UTC(2026, 8, 1, 8, 20),
    })
    expect(message.text).toBe('see below\n\n内文 https://pan.baidu.com/s/1x')
    expect(message.links).toMatchObject([{ url: 'https://pan.baidu.com/s/1x', expiring: true }])
    expect(message.attachments.map((one) => one.filename)).toEqual(['inner.eml'])
  })

  test('forwarded as text by Foxmail', async () => {
    const raw = rawMail(
      ...BASIC,
      'Subject: 转发: 投稿',
      '',
      '请看',
      '',
      '------------------ 原始邮件 ------------------',
      '发件人: "林知夏"<lin@example.com>;',
      '发送时间: 2026年9月1日(星期二) 下午4:20',
      '收件人: "投稿"<desk@example.com>;',
      '主题: 投稿：第二曲线',
      '',
      '正文第一段',
    )
    const { message } = await parsed(raw)
    expect(message.kind).toBe('forward')
    expect(message.forwarded).toEqual({
      messageId: null,
      from: { name: '林知夏', address: 'lin@example.com' },
      subject: '投稿：第二曲线',
      date: null,
      text: '正文第一段',
      html: null,
    })
  })

  test('the same lines under an answer are history', async () => {
    const raw = rawMail(
      ...BASIC,
      'Subject: 回复: 投稿',
      '',
      '好的',
      '',
      '------------------ 原始邮件 ------------------',
      '发件人: "编辑"<desk@example.com>;',
      '主题: 投稿',
    )
    const { message } = await parsed(raw)
    expect(message.kind).toBe('submission')
    expect(message.forwarded).toBeNull()
  })
})

describe('bounces', () => {
  const bounce = (...report: string[]): Buffer =>
    rawMail(
      'From: MAILER-DAEMON@mx.example',
      'Subject: Delivery',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      '',
      'words',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx',
      '',
      ...report,
      '',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      'Message-ID: <letter@desk.example>',
      'Subject: 回信',
      '--b--',
    )

  test('the failed recipient and the letter that came back', async () => {
    const { message } = await parsed(
      bounce(
        'Original-Recipient: rfc822;Author@Example.com',
        'Final-Recipient: rfc822; other@example.com',
        'Action: failed',
        'Status: 5.1.1',
      ),
    )
    expect(message).toMatchObject({
      kind: 'bounce',
      failedRecipient: 'author@example.com',
      returnedMessageId: '<letter@desk.example>',
    })
    expect(message.attachments).toEqual([])
  })

  test('a delay is no bounce', async () => {
    const { message } = await parsed(bounce('Final-Recipient: rfc822; a@example.com', 'Action: delayed'))
    expect(message).toMatchObject({ kind: 'autoreply', failedRecipient: null })
  })

  test('a provider’s own words (退信) without a report', async () => {
    const raw = rawMail(
      'From: postmaster@163.example',
      'Subject: =?utf-8?B?57O757uf6YCA5L+h?=',
      '',
      '抱歉，您的邮件被退回来了……收件人 <author@example.com>: 550 User not found',
    )
    expect((await parsed(raw)).message).toMatchObject({ kind: 'bounce', failedRecipient: 'author@example.com' })
  })
})

test('bytes of attachments are handed over, each with memory of its own', async () => {
  const { runTask, handedOver } = await import('@core/workers/tasks')
  const raw = rawMail(
    ...BASIC,
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: application/octet-stream; name=a',
    '',
    'one',
    '--b',
    'Content-Type: application/octet-stream; name=b',
    '',
    'two',
    '--b--',
  )
  const folder = temporaryFolder()
  const file = path.join(folder, 'mail')
  writeFileSync(file, raw)
  const sha256s = ['one', 'two', 'none'].map((text) => sha256Hex(text))
  const outcome = await runTask('attachments', { file, sha256s })
  rmSync(folder, { recursive: true })
  expect(handedOver('attachments', outcome).map(({ byteLength }) => byteLength)).toEqual([3, 3])
  const cloned = structuredClone(outcome, { transfer: handedOver('attachments', outcome) })
  expect(cloned.ok && cloned.value.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['one', 'two'])
})
