/**
 * Every encoding of ANCHORS' mailboxes in every place where a mail holds text: the bytes are made from the truth by
 * another library (or by the few lines of an RFC), put into a mail, and must be read as the truth again.
 */
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { listZipEntries } from '@core/mail/zip-entries'
import { parsed } from './raw-mail'

type Encode = (text: string) => Buffer

const by =
  (charset: string): Encode =>
  (text) =>
    iconv.encode(text, charset)

/** RFC 1843: `~{` and `~}` around GB 2312 without its high bits. */
const hz: Encode = (text) => sevenBit(text, 'gbk', '~{', '~}', (plain) => plain.replaceAll('~', '~~'))
/** RFC 1922, GB 2312 alone. */
const iso2022cn: Encode = (text) => sevenBit(text, 'gbk', '\u001B$)A\u000E', '\u000F')
const iso2022jp: Encode = (text) => sevenBit(text, 'euc-jp', '\u001B$B', '\u001B(B')

function sevenBit(
  text: string,
  eightBit: string,
  open: string,
  close: string,
  plain = (ascii: string) => ascii,
): Buffer {
  const pieces = text.split(/([^\u0000-\u007F]+)/).map((piece, index) => {
    if (index % 2 === 0) return plain(piece)
    const low = iconv.encode(piece, eightBit).map((byte) => byte & 0x7f)
    return `${open}${Buffer.from(low).toString('latin1')}${close}`
  })
  return Buffer.from(pieces.join(''), 'latin1')
}

interface Case {
  readonly label: string
  readonly encode: Encode
  readonly truth: string
  /** Bytes above 0x7F, so that raw headers and names of it exist. */
  readonly raw: boolean
}

const WIDE = '投稿：陈喆镕谈AI视频（终稿）𠮷'
const PLAIN = '投稿：一份可以直接抄的活动复盘模板 v2'
const BIG5 = '投稿：數位行銷觀察，關於內容與社群'
const HKSCS = '投稿：喺香港嘅內容，啲讀者點睇'

const CASES: readonly Case[] = [
  ...['gb2312', 'GBK', 'gb18030', 'x-gbk', 'cp936', 'GB_2312-80', 'windows-936', 'gb2312-80', 'GB18030-2022'].map(
    (label) => ({
      label,
      encode: by('gb18030'),
      truth: WIDE,
      raw: true,
    }),
  ),
  { label: 'HZ-GB-2312', encode: hz, truth: PLAIN, raw: false },
  { label: 'ISO-2022-CN', encode: iso2022cn, truth: PLAIN, raw: false },
  { label: 'ISO-2022-JP', encode: iso2022jp, truth: '投稿：漢字とかなの原稿', raw: false },
  { label: 'Big5', encode: by('big5'), truth: BIG5, raw: true },
  { label: 'Big5-HKSCS', encode: by('big5-hkscs'), truth: HKSCS, raw: true },
  { label: 'big5', encode: by('big5-hkscs'), truth: HKSCS, raw: true },
  { label: 'cp950', encode: by('big5'), truth: BIG5, raw: true },
  { label: 'UTF-8', encode: by('utf-8'), truth: `${WIDE}😀`, raw: true },
  { label: 'utf8', encode: by('utf-8'), truth: WIDE, raw: true },
  { label: 'UTF-7', encode: by('utf-7'), truth: PLAIN, raw: false },
  { label: 'unicode-1-1-utf-7', encode: by('utf-7'), truth: PLAIN, raw: false },
  { label: 'EUC-JP', encode: by('euc-jp'), truth: '漢字とかなの原稿', raw: false },
  { label: 'Shift_JIS', encode: by('shift_jis'), truth: '漢字とかなの原稿', raw: false },
  { label: 'EUC-KR', encode: by('euc-kr'), truth: '투고 원고입니다', raw: false },
  { label: 'KOI8-R', encode: by('koi8-r'), truth: 'Рукопись', raw: false },
]

