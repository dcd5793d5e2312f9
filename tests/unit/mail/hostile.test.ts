/** Properties over mails that nobody wrote: mutated ones of the corpus, and well-formed ones read by another parser too. */
import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { simpleParser } from 'mailparser'
import MailComposer from 'nodemailer/lib/mail-composer'
import { describe, expect, test } from 'vitest'
import { parsedMessageSchema } from '@shared/domain/mail'
import { parseMessage } from '@core/mail'
import { readCorpusMail, readManifest } from './corpus'
import { parsed } from './raw-mail'
import { processorTime } from '../../support/processor-time'

/** Mails up to this size are mutated: the few large ones are mostly base64 and only slow the run. */
const MUTATED_BYTES = 40_000
const RUNS = 150
/** Milliseconds of processor time that one parse may take at most; the corpus takes a few a mail. */
const PARSE_LIMIT = 3_000

const files = readManifest()
  .map((entry) => entry.file)
  .filter((file) => readCorpusMail(file).length <= MUTATED_BYTES)

type Mutation =
  | { kind: 'flip'; at: number; byte: number }
  | { kind: 'cut'; at: number; length: number }
  | { kind: 'repeat'; at: number; length: number; times: number }
  | { kind: 'swap'; at: number; to: number; length: number }

const place = fc.double({ min: 0, max: 1, noNaN: true })
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: place, byte: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut' as const), at: place, length: fc.nat(400) }),
  fc.record({
    kind: fc.constant('repeat' as const),
    at: place,
    length: fc.integer({ min: 1, max: 200 }),
    times: fc.integer({ min: 1, max: 50 }),
  }),
  fc.record({ kind: fc.constant('swap' as const), at: place, to: place, length: fc.nat(300) }),
)

function mutate(raw: Buffer, mutations: readonly Mutation[]): Buffer {
  return mutations.reduce((bytes, one) => {
    const at = Math.floor(one.at * Math.max(0, bytes.length - 1))
    switch (one.kind) {
      case 'flip': {
        const copy = Buffer.from(bytes)
        if (copy.length > 0) copy[at] = one.byte
        return copy
      }
      case 'cut':
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + one.length)])
      case 'repeat':
        return Buffer.concat([
          bytes.subarray(0, at),
          ...Array.from({ length: one.times }, () => bytes.subarray(at, at + one.length)),
          bytes.subarray(at),
        ])
      case 'swap': {
        const to = Math.floor(one.to * Math.max(0, bytes.length - 1))
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to, to + one.length), bytes.subarray(at)])
      }
    }
  }, raw)
}

test(`mutated mails never throw, never hang and always fit the contract (${RUNS} runs; a failure prints its seed)`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(mutation, { minLength: 1, maxLength: 8 }),
      async (file, mutations) => {
        const raw = mutate(readCorpusMail(file), mutations)
        const { value: result, spent } = await processorTime(() => parseMessage(raw))
        expect(spent).toBeLessThan(PARSE_LIMIT)
        if (!result.ok) return
        parsedMessageSchema.parse(result.value.message)
        for (const { filename } of result.value.message.attachments)
          expect(filename).not.toMatch(/[/\\\u0000-\u001f\u202a-\u202e]|^\.*$/)
        for (const { url } of result.value.message.links) expect(url).toMatch(/^https?:\/\//i)
        const again = await parseMessage(raw)
        expect(again.ok && again.value.message).toEqual(result.value.message)
      },
    ),
    { numRuns: RUNS, verbose: 1 },
  )
}, 120_000)

describe('well-formed mail is read as mailparser reads it', () => {
  const words = fc
    .string({
      unit: fc.constantFrom('投', '稿', '品', '牌', 'a', 'B', '7', ' ', '，', '镕', '.', '=', '?', '_', '😀'),
      minLength: 1,
      maxLength: 120,
    })
    .map((text) => text.trim() || 'x')
  const letter = fc.record({
    subject: words,
    name: words,
    text: fc.array(words, { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n')),
    html: fc.option(
      words.map((text) => `<p>${text.replaceAll('<', '')}</p>`),
      { nil: undefined },
    ),
    encoding: fc.constantFrom('base64', 'quoted-printable'),
    textEncoding: fc.constantFrom('B' as const, 'Q' as const),
    files: fc.array(fc.record({ name: words, bytes: fc.uint8Array({ maxLength: 300 }) }), { maxLength: 3 }),
  })

  test('subject, sender, text, page and files', async () => {
    await fc.assert(
      fc.asyncProperty(letter, async ({ subject, name, text, html, encoding, textEncoding, files: attached }) => {
        const raw = await new MailComposer({
          from: { name, address: 'author@example.com' },
          to: 'desk@example.com',
          subject,
          text,
          ...(html === undefined ? {} : { html }),
          encoding,
          textEncoding,
          attachments: attached.map((file) => ({
            filename: `${file.name.replace(/[^\p{L}\d]/gu, '')}x.bin`,
            content: Buffer.from(file.bytes),
            contentType: 'application/octet-stream',
          })),
        })
          .compile()
          .build()
        const theirs = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true })
        const { message } = await parsed(raw)
        const squeeze = (value: string | undefined): string => (value ?? '').replace(/\s+/g, ' ').trim()
        expect(message.subject).toBe(squeeze(theirs.subject))
        expect(message.from.name).toBe(squeeze(theirs.from?.value[0]?.name))
        expect(message.text).toBe((theirs.text ?? '').trim())
        expect((message.html ?? '').trim()).toBe(typeof theirs.html === 'string' ? theirs.html.trim() : '')
        expect(message.messageId).toBe(theirs.messageId)
        expect(message.date).toBe(theirs.date?.getTime())
        expect(message.attachments.map((one) => [one.filename, one.sha256])).toEqual(
          theirs.attachments.map((one) => [one.filename, createHash('sha256').update(one.content).digest('hex')]),
        )
      }),
      { numRuns: 60, verbose: 1 },
    )
  }, 60_000)
})

test('a mail of every awkward size in one header, one line and one part is read in good time', async () => {
  const header = `From: a@b.example\r\nSubject: ${'=?utf-8?B?5oqV?= '.repeat(40_000)}\r\n\r\nx`
  const { spent } = await processorTime(async () => {
    expect((await parsed(Buffer.from(header))).message.subject).toBe('投'.repeat(40_000))
    await parsed(Buffer.from(`From: a@b.example\r\nTo: ${'"<'.repeat(100_000)}\r\n\r\nx`))
    await parsed(Buffer.from(`From: a@b.example\r\nContent-Type: text/plain; ${'a="'.repeat(100_000)}\r\n\r\nx`))
    await parsed(
      Buffer.from(`From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b'.repeat(500_000)}`),
    )
    await parsed(
      Buffer.from(`From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--c\r\n'.repeat(500_000)}`),
    )
  })
  expect(spent).toBeLessThan(PARSE_LIMIT)
})
