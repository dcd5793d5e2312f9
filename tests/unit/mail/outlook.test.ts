/** Outlook's .msg files: written here as Outlook writes them, read as any mail, and read by another library too. */
import MsgReader from '@kenjiuno/msgreader'
import { createHash } from 'node:crypto'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { parsedMessageSchema } from '@shared/domain/mail'
import { DEFAULT_PARSE_LIMITS, parseMessage, type ParseLimits } from '@core/mail'
import { PROPERTY } from '@core/mail/outlook/mapi-properties'
import { decompressRtf } from '@core/mail/outlook/rtf-compression'
import { MAX_RTF_DEPTH, readRtfBody } from '@core/mail/outlook/rtf-body'
import {
  binary,
  embedded,
  file,
  long,
  narrow,
  rawRtf,
  recipient,
  time,
  unicode,
  writeMsg,
  type WrittenMessage,
} from '../../support/outlook-file'
import { parsed } from './raw-mail'

const SENT = Date.UTC(2026, 8, 1, 8, 20)
const DOCUMENT = Buffer.from('PK not really a document, only its bytes')

const LETTER: WrittenMessage = {
  properties: [
    unicode(PROPERTY.messageClass, 'IPM.Note'),
    unicode(PROPERTY.subject, '投稿：陈喆镕谈AI视频（终稿）'),
    unicode(PROPERTY.senderName, '陈喆镕'),
    unicode(PROPERTY.senderSmtp, 'Chen@163.example'),
    unicode(PROPERTY.messageId, '<msg1@163.example>'),
    unicode(PROPERTY.inReplyTo, '<m0@desk.example>'),
    unicode(PROPERTY.references, '<m9@desk.example> <m0@desk.example>'),
    time(PROPERTY.clientSubmitTime, SENT),
    unicode(PROPERTY.body, '编辑您好：\r\n稿件见附件，请查收。\r\n'),
    binary(
      PROPERTY.html,
      iconv.encode(
        '<html><head><meta charset="gb2312"></head><body><p>编辑您好：</p><p>稿件见附件，请查收。喆</p><img src="cid:pic@1"></body></html>',
        'gb18030',
      ),
    ),
    long(PROPERTY.internetCodepage, 936),
  ],
  recipients: [recipient('投稿邮箱', 'tougao@appcpx.com'), recipient('小羽毛', 'yumao@appcpx.com', 2)],
  attachments: [
    file('AI视频（终稿）.docx', DOCUMENT, [
      unicode(PROPERTY.attachMimeType, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'),
    ]),
    file('image001.png', Buffer.alloc(9_000, 3), [
      unicode(PROPERTY.attachContentId, 'pic@1'),
      unicode(PROPERTY.attachMimeType, 'image/png'),
    ]),
  ],
}

const refusalOf = async (raw: Buffer, limits: Partial<ParseLimits> = {}): Promise<string | null> => {
  const result = await parseMessage(raw, { limits })
  return result.ok ? null : `${result.error.reason}: ${result.error.detail}`
}

describe('a mail from Outlook', () => {
  test('is read like any other', async () => {
    const { message, attachmentBytes } = await parsed(writeMsg(LETTER))
    parsedMessageSchema.parse(message)
    expect(message).toMatchObject({
      messageId: '<msg1@163.example>',
      subject: '投稿：陈喆镕谈AI视频（终稿）',
      from: { name: '陈喆镕', address: 'chen@163.example' },
      to: [{ name: '投稿邮箱', address: 'tougao@appcpx.com' }],
      cc: [{ name: '小羽毛', address: 'yumao@appcpx.com' }],
      date: SENT,
      inReplyTo: '<m0@desk.example>',
      references: ['<m9@desk.example>', '<m0@desk.example>'],
      kind: 'submission',
      text: '编辑您好：\n稿件见附件，请查收。',
    })
    expect(message.html).toContain('<p>稿件见附件，请查收。喆</p>')
    expect(message.attachments).toMatchObject([
      {
        filename: 'AI视频（终稿）.docx',
        size: DOCUMENT.length,
        inline: false,
        sha256: createHash('sha256').update(DOCUMENT).digest('hex'),
      },
      { filename: 'image001.png', size: 9_000, inline: true, contentId: 'pic@1', contentType: 'image/png' },
    ])
    expect(attachmentBytes.map(({ bytes }) => bytes.length)).toEqual([DOCUMENT.length, 9_000])
  })

  test('as another reader reads it', async () => {
    const raw = writeMsg(LETTER)
    const theirs = new MsgReader(new Uint8Array(raw).buffer).getFileData()
    const { message } = await parsed(raw)
    expect(theirs.subject).toBe(message.subject)
    expect(theirs.senderName).toBe(message.from.name)
    expect(theirs.body?.replaceAll('\r\n', '\n').trim()).toBe(message.text)
    expect(theirs.attachments?.map((one) => one.fileName)).toEqual(message.attachments.map((one) => one.filename))
    expect(theirs.recipients?.map((one) => one.name)).toEqual([...message.to, ...message.cc].map((one) => one.name))
  })

  test('not Unicode: strings in the code page of the message', async () => {
    for (const [codepage, charset, text] of [
      [936, 'gb18030', '投稿：陈喆镕谈内容'],
      [950, 'big5', '投稿：數位行銷觀察'],
      [20127, 'gb18030', '投稿：一份可以直接抄的模板'],
      [1252, 'gb18030', '投稿：一份可以直接抄的模板'],
      [65001, 'utf-8', '投稿：正文😀'],
    ] as const) {
      const raw = writeMsg({
        properties: [
          long(PROPERTY.messageCodepage, codepage),
          narrow(PROPERTY.subject, text, charset),
          narrow(PROPERTY.senderName, text, charset),
          narrow(PROPERTY.senderAddress, 'a@b.example'),
          narrow(PROPERTY.body, `${text}\r\n第二行`, charset === 'big5' ? 'big5' : charset),
        ],
        attachments: [
          {
            properties: [
              long(PROPERTY.attachMethod, 1),
              narrow(PROPERTY.attachLongName, `${text.slice(3)}.doc`, charset),
              binary(PROPERTY.attachData, DOCUMENT),
            ],
          },
        ],
      })
      const { message } = await parsed(raw)
      expect(message.subject, charset).toBe(text)
      expect(message.from, charset).toEqual({ name: text, address: 'a@b.example' })
      expect(message.text.split('\n')[0], charset).toBe(text)
      expect(message.attachments[0]?.filename, charset).toBe(`${text.slice(3)}.doc`)
    }
  })

  test('the header it had on its way counts; what it lacks comes from the properties', async () => {
    const raw = writeMsg({
      properties: [
        unicode(
          PROPERTY.transportHeaders,
          'Received: from x by y\r\nMessage-ID: <wire@163.example>\r\nReferences: <a@x>\r\n <b@x>\r\nFrom: =?gb2312?B?1cXI/Q==?= <zhang@163.example>\r\nReply-To: other@163.example\r\nAuto-Submitted: no\r\n',
        ),
        unicode(PROPERTY.subject, '回复: 投稿'),
        unicode(PROPERTY.senderAddress, '/O=EXCHANGE/OU=X/CN=RECIPIENTS/CN=ZHANG'),
        unicode(PROPERTY.body, '正文'),
        time(PROPERTY.deliveryTime, SENT),
      ],
    })
    expect((await parsed(raw)).message).toMatchObject({
      messageId: '<wire@163.example>',
      from: { name: '张三', address: 'zhang@163.example' },
      replyTo: { address: 'other@163.example' },
      references: ['<a@x>', '<b@x>'],
      subject: '回复: 投稿',
      date: SENT,
    })
  })

  test('a sent item has no header: an Exchange address is none, the SMTP one beside it is', async () => {
    const raw = writeMsg({
      properties: [
        unicode(PROPERTY.subject, 'x'),
        unicode(PROPERTY.senderName, '李, "四" <x>'),
        unicode(PROPERTY.senderAddress, '/O=EXCHANGE/CN=LI'),
        unicode(PROPERTY.sentRepresentingSmtp, 'li@corp.example'),
      ],
    })
    const { message } = await parsed(raw)
    expect(message.from).toEqual({ name: '李, "四" <x>', address: 'li@corp.example' })
    expect(message.messageId).toMatch(/^<[0-9a-f]{64}@no-message-id\.invalid>$/)
    expect(message.date).toBeNull()
  })

  test('an embedded message is a forward: its writer is the author, its files are the mail’s', async () => {
    const raw = writeMsg({
      properties: [
        unicode(PROPERTY.subject, '转发：投稿'),
        unicode(PROPERTY.senderSmtp, 'colleague@appcpx.com'),
        unicode(PROPERTY.body, '请看'),
      ],
      attachments: [embedded('投稿：陈喆镕谈AI视频', LETTER)],
    })
    const { message, attachmentBytes } = await parsed(raw)
    expect(message).toMatchObject({
      kind: 'forward',
      originalSender: { name: '陈喆镕', address: 'chen@163.example' },
      forwarded: { subject: '投稿：陈喆镕谈AI视频（终稿）', messageId: '<msg1@163.example>', date: SENT },
    })
    expect(message.attachments.map((one) => one.filename)).toEqual([
      '投稿：陈喆镕谈AI视频.msg',
      'AI视频（终稿）.docx',
      'image001.png',
    ])
    // The embedded message is kept as a file of its own, and reads as the letter it is.
    const inner = attachmentBytes.find(({ sha256 }) => sha256 === message.attachments[0]?.sha256)
    expect((await parsed(inner?.bytes ?? new Uint8Array())).message).toEqual((await parsed(writeMsg(LETTER))).message)
  })

  test('a report of failure, an absence note, a receipt', async () => {
    const kindOf = async (messageClass: string): Promise<[string, string | null]> => {
      const raw = writeMsg({
        properties: [
          unicode(PROPERTY.messageClass, messageClass),
          unicode(PROPERTY.subject, '退稿通知'),
          unicode(PROPERTY.body, '正文'),
        ],
        recipients: [recipient('苏打', 'suda@yunying.example')],
      })
      const { message } = await parsed(raw)
      return [message.kind, message.failedRecipient]
    }
    expect(await kindOf('REPORT.IPM.Note.NDR')).toEqual(['bounce', 'suda@yunying.example'])
    expect(await kindOf('IPM.Note.Rules.OofTemplate.Microsoft')).toEqual(['autoreply', null])
    expect(await kindOf('REPORT.IPM.Note.IPNRN')).toEqual(['autoreply', null])
  })

  test('a file of several megabytes, whose table needs sectors of its own', async () => {
    const large = Buffer.alloc(9 * 1024 * 1024, 'x')
    const { message } = await parsed(
      writeMsg({ properties: [unicode(PROPERTY.subject, '大附件')], attachments: [file('a.bin', large)] }),
    )
    expect(message.attachments).toMatchObject([
      { size: large.length, sha256: createHash('sha256').update(large).digest('hex') },
    ])
  })
})

describe('bodies kept as RTF', () => {
  const HTML_RTF =
    '{\\rtf1\\ansi\\ansicpg936\\fromhtml1 \\fbidis \\deff0{\\fonttbl{\\f0\\fnil Arial;}}{\\colortbl;}\\uc1\\pard\\plain ' +
    "{\\*\\htmltag64 <html>}{\\*\\htmltag0 \\par }{\\*\\htmltag84 <b>}\\htmlrtf {\\b \\htmlrtf0 \\'cd\\'b6\\'b8\\'e5\\htmlrtf }\\htmlrtf0 {\\*\\htmltag92 </b>}" +
    '{\\*\\mhtmltag0 hidden}{\\*\\htmltag84 &lt;}\\htmlrtf <\\htmlrtf0 \\u21894?A\\{\\}{\\*\\htmltag72 </html>}}'

  test('HTML that is wrapped in RTF', async () => {
    expect(readRtfBody(Buffer.from(HTML_RTF, 'latin1'))).toEqual({
      kind: 'html',
      content: '<html>\n<b>投稿</b>&lt;喆A{}</html>',
    })
    const raw = writeMsg({
      properties: [unicode(PROPERTY.subject, 'x'), binary(PROPERTY.rtfCompressed, rawRtf(HTML_RTF))],
    })
    const { message } = await parsed(raw)
    expect(message.html).toContain('<b>投稿</b>')
    expect(message.text).toContain('投稿<')
  })

  test('text alone', () => {
    const rtf =
      "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 SimSun;}}{\\*\\generator X;}\\pard \\'b5\\'da\\'d2\\'bb\\'d0\\'d0\\par second\\line third\\tab x}"
    expect(readRtfBody(Buffer.from(rtf, 'latin1'))).toEqual({ kind: 'text', content: '第一行\nsecond\nthird\tx' })
    expect(readRtfBody(Buffer.from('no rtf'))).toBeNull()
  })

  test('compressed: the example of MS-OXRTFCP, what refers to itself, and a size that lies', () => {
    const example = Buffer.from(
      '2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c09002062770 5b06c647d0a800fa0'.replaceAll(
        ' ',
        '',
      ),
      'hex',
    )
    expect(decompressRtf(example, 1_000)?.toString('latin1')).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n')
    const crossing = Buffer.from('1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0', 'hex')
    expect(decompressRtf(crossing, 1_000)?.toString('latin1')).toBe('{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}')
    const lying = Buffer.from(crossing)
    lying.writeUInt32LE(0x7fffffff, 4)
    expect(decompressRtf(lying, 150 * 1024 * 1024)?.toString('latin1')).toBe('{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}')
    expect(decompressRtf(crossing, 5)?.toString('latin1')).toBe('{\\rtf')
    expect(decompressRtf(Buffer.alloc(40), 1_000)).toBeNull()
  })

  test(`groups ${MAX_RTF_DEPTH} deep are read, and not one more`, () => {
    const nested = (depth: number): string => `{\\rtf1${'{'.repeat(depth - 1)}x${'}'.repeat(depth)}`
    expect(readRtfBody(Buffer.from(nested(MAX_RTF_DEPTH)))?.content).toBe('x')
    expect(readRtfBody(Buffer.from(nested(MAX_RTF_DEPTH + 1)))?.content).toBe('')
  })
})

describe('hostile and broken files end in a reason', () => {
  const whole = writeMsg(LETTER)

  test('cut anywhere', async () => {
    for (let at = 8; at < whole.length; at += 509) {
      const result = await parseMessage(whole.subarray(0, at))
      if (!result.ok) expect(result.error.reason).toBe('unparsable')
    }
    expect(await refusalOf(whole.subarray(0, 600))).toMatch(/^unparsable/)
  })

  test('another document in the same container', async () => {
    const raw = writeMsg({ properties: [] })
    const renamed = Buffer.from(
      raw
        .toString('latin1')
        .replaceAll(
          Buffer.from('__properties', 'utf16le').toString('latin1'),
          Buffer.from('WordDocument', 'utf16le').toString('latin1'),
        ),
      'latin1',
    )
    expect(await refusalOf(renamed)).toBe('unparsable: a compound file without a mail')
  })

  /** The first sector of the allocation table, by the header's first entry. */
  const tableAt = (raw: Buffer): number => 512 * (raw.readUInt32LE(0x4c) + 1)

  test('chains that are circles: of the directory, of a table, of a stream', async () => {
    const directory = Buffer.from(whole)
    directory.writeUInt32LE(directory.readUInt32LE(0x30), tableAt(whole) + 4 * whole.readUInt32LE(0x30))
    expect(await refusalOf(directory)).toBe('unparsable: a chain that is a circle')
    const all = Buffer.from(whole)
    for (let i = 0; i < 128; i++) all.writeUInt32LE(i, tableAt(whole) + 4 * i)
    expect(await refusalOf(all)).toMatch(/^unparsable/)
    const doubled = Buffer.from(whole)
    doubled.writeUInt32LE(0x7fff, 0x2c)
    doubled.writeUInt32LE(0, 0x44)
    expect(await refusalOf(doubled)).toMatch(/^unparsable/)
  })

  test('a directory that is a circle, or whose children are their parents', async () => {
    const directory = 512 * (whole.readUInt32LE(0x30) + 1)
    const first = whole.readUInt32LE(directory + 0x4c)
    const storage = [...Array(60).keys()].find((place) => whole[directory + 128 * place + 0x42] === 1) ?? 0
    for (const [place, offset] of [
      [first, 0x44],
      [first, 0x48],
      [storage, 0x4c],
    ] as const) {
      const raw = Buffer.from(whole)
      raw.writeUInt32LE(first, directory + 128 * place + offset)
      expect(await refusalOf(raw)).toBe('unparsable: a directory that is a circle')
    }
  })

  test('absurd sizes', async () => {
    const raw = Buffer.from(whole)
    const at = 512 * (raw.readUInt32LE(0x30) + 1)
    for (let entry = 1; entry < 30; entry++) raw.writeUInt32LE(0x7ffffff0, at + 128 * entry + 0x78)
    expect(await refusalOf(raw)).toMatch(/^unparsable: (a stream|streams) larger than the file/)
    const tables = Buffer.from(whole)
    tables.writeUInt32LE(0xfffffff0, 0x2c)
    expect(await refusalOf(tables)).toBe('unparsable: an allocation table larger than the file')
  })

  test('many streams that share their sectors are not more than the file', async () => {
    const many = writeMsg({
      properties: [unicode(PROPERTY.subject, 'x')],
      attachments: Array.from({ length: 40 }, (_, i) => file(`${i}.bin`, Buffer.alloc(5_000, i))),
    })
    const raw = Buffer.from(many)
    const at = 512 * (raw.readUInt32LE(0x30) + 1)
    // Every large stream becomes the whole file's chain, as long as it can be.
    for (let place = at; place + 128 <= at + 512 * 40; place += 128)
      if (raw.readUInt32LE(place + 0x78) === 5_000) raw.writeUInt32LE(Math.floor(raw.length / 2), place + 0x78)
    expect(await refusalOf(raw)).toMatch(/^unparsable/)
  })

  test('attachments and recipients at the limit and one past it', async () => {
    const raw = writeMsg({
      properties: [unicode(PROPERTY.subject, 'x')],
      recipients: [recipient('a', 'a@b.example')],
      attachments: [file('1', DOCUMENT), file('2', DOCUMENT)],
    })
    expect(await refusalOf(raw, { parts: 3 })).toBeNull()
    expect(await refusalOf(raw, { parts: 2 })).toBe('too-many-parts: limit 2')
  })

  test('directory entries at the limit and one past it', async () => {
    const entries = 4 * Math.ceil((whole.length - 512) / 512)
    let lowest = 0
    for (let limit = 1; limit <= entries && lowest === 0; limit++)
      if ((await refusalOf(whole, { compoundEntries: limit })) === null) lowest = limit
    expect(lowest).toBeGreaterThan(20)
    expect(await refusalOf(whole, { compoundEntries: lowest - 1 })).toBe(
      `too-many-parts: ${lowest} entries, limit ${lowest - 1}`,
    )
  })

  const nest = (count: number): Buffer => {
    let message: WrittenMessage = {
      properties: [
        unicode(PROPERTY.subject, 'inner'),
        unicode(PROPERTY.senderSmtp, 'author@b.example'),
        unicode(PROPERTY.body, 'the manuscript'),
      ],
    }
    for (let i = 0; i < count; i++)
      message = { properties: [unicode(PROPERTY.subject, `Fwd ${i}`)], attachments: [embedded('fwd', message)] }
    return writeMsg(message)
  }

  test('messages inside messages: the last one past the limit stays a closed file', async () => {
    const limit = DEFAULT_PARSE_LIMITS.nestedForwards
    expect((await parsed(nest(limit))).message.text).toContain('the manuscript')
    const past = await parsed(nest(limit + 1))
    expect(past.message.text).not.toContain('the manuscript')
    expect(past.message.attachments.at(-1)?.filename).toBe('fwd.msg')
  })

  test('storages inside storages at the limit and one past it', async () => {
    // A message in a message is two storages: the attachment and the message in it.
    expect(await refusalOf(nest(3), { mimeDepth: 6 })).toBeNull()
    expect(await refusalOf(nest(3), { mimeDepth: 5 })).toBe('too-deep: limit 5')
  })

  test('bytes at the limit and one past it', async () => {
    expect(await refusalOf(whole, { rawBytes: whole.length })).toBeNull()
    expect(await refusalOf(whole, { rawBytes: whole.length - 1 })).toMatch(/^too-large/)
  })
})