const b64 = (bytes: Buffer): string => bytes.toString('base64')
const q = (bytes: Buffer): string =>
  [...bytes]
    .map((byte) => (/[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `=${hex(byte)}`))
    .join('')
const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0')
const percent = (bytes: Buffer): string => [...bytes].map((byte) => `%${hex(byte)}`).join('')
const word = (label: string, encoding: 'B' | 'Q', bytes: Buffer): string =>
  `=?${label}?${encoding}?${encoding === 'B' ? b64(bytes) : q(bytes)}?=`

function mail(...lines: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(lines.flatMap((line) => [Buffer.from(line as string), Buffer.from('\r\n')]))
}
const HEAD = ['From: a@b.example', 'Message-ID: <m@b.example>', 'Date: Tue, 01 Sep 2026 16:20:00 +0800']

const subjectOf = async (value: string | Buffer, ...more: (string | Buffer)[]): Promise<string> => {
  const line = Buffer.concat([Buffer.from('Subject: '), Buffer.from(value as string)])
  return (await parsed(mail(...HEAD, line, ...more, '', 'x'))).message.subject
}
const nameOf = async (field: string | Buffer, type = 'application/octet-stream'): Promise<string | undefined> => {
  const line = Buffer.concat([Buffer.from('Content-Disposition: attachment; '), Buffer.from(field as string)])
  const raw = mail(...HEAD, `Content-Type: ${type}`, line, 'Content-Transfer-Encoding: base64', '', 'eA==')
  return (await parsed(raw)).message.attachments[0]?.filename
}
const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim()

describe.each(CASES)('$label', ({ label, encode, truth, raw }) => {
  const bytes = encode(truth)

  test('a subject in one word, B and Q', async () => {
    expect(await subjectOf(word(label, 'B', bytes))).toBe(truth)
    expect(await subjectOf(word(label, 'Q', bytes))).toBe(truth)
  })

  test('a subject split between any two bytes, on one line and folded, B, Q and mixed', async () => {
    const encodings = ['B', 'Q'] as const
    for (let at = 1; at < bytes.length; at++) {
      const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)]
      const first = encodings[at % 2] ?? 'B'
      const second = encodings[Math.floor(at / 2) % 2] ?? 'B'
      for (const gap of [' ', '\r\n ', '\r\n\t', '']) {
        expect(await subjectOf(`${word(label, first, head)}${gap}${word(label, second, tail)}`), `${at} ${gap}`).toBe(
          truth,
        )
      }
    }
  })

  test('a sender’s name, quoted or not', async () => {
    const value = word(label, 'B', bytes)
    for (const from of [`${value} <z@b.example>`, `"${value}" <z@b.example>`, `z@b.example (${value})`]) {
      const { message } = await parsed(mail(`From: ${from}`, 'Subject: x', '', 'x'))
      expect(message.from).toEqual({ name: truth, address: 'z@b.example' })
    }
  })

  test('a body: 8bit, base64, quoted-printable with breaks in the middle of characters; a page', async () => {
    const long = encode(`${truth}\r\n第二行 abc\r\n`.replace('第二行', truth))
    const expected = squeezed(`${truth} ${truth} abc`)
    const soft = [...long].map((byte) => `=${hex(byte)}`).join('=\r\n')
    for (const [encoding, body] of [
      ['8bit', long],
      ['base64', Buffer.from(b64(long).replace(/(.{50})/g, '$1\r\n'))],
      ['quoted-printable', Buffer.from(soft)],
    ] as const) {
      const text = mail(
        ...HEAD,
        `Content-Type: text/plain; charset="${label}"`,
        `Content-Transfer-Encoding: ${encoding}`,
        '',
        body,
      )
      expect(squeezed((await parsed(text)).message.text), encoding).toBe(expected)
    }
    const html = encode(`<meta charset="${label}"><p>${truth}</p>`)
    const page = mail(
      ...HEAD,
      `Content-Type: text/html; charset=${label}`,
      'Content-Transfer-Encoding: base64',
      '',
      b64(html),
    )
    expect((await parsed(page)).message.text).toBe(truth)
    const byMeta = mail(
      ...HEAD,
      'Content-Type: text/html',
      'Content-Transfer-Encoding: base64',
      '',
      b64(
        encode(
          `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${label}"></head><p>${truth}</p>`,
        ),
      ),
    )
    if (raw) expect((await parsed(byMeta)).message.text).toBe(truth)
  })

  test('a file name: RFC 2231, in sections cut in characters, RFC 2047 in a parameter', async () => {
    const name = encode(`${truth}.docx`)
    const expected = `${truth}.docx`
    expect(await nameOf(`filename*=${label}''${percent(name)}`)).toBe(expected)
    expect(await nameOf(`filename*=${label}'zh-CN'${percent(name)}`)).toBe(expected)
    for (let at = 1; at < name.length; at += 2) {
      const [head, tail] = [percent(name.subarray(0, at)), percent(name.subarray(at))]
      expect(await nameOf(`filename*0*=${label}''${head};\r\n filename*1*=${tail}`), `${at}`).toBe(expected)
      const words = `${word(label, 'B', name.subarray(0, at))}\r\n ${word(label, 'Q', name.subarray(at))}`
      expect(await nameOf(`filename="${words}"`), `${at}`).toBe(expected)
    }
    const encoded = word(label, 'B', name)
    expect(await nameOf(`filename=${encoded}`)).toBe(expected)
    expect(await nameOf('x=y', `application/msword; name="${encoded}"`)).toBe(expected)
    // An encoded word that was itself cut into sections.
    expect(await nameOf(`filename*0="${encoded.slice(0, 14)}";\r\n filename*1="${encoded.slice(14)}"`)).toBe(expected)
  })
})

