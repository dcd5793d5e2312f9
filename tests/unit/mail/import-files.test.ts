import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readEml, splitMbox, walkMails, type FileRefusal, type ImportedMail } from '@core/mail'
import type { Result } from '@shared/domain/result'
import { MAX_FOLDER_DEPTH } from '@core/mail/import-files'
import { MAX_LINE_BYTES } from '@core/mail/mbox'
import { unicode, writeMsg } from '../../support/outlook-file'

const utf16 = (text: string): string => Buffer.from(text, 'utf16le').toString('latin1')

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tougao-import-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

type Item = Result<ImportedMail, FileRefusal>
const collect = async (items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}
const texts = (items: readonly Item[]): string[] =>
  items.map((one) => (one.ok ? Buffer.from(one.value.raw).toString() : one.error.reason))

/** A stream cut into pieces of one size: an end of line can fall between any two. */
async function* chunked(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

describe('mbox', () => {
  const mbox =
    'From a@b Tue Sep  1 00:00:00 2026\nSubject: one\n\nFrom here on\n>From quoted\n>>From twice\n\nFrom c@d Tue Sep  1 00:00:00 2026\nSubject: two\n\nbody\n\n'

  test.each([1, 2, 7, 64, 10_000])('in pieces of %d bytes', async (size) => {
    const items = await collect(splitMbox(chunked(mbox, size), 'box'))
    expect(items.map((one) => (one.ok ? one.value.path : ''))).toEqual(['box#1', 'box#2'])
    expect(texts(items)).toEqual(['Subject: one\n\nFrom here on\nFrom quoted\n>From twice\n', 'Subject: two\n\nbody\n'])
  })

  const split = async (text: string, size = 1_000): Promise<string[]> =>
    texts(await collect(splitMbox(chunked(text, size), 'b')))
  const DATED = 'From a@b Tue Sep  1 00:00:00 2026'

  test('a sentence that begins with From is none; a From line with a date or a header below it is', async () => {
    expect(await split('From a\nS: 1\n\nFrom the beginning: so it went\n')).toEqual([
      'S: 1\n\nFrom the beginning: so it went\n',
    ])
    expect(await split('From a\nS: 1\n\nx\n\nFrom b\nS: 2\n\ny\n')).toEqual(['S: 1\n\nx\n', 'S: 2\n\ny\n'])
    expect(await split(`From a\nS: 1\n\nx\n\n${DATED}\n\nno header\n`)).toEqual(['S: 1\n\nx\n', '\nno header\n'])
  })

  test('no empty line before it: only with a date and a header', async () => {
    expect(await split(`${DATED}\nS: 1\n\nx\n${DATED}\nS: 2\n\ny`)).toEqual(['S: 1\n\nx\n', 'S: 2\n\ny'])
    expect(await split(`${DATED}\nS: 1\n\nx\nFrom b\nS: 2\n\ny`)).toEqual(['S: 1\n\nx\nFrom b\nS: 2\n\ny'])
  })

  test.each([
    'From - Tue Sep 01 00:00:00 2026',
    'From a@b Tue Sep  1 00:00:00 2026 +0800',
    'From a@b Tue Sep  1 00:00:00 CST 2026',
    'From 1789@xxx Tue Sep 01 08:20:00 +0000 2026',
    'From ',
  ])('as programs write it: %s', async (line) => {
    expect(await split(`${line}\nS: 1\n\nx\n\n${line}\nS: 2\n\ny\n`)).toEqual(['S: 1\n\nx\n', 'S: 2\n\ny\n'])
  })

  test('mboxcl2: a Content-Length keeps From lines inside; one that is wrong is not believed, nor the ones after it', async () => {
    const body = `x\n\n${DATED}\nS: quoted\n\nz\n`
    const cl = (length: number, text: string): string => `${DATED}\nContent-Length: ${length}\n\n${text}\n`
    expect(await split(`${cl(body.length, body)}${DATED}\nS: 2\n\ny\n`)).toEqual([
      `Content-Length: ${body.length}\n\n${body}`,
      'S: 2\n\ny\n',
    ])
    for (const wrong of [body.length - 2, body.length + 5, 99_999]) {
      const found = await split(`${cl(wrong, body)}${cl(body.length, body)}`)
      expect(found, `${wrong}`).toEqual([
        `Content-Length: ${wrong}\n\nx\n`,
        'S: quoted\n\nz\n',
        `Content-Length: ${body.length}\n\nx\n`,
        'S: quoted\n\nz\n',
      ])
    }
  })

  test('a mark of UTF-8 and empty lines before the first', async () => {
    expect(await split(`\uFEFF${DATED}\nS: 1\n\nx\n`)).toEqual(['S: 1\n\nx\n'])
    expect(await split(`\n\n${DATED}\nS: 1\n\nx\n`)).toEqual(['S: 1\n\nx\n'])
  })

  test('CRLF, no empty line at the end, an empty file', async () => {
    expect(
      texts(await collect(splitMbox(chunked('From a\r\nS: 1\r\n\r\nx\r\n\r\nFrom b\r\nS: 2\r\n\r\ny', 5), 'b'))),
    ).toEqual(['S: 1\r\n\r\nx\r\n', 'S: 2\r\n\r\ny'])
    expect(await collect(splitMbox(chunked('', 1), 'b'))).toEqual([])
  })

  test('what is no mbox', async () => {
    expect(texts(await collect(splitMbox(chunked('hello\n', 3), 'b')))).toEqual(['not-a-mail'])
  })

  test('a mail at the limit, and one byte more: refused by itself', async () => {
    const box = (size: number): string => `From a\n${'x'.repeat(size - 1)}\n\nFrom b\nS: n\n`
    expect(texts(await collect(splitMbox(chunked(box(100), 30), 'b', 101)))).toEqual([`${'x'.repeat(99)}\n`, 'S: n\n'])
    expect(texts(await collect(splitMbox(chunked(box(101), 30), 'b', 101)))).toEqual(['too-large', 'S: n\n'])
  })

  test('a line longer than a piece is kept whole, and means nothing inside', async () => {
    for (const length of [MAX_LINE_BYTES - 1, MAX_LINE_BYTES, MAX_LINE_BYTES + 1]) {
      const line = `${'y'.repeat(length - 6)}From z\n`
      expect(texts(await collect(splitMbox(chunked(`From a\n${line}`, 50_000), 'b')))).toEqual([line])
    }
  })
})

describe('files and folders', () => {
  test('one mail, a missing one, Outlook’s store, a document', async () => {
    const file = path.join(folder, 'a.eml')
    await writeFile(file, 'Subject: x\r\n\r\n')
    await writeFile(path.join(folder, 'b.pst'), 'x')
    await writeFile(path.join(folder, 'c.docx'), 'PK')
    expect(await readEml(file)).toMatchObject({ ok: true, value: { path: file } })
    expect(await readEml(path.join(folder, 'missing.eml'))).toMatchObject({ ok: false, error: { reason: 'not-found' } })
    expect(await collect(walkMails(path.join(folder, 'b.pst')))).toMatchObject([
      { ok: false, error: { reason: 'format-not-supported', detail: '.pst' } },
    ])
    expect(await collect(walkMails(path.join(folder, 'c.docx')))).toMatchObject([
      { ok: false, error: { reason: 'not-a-mail' } },
    ])
    expect(await collect(walkMails(path.join(folder, 'missing')))).toMatchObject([
      { ok: false, error: { reason: 'not-found' } },
    ])
  })

  test('a folder: mails, mboxes and Maildirs in it, no documents, no links, no drafts of delivery', async () => {
    const put = async (name: string, text: string): Promise<void> => {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
      await writeFile(path.join(folder, name), text)
    }
    await put('a.eml', 'A')
    await put('b.mbox', 'From x\nB: 1\n\nFrom y\nB: 2\n')
    await put('c.docx', 'PK')
    await put('notes.txt', 'just notes: nothing')
    await put('d.pst', 'x')
    await put('mail/new/1.host', 'Return-Path: <a@b>\r\nFrom: a@b\r\n\r\nD')
    await put('mail/cur/2.host:2,S', 'From: a@b\r\nDate: x\r\n\r\nE')
    await put('mail/tmp/3.host', 'From: a@b\r\n\r\nF')
    await put('mail/outgoing/4.eml', 'G')
    await put('export', 'From MAILER Tue Sep  1\nFrom: a@b\n\nH\n')
    await symlink(folder, path.join(folder, 'circle'))
    const found = texts(await collect(walkMails(folder)))
    expect(found).toEqual([
      'A',
      'B: 1\n',
      'B: 2\n',
      'format-not-supported',
      'From: a@b\n\nH\n',
      'From: a@b\r\nDate: x\r\n\r\nE',
      'Return-Path: <a@b>\r\nFrom: a@b\r\n\r\nD',
    ])
  })

  test('a Maildir++: its folders too, and every delivery whatever it begins with', async () => {
    const put = async (name: string, text: string): Promise<void> => {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
      await writeFile(path.join(folder, name), text)
    }
    for (const sub of ['new', '.Sent/new', '.Sent/tmp', '.&V4NXPpCuTvY-.2026/new'])
      await mkdir(path.join(folder, sub), { recursive: true })
    await put('cur/1.host:2,S', 'X-Strange: first\r\n\r\nA')
    await put('.Sent/cur/2.host:2,', 'no header at all')
    await put('.Sent/maildirfolder', '')
    await put('.&V4NXPpCuTvY-.2026/cur/3.host!2,R', 'From: a@b\r\nSubject: C\r\n\r\n')
    await put('dovecot-uidlist', '3 V1 N4')
    expect(texts(await collect(walkMails(folder))).sort()).toEqual(
      ['From: a@b\r\nSubject: C\r\n\r\n', 'X-Strange: first\r\n\r\nA', 'no header at all'].sort(),
    )
  })

  test('one mail under an mbox’s name, Apple’s .emlx, Thunderbird’s folders without an extension', async () => {
    await writeFile(path.join(folder, 'a.mbox'), 'From: a@b\nDate: x\n\nA')
    await writeFile(path.join(folder, 'b.emlx'), '14      \nFrom: a@b\n\nBB\n<?xml version="1.0"?>')
    await writeFile(path.join(folder, 'Inbox'), 'From \r\nS: 1\r\n\r\nC\r\n')
    await writeFile(path.join(folder, 'Inbox.msf'), '// <!-- <mdb:mork:z v="1.4"/> -->')
    expect(texts(await collect(walkMails(folder)))).toEqual([
      'S: 1\r\n\r\nC\r\n',
      'From: a@b\nDate: x\n\nA',
      'From: a@b\n\nBB\n',
    ])
  })

  test('Outlook’s mails, by name and by what they are; an old Word file is none', async () => {
    const msg = writeMsg({ properties: [unicode(0x0037, '投稿')] })
    const doc = Buffer.from(msg.toString('latin1').replaceAll(utf16('__properties'), utf16('WordDocument')), 'latin1')
    for (const [name, bytes] of [
      ['a.msg', msg],
      ['saved mail', msg],
      ['b.doc', doc],
      ['c', doc],
    ] as const)
      await writeFile(path.join(folder, name), bytes)
    const found = await collect(walkMails(folder))
    expect(found.map((one) => one.ok && path.basename(one.value.path))).toEqual(['a.msg', 'saved mail'])
    expect(found.every((one) => one.ok && msg.equals(one.value.raw))).toBe(true)
  })

  test(`${MAX_FOLDER_DEPTH} folders deep, and not one more`, async () => {
    const at = path.join(folder, ...Array.from({ length: MAX_FOLDER_DEPTH }, () => 'd'))
    await mkdir(path.join(at, 'd'), { recursive: true })
    await writeFile(path.join(at, 'a.eml'), 'A')
    await writeFile(path.join(at, 'd', 'b.eml'), 'B')
    expect(texts(await collect(walkMails(folder)))).toEqual(['A', 'not-readable'])
  })
})
