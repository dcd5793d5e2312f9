/** `winmail.dat` as Outlook and Exchange send it, written here attribute by attribute (MS-OXTNEF). */
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { isTnef, readTnef } from '@core/mail/outlook/tnef'
import { rawRtf } from '../../support/outlook-file'
import { BASIC, parsed, rawMail } from './raw-mail'

const LIMITS = { parts: 100, rawBytes: 1_000_000 }

function attribute(level: number, id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(9)
  head[0] = level
  head.writeUInt32LE(id, 1)
  head.writeUInt32LE(value.length, 5)
  const checksum = Buffer.alloc(2)
  checksum.writeUInt16LE(value.reduce((sum, byte) => sum + byte, 0) & 0xffff)
  return Buffer.concat([head, value, checksum])
}

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
const padded = (value: Buffer): Buffer => Buffer.concat([value, Buffer.alloc(-value.length & 3)])
const variable = (id: number, type: number, value: Buffer): Buffer =>
  Buffer.concat([u32(id * 0x10000 + type), u32(1), u32(value.length), padded(value)])
const unicode = (id: number, text: string): Buffer => variable(id, 0x001f, Buffer.from(`${text}\u0000`, 'utf16le'))
const properties = (...list: Buffer[]): Buffer => Buffer.concat([u32(list.length), ...list])
/** A named property, as a client adds them: passed over. */
const named = Buffer.concat([
  u32(0x8005 * 0x10000 + 0x0003),
  Buffer.alloc(16, 1),
  u32(1),
  u32(6),
  padded(Buffer.from('ab\u0000', 'utf16le')),
  u32(7),
])

const wrap = (...attributes: Buffer[]): Buffer => Buffer.concat([u32(0x223e9f78), Buffer.from([1, 0]), ...attributes])
const wrapped = (title: Buffer, data: Buffer, more: Buffer = properties()): Buffer =>
  Buffer.concat([
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, title),
    attribute(2, 0x0006800f, data),
    attribute(2, 0x00069005, more),
  ])

const GBK_TITLE = iconv.encode('稿件~1.DOC\u0000', 'gb18030')
const WHOLE = wrap(
  attribute(1, 0x00069007, Buffer.concat([u32(936), u32(0)])),
  attribute(
    1,
    0x00069003,
    properties(
      named,
      unicode(0x0037, '投稿'),
      variable(
        0x1009,
        0x0102,
        rawRtf("{\\rtf1\\ansi\\ansicpg936\\fromhtml1 {\\*\\htmltag64 <p>}\\'d5\\'fd\\'ce\\'c4{\\*\\htmltag72 </p>}}"),
      ),
    ),
  ),
  wrapped(GBK_TITLE, Buffer.from('document'), properties(unicode(0x3707, '投稿：终稿.docx'))),
  wrapped(iconv.encode('第二份.doc\u0000', 'gb18030'), Buffer.from('second')),
)

describe('a wrapped mail', () => {
  const mail = (text: string, dat: Buffer): Buffer =>
    rawMail(
      ...BASIC,
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
      '--b',
      'Content-Type: application/ms-tnef; name="winmail.dat"',
      'Content-Transfer-Encoding: base64',
      '',
      dat.toString('base64'),
      '--b--',
    )

  test('its files are the mail’s, long names before short ones, short ones in its code page', async () => {
    const { message, attachmentBytes } = await parsed(mail('', WHOLE))
    expect(message.attachments.map(({ filename }) => filename)).toEqual([
      'winmail.dat',
      '投稿：终稿.docx',
      '第二份.doc',
    ])
    const bytes = attachmentBytes.find(({ sha256 }) => sha256 === message.attachments[1]?.sha256)?.bytes ?? []
    expect(Buffer.from(bytes).toString()).toBe('document')
    expect(message.html).toContain('<p>正文</p>')
    expect(message.text).toBe('正文')
  })

  test('its body stands back behind the mail’s own', async () => {
    const { message } = await parsed(mail('外面的正文', WHOLE))
    expect(message.text).toBe('外面的正文')
    expect(message.html).toBeNull()
    expect(message.attachments).toHaveLength(3)
  })

  test('a file in the properties alone, as an object', () => {
    const object = variable(0x3701, 0x000d, Buffer.concat([Buffer.alloc(16, 9), Buffer.from('inside')]))
    const opened = readTnef(
      wrap(
        attribute(2, 0x00069002, Buffer.alloc(14)),
        attribute(2, 0x00069005, properties(object, unicode(0x3707, 'a.msg'))),
      ),
      LIMITS,
      '',
    )
    expect(opened?.files.map(({ filename, bytes }) => [filename, bytes.toString()])).toEqual([['a.msg', 'inside']])
  })
})

describe('hostile and broken', () => {
  const CUT = WHOLE.subarray(0, WHOLE.indexOf('document') + 3)

  test('cut anywhere it is closed or holds less, and never throws', async () => {
    for (let at = 6; at < WHOLE.length; at++) readTnef(WHOLE.subarray(0, at), LIMITS, '')
    expect(readTnef(CUT, LIMITS, '')).toBeNull()
    const closed = rawMail(
      ...BASIC,
      'Content-Type: application/ms-tnef; name=winmail.dat',
      'Content-Transfer-Encoding: base64',
      '',
      CUT.toString('base64'),
    )
    expect((await parsed(closed)).message.attachments.map(({ filename }) => filename)).toEqual(['winmail.dat'])
  })

  test('any byte changed to any of the worst: an outcome, never an error', () => {
    for (let at = 0; at < WHOLE.length; at++)
      for (const byte of [0x00, 0x7f, 0xff]) {
        const copy = Buffer.from(WHOLE)
        copy[at] = byte
        if (isTnef(copy)) readTnef(copy, LIMITS, '')
      }
  })

  test('counts and lengths that lie', () => {
    for (const lie of [u32(0xffffffff), u32(0x7fffffff)]) {
      expect(
        readTnef(wrap(attribute(1, 0x00069003, Buffer.concat([lie, unicode(0x0037, 'x')]))), LIMITS, ''),
      ).toBeNull()
      const long = Buffer.concat([u32(1), u32(0x0037 * 0x10000 + 0x001f), u32(1), lie])
      expect(readTnef(wrap(attribute(1, 0x00069003, long)), LIMITS, '')).toBeNull()
      const nameless = Buffer.concat([u32(1), u32(0x8005 * 0x10000 + 0x0003), Buffer.alloc(16), u32(1), lie, u32(7)])
      expect(readTnef(wrap(attribute(1, 0x00069003, nameless)), LIMITS, '')).toBeNull()
      const many = Buffer.concat([u32(1), u32(0x0037 * 0x10000 + 0x1003), lie, u32(7)])
      expect(readTnef(wrap(attribute(1, 0x00069003, many)), LIMITS, '')).toBeNull()
    }
  })

  test('files at the limit and one past it', () => {
    const files = (count: number): Buffer =>
      wrap(...Array.from({ length: count }, (_, i) => wrapped(Buffer.from(`${i}\u0000`), Buffer.from('x'))))
    expect(readTnef(files(LIMITS.parts), LIMITS, '')?.files).toHaveLength(LIMITS.parts)
    expect(readTnef(files(LIMITS.parts + 1), LIMITS, '')).toBeNull()
  })
})