describe.each(CASES.filter(({ raw }) => raw))('$label, as raw bytes', ({ label, encode, truth }) => {
  const bytes = encode(truth)

  test('raw bytes in a subject, a name and a file name, with and without a body that names the charset', async () => {
    expect(await subjectOf(bytes)).toBe(truth)
    expect(await subjectOf(bytes, `Content-Type: text/plain; charset=${label}`)).toBe(truth)
    const from = Buffer.concat([Buffer.from('From: "'), bytes, Buffer.from('" <z@b.example>')])
    expect((await parsed(mail(from, 'Subject: x', '', 'x'))).message.from).toEqual({
      name: truth,
      address: 'z@b.example',
    })
    const name = Buffer.concat([Buffer.from('filename="'), encode(`${truth}.docx`), Buffer.from('"')])
    expect(await nameOf(name)).toBe(`${truth}.docx`)
  })

  test('the entry names of a zip', async () => {
    const placeholder = 'Q'.repeat(bytes.length)
    const zip = new ZipFile()
    zip.addBuffer(Buffer.from('x'), `${placeholder}.docx`, { compress: false })
    zip.end()
    const pieces: Buffer[] = []
    for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece as Uint8Array))
    const archive = Buffer.from(
      Buffer.concat(pieces).toString('latin1').replaceAll(placeholder, bytes.toString('latin1')),
      'latin1',
    )
    archive.writeUInt16LE(0, 6)
    archive.writeUInt16LE(0, archive.indexOf('PK\u0001\u0002') + 8)
    expect(await listZipEntries(archive, 5)).toEqual([`${truth}.docx`])
  })
})

