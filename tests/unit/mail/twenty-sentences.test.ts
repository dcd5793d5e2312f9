/** Of the twenty sentences that must be true, those about reading mail. Sentence 10 stands with the workflow, 1 to 9 with the servers. */
import iconv from 'iconv-lite'
import { describe, expect, test, vi } from 'vitest'
import { DEFAULT_PARSE_LIMITS } from '@core/mail'
import type { scanHtml as ScanHtml } from '@core/mail/html-events'
import { readMimeTree } from '@core/mail/mime/mime-tree'
import { HOSTILE_CHARACTERS } from '../../support/harmless'
import { readCorpusMail } from './corpus'
import { BASIC, parsed, rawMail } from './raw-mail'

/** Counts what reading a page costs: how often it is gone through, and the events on the way. */
const work = vi.hoisted(() => ({ scans: 0, events: 0 }))
vi.mock('@core/mail/html-events', async (original) => {
  const real = await original<{ scanHtml: typeof ScanHtml }>()
  return {
    ...real,
    scanHtml(html: string, handlers: Parameters<typeof ScanHtml>[1]): void {
      work.scans++
      real.scanHtml(html, {
        open: (...rest) => (work.events++, handlers.open?.(...rest)),
        close: (...rest) => (work.events++, handlers.close?.(...rest)),
        text: (...rest) => (work.events++, handlers.text?.(...rest)),
      })
    },
  }
})

const page = (html: string): Buffer => rawMail(...BASIC, 'Content-Type: text/html; charset=utf-8', '', html)

async function workOf(html: string): Promise<{ scans: number; events: number }> {
  work.scans = 0
  work.events = 0
  await parsed(page(html))
  return { ...work }
}

/** Bytes that are looked at while a structure is read: what the buffer is searched over and what is taken out of it. */
function bytesLookedAt(raw: Buffer): number {
  let bytes = 0
  const { indexOf, toString } = raw
  raw.indexOf = (value: string | number | Uint8Array, from?: number | BufferEncoding, encoding?: BufferEncoding) => {
    const start = typeof from === 'number' ? from : 0
    const found = Reflect.apply(indexOf, raw, [value, start, encoding]) as number
    bytes += (found === -1 ? raw.length : found) - start
    return found
  }
  raw.toString = (encoding?: BufferEncoding, start = 0, end = raw.length) => {
    bytes += end - start
    return Reflect.apply(toString, raw, [encoding, start, end])
  }
  readMimeTree(raw, { ...DEFAULT_PARSE_LIMITS, headerBytes: raw.length })
  return bytes
}