describe('labels that are wrong, unknown or missing', () => {
  const body = async (type: string, bytes: Buffer): Promise<string> =>
    (await parsed(mail(...HEAD, `Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', '', b64(bytes)))).message
      .text

  const truths: readonly (readonly [string, Encode, string])[] = [
    ['GBK', by('gb18030'), '关于投稿的一些问题，请编辑查收。喆镕'],
    ['UTF-8', by('utf-8'), '关于投稿的一些问题，请编辑查收。喆镕'],
    ['Big5', by('big5'), '關於投稿的一些問題，請編輯查收。'],
  ]
  const labels = [
    'us-ascii',
    'iso-8859-1',
    'windows-1252',
    'unknown-8bit',
    'x-unknown',
    'default',
    '',
    'x-nonsense-17',
    'utf-8',
    '"utf-8"',
    "'gbk'",
    'UTF8MB4',
    'cp65001',
    'gbk2312',
  ]
  for (const [real, encode, truth] of truths) {
    test.each(labels)(`${real} that says %j`, async (label) => {
      // What claims to be GBK and is well-formed GBK is GBK: only Big5 cannot be told then.
      if (real === 'Big5' && /gb/i.test(label)) return
      expect(await body(label === '' ? 'text/plain' : `text/plain; charset=${label}`, encode(truth))).toBe(truth)
      expect(await body(label === '' ? 'text/html' : `text/html; charset=${label}`, encode(`<p>${truth}</p>`))).toBe(
        truth,
      )
    })
  }

  test('a page whose header and meta disagree: what the bytes are', async () => {
    const page = (meta: string, text: string): string =>
      `<html><head><meta charset="${meta}"></head><body>${text}</body></html>`
    const truth = '正文是一种编码，标签是另一种。'
    expect(await body('text/html; charset="gb2312"', by('utf-8')(page('gb2312', truth)))).toBe(truth)
    expect(await body('text/html; charset="gb2312"', by('gb18030')(page('utf-8', `${truth}喆`)))).toBe(`${truth}喆`)
    expect(await body('text/html; charset="utf-8"', by('gb18030')(page('gb2312', truth)))).toBe(truth)
    expect(await body('text/html; charset="us-ascii"', by('big5')(page('big5', '標籤說的是另一種編碼')))).toBe(
      '標籤說的是另一種編碼',
    )
  })

  test('marks of byte order win over every label, and are no text', async () => {
    const truth = '投稿：正文'
    for (const label of ['gb2312', 'utf-8', 'iso-8859-1', 'utf-16']) {
      expect(
        await body(
          `text/plain; charset=${label}`,
          Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), by('utf-8')(truth)]),
        ),
        label,
      ).toBe(truth)
      expect(
        await body(`text/plain; charset=${label}`, Buffer.concat([Buffer.from([0xff, 0xfe]), by('utf-16le')(truth)])),
        label,
      ).toBe(truth)
      expect(
        await body(`text/plain; charset=${label}`, Buffer.concat([Buffer.from([0xfe, 0xff]), by('utf-16be')(truth)])),
        label,
      ).toBe(truth)
    }
    expect(await body('text/plain; charset=gb18030', by('gb18030')(`\uFEFF${truth}`))).toBe(truth)
  })

  test('UTF-16 with its order in the label, and the label alone on UTF-8', async () => {
    const truth = '投稿：正文 abc'
    expect(await body('text/plain; charset=utf-16le', by('utf-16le')(truth))).toBe(truth)
    expect(await body('text/plain; charset=UTF-16BE', by('utf-16be')(truth))).toBe(truth)
    expect(await body('text/plain; charset=unicode', by('utf-16le')(truth))).toBe(truth)
    expect(await body('text/plain; charset=utf-16', by('utf-8')(`${truth} ${truth}`))).toBe(`${truth} ${truth}`)
  })

  test('raw UTF-8 that a relay cut in a character', async () => {
    const cut = by('utf-8')('投稿：一份可以直接抄的活动复盘模板').subarray(0, -1)
    expect(await subjectOf(cut)).toMatch(/^投稿：一份可以直接抄的活动复盘模\uFFFD+$/)
  })

  test('raw GBK names of rare characters only, beside a body that names the charset or not', async () => {
    for (const name of ['陈喆镕', '喆', '镕喆']) {
      expect(await subjectOf(by('gb18030')(name), 'Content-Type: text/plain; charset=gb2312')).toBe(name)
    }
    expect(await subjectOf(by('gb18030')('陈喆镕'))).toBe('陈喆镕')
    const line = Buffer.concat([
      Buffer.from('Content-Disposition: attachment; filename="'),
      by('gb18030')('镕'),
      Buffer.from('.docx"'),
    ])
    const raw = mail(
      ...HEAD,
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=gb2312',
      '',
      'x',
      '--b',
      'Content-Type: application/msword',
      line,
      '',
      'x',
      '--b--',
    )
    expect((await parsed(raw)).message.attachments[0]?.filename).toBe('镕.docx')
  })

  test('Western subjects stay Western', async () => {
    for (const text of ['Müller à la carte', 'Ärger mit Größe', 'déjà vu']) {
      expect(await subjectOf(Buffer.from(text, 'latin1'))).toBe(text)
    }
  })
})

describe('file names as clients get them wrong', () => {
  test('percent-encoded UTF-8 and HTML entities under the plain name; a percent sign of the author’s', async () => {
    expect(await nameOf('filename="%E6%8A%95%E7%A8%BF.docx"')).toBe('投稿.docx')
    expect(await nameOf('filename="&#25237;&#31295;.docx"')).toBe('投稿.docx')
    expect(await nameOf('filename="100%25.docx"')).toBe('100%25.docx')
    expect(await nameOf(Buffer.from('filename="增长100%E5.docx"'))).toBe('增长100%E5.docx')
  })

  test('RFC 2231 with a wrong, an empty and a quoted charset', async () => {
    const gbk = percent(by('gb18030')('投稿终稿'))
    expect(await nameOf(`filename*=utf-8''${gbk}.docx`)).toBe('投稿终稿.docx')
    expect(await nameOf(`filename*=''${gbk}.docx`)).toBe('投稿终稿.docx')
    expect(await nameOf(`filename*="gbk''${gbk}.docx"`)).toBe('投稿终稿.docx')
    expect(await nameOf(`filename*0*="gbk''${gbk}"; filename*1=".docx"`)).toBe('投稿终稿.docx')
  })

  test('RFC 6532: UTF-8 as it is, in every header', async () => {
    const raw = mail(
      'From: 张三 <zhang@b.example>',
      'To: "编辑部" <desk@b.example>',
      'Subject: 投稿：终稿',
      'Content-Type: application/msword; name="终稿.doc"',
      '',
      'x',
    )
    expect((await parsed(raw)).message).toMatchObject({
      from: { name: '张三' },
      to: [{ name: '编辑部' }],
      subject: '投稿：终稿',
      attachments: [{ filename: '终稿.doc' }],
    })
  })

  test('encoded words cut by the header’s folding, with blanks in them, and without a space between', async () => {
    const base64 = b64(by('gb18030')('投稿：终稿'))
    expect(await subjectOf(`=?gbk?B?${base64.slice(0, 7)}\r\n ${base64.slice(7)}?=`)).toBe('投稿：终稿')
    expect(await subjectOf('=?utf-8?Q?=E6=8A=95=E7=A8=BF a b?=')).toBe('投稿 a b')
    expect(await subjectOf(`=?gbk?b?${base64}?==?GBK?q?=B8=E5?=`)).toBe('投稿：终稿稿')
  })
})

test('format=flowed: lines are joined, a quote’s by its depth, a signature’s mark is kept', async () => {
  const body = '第一行 \r\n接着写。\r\n> 引用 \r\n> 还是引用\r\n-- \r\n张三'
  const { message } = await parsed(
    mail(...HEAD, 'Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes', '', body),
  )
  expect(message.text).toBe('第一行接着写。\n> 引用还是引用\n-- \n张三')
})