describe('Sentence 11: hostile HTML or MIME never stalls the window or core over 200 ms', () => {
  const times = (count: number, piece: string): string => piece.repeat(count)
  const PAGES: Readonly<Record<string, (count: number) => string>> = {
    'a wide table': (count) => `<table><tr>${times(count, '<td>x</td>')}</tr></table>`,
    'deep elements': (count) => times(count, '<div>'),
    'deep quotations': (count) => times(count, '<blockquote type="cite">x'),
    'many quotations': (count) => times(count, '<div class="gmail_quote">x</div>'),
    'elements that are closed and never opened': (count) => times(count, '</p>x'),
    'half a tag, over and over': (count) => times(count, '<a href="'),
    'comments that never end': (count) => times(count, '<!-- '),
    entities: (count) => times(count, '&lt;&amp;'),
    links: (count) => times(count, '<a href="https://pan.baidu.com/s/1">a</a>'),
  }
  test.each(Object.entries(PAGES))('%s: the work grows with the length alone', async (_, make) => {
    const [small, large] = [await workOf(make(2_000)), await workOf(make(8_000))]
    // A page of any size is gone through equally often, and four times the page has four times the events.
    expect(large.scans).toBe(small.scans)
    expect(large.scans).toBeLessThanOrEqual(8)
    expect(large.events).toBeLessThanOrEqual(4 * small.events + 16)
  })

  const head = 'From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n'
  const STRUCTURES: Readonly<Record<string, (count: number) => string>> = {
    delimiters: (count) => head + times(count, '--b\r\n'),
    'delimiters of nobody': (count) => head + times(count, '--c\r\n'),
    'ends of nobody': (count) => head + times(count, '--b--\r\n'),
    'one line of hyphens': (count) => head + times(count, '--b'),
    levels: (count) =>
      Array.from({ length: count }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join(
        '',
      ),
    'messages in messages': (count) => times(count, 'Content-Type: message/rfc822\r\n\r\n'),
    fields: (count) => times(count, 'X: y\r\n'),
    'folded lines': (count) => `X: y\r\n${times(count, ' z\r\n')}`,
    'lines that are no fields': (count) => times(count, 'no field\r\n'),
  }
  test.each(Object.entries(STRUCTURES))('%s: every byte is looked at a fixed number of times', (_, make) => {
    for (const count of [500, 2_000, 8_000]) {
      const raw = Buffer.from(make(count), 'latin1')
      const length = raw.length
      expect(bytesLookedAt(raw) / length, `${count}`).toBeLessThanOrEqual(8)
    }
  })
})

describe('Sentence 12: raw GBK subjects, HZ and split encoded words read correctly', () => {
  const subjectOf = async (value: Buffer | string): Promise<string> => {
    const line = Buffer.concat([Buffer.from('Subject: '), Buffer.from(value as string)])
    return (await parsed(rawMail('From: a@b.example', line, '', 'x'))).message.subject
  }

  test('a subject of raw GBK bytes, and the corpus’s', async () => {
    expect(await subjectOf(iconv.encode('投稿：陈喆镕谈AI视频', 'gb18030'))).toBe('投稿：陈喆镕谈AI视频')
    expect((await parsed(readCorpusMail('04-raw-8bit-gbk-headers.eml'))).message.subject).toBe(
      '投稿-一份可以直接抄的活动复盘模板',
    )
  })

  test('HZ, in a subject and a body', async () => {
    expect(await subjectOf('=?HZ-GB-2312?Q?=7E{M68e=7E}?=')).toBe('投稿')
    const { message } = await parsed(
      rawMail(...BASIC, 'Content-Type: text/plain; charset=HZ-GB-2312', '', '~{M68e~} abc'),
    )
    expect(message.text).toBe('投稿 abc')
  })

  test('encoded words that are split at every byte', async () => {
    const bytes = iconv.encode('投稿：陈喆镕𠮷', 'gb18030')
    for (let at = 1; at < bytes.length; at++) {
      const [first, second] = [bytes.subarray(0, at), bytes.subarray(at)].map(
        (one) => `=?gb2312?B?${one.toString('base64')}?=`,
      )
      expect(await subjectOf(`${first}\r\n ${second}`), `${at}`).toBe('投稿：陈喆镕𠮷')
    }
  })
})

describe('Sentence 13: path-traversal and right-to-left-override file names are harmless', () => {
  const b64 = (name: string): string => `=?utf-8?B?${Buffer.from(name).toString('base64')}?=`
  const HOSTILE = [
    '../../../.ssh/authorized_keys',
    '..\\..\\Startup\\a.exe',
    '/etc/passwd',
    'C:\\Windows\\a.dll',
    '稿件\u202Excod.exe',
    'a\u0000.docx',
    '..',
    '.',
    'con',
    'a\r\nb.docx',
    '\u200E\u200F',
  ]

  test.each(
    HOSTILE.flatMap((name) => [
      [JSON.stringify(name), `filename="${b64(name)}"`],
      [
        `${JSON.stringify(name)} (RFC 2231)`,
        `filename*=utf-8''${[...Buffer.from(name)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`,
      ],
    ]),
  )('%s', async (_, field) => {
    const raw = rawMail(
      ...BASIC,
      'Content-Type: application/octet-stream',
      `Content-Disposition: attachment; ${field}`,
      '',
      'x',
    )
    const [attachment] = (await parsed(raw)).message.attachments
    expect(attachment?.filename).not.toBe('')
    expect(attachment?.filename).not.toMatch(/[/\\:]|^\.+$|^con$/i)
    expect(attachment?.filename).not.toMatch(HOSTILE_CHARACTERS)
  })
})
