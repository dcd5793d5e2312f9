/** Splits an mbox into its mails, as a stream: exports are larger than memory. */
import { fail, ok, type Result } from '@shared/domain/result'
import type { FileRefusal, ImportedMail } from './import-files'
import { MAX_PULLED_BYTES } from './pull-limits'

const LINE_FEED = 0x0a
const GREATER = 0x3e
const FROM = Buffer.from('From ', 'latin1')

/** A line without an end is taken in pieces of this size: only the beginning of a line means anything here. */
export const MAX_LINE_BYTES = 64 * 1024

/** Bytes of a line that are looked at: a `From ` line and a field's name are shorter. */
const HEAD_BYTES = 300

/** `From a@b Tue Sep  1 00:00:00 2026`, `From - Tue Sep 01 …` (Thunderbird), with or without a zone. */
const DATED =
  /^From .{0,150}\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s.{0,20}\d{1,2}:\d{2}(?::\d{2})?\s.{0,20}\d{4}|^From .{0,150}\d{4}\s+\d{1,2}:\d{2}:\d{2}/
const FIELD = /^[!-9;-~]{1,200}[ \t]*:/

interface Line {
  readonly bytes: Buffer
  /** False for the rest of a line that is longer than a piece. */
  readonly begins: boolean
}

/**
 * Yields the mails of an mbox (mboxo, mboxrd, mboxcl and mboxcl2). A mail begins at a `From ` line that has an empty
 * line before it and a date in it or a header below it; without an empty line it needs both. `>From ` loses its first `>`
 * (mboxrd; in an mboxo the same line was quoted the same way). A Content-Length that ends where the next mail begins
 * keeps `From ` lines inside (mboxcl2); one that does not is wrong, and none of the file is believed after it. A mail
 * larger than `maxBytes` is refused by itself and the rest is read on. `path` names each mail: the file, `#` and its
 * number from 1.
 */
export async function* splitMbox(
  stream: AsyncIterable<Uint8Array>,
  path: string,
  maxBytes = MAX_PULLED_BYTES,
): AsyncGenerator<Result<ImportedMail, FileRefusal>> {
  const splitter = new Splitter(path, maxBytes)
  let current: Line | null = null
  for await (const line of linesOf(stream)) {
    if (current !== null) yield* splitter.take(current, line)
    current = line
    if (splitter.isForeign) return
  }
  if (current !== null) yield* splitter.take(current, null)
  yield* splitter.finish()
}

interface Mail {
  readonly number: number
  readonly lines: Line[]
  size: number
  inHeader: boolean
  afterEmpty: boolean
  /** What is left of a Content-Length; null when there is none, or none is believed. */
  left: number | null
  /** Places of lines that would begin a mail if the Content-Length were not believed. */
  readonly doubtful: number[]
}

type Item = Result<ImportedMail, FileRefusal>

class Splitter {
  isForeign = false
  readonly #path: string
  readonly #maxBytes: number
  #mail: Mail | null = null
  #count = 0
  #trustsLengths = true

  constructor(path: string, maxBytes: number) {
    this.#path = path
    this.#maxBytes = maxBytes
  }

  /** Takes a line, knowing the one after it. */
  *take(line: Line, next: Line | null): Generator<Item> {
    const mail = this.#mail
    if (mail === null) {
      if (isEmpty(line.bytes)) return
      if (!startsWith(withoutMark(line.bytes), FROM)) {
        this.isForeign = true
        yield fail({ path: this.#path, reason: 'not-a-mail', detail: 'an mbox begins with a From line' })
        return
      }
      this.#begin()
      return
    }
    if (beginsMail(line, next, mail.afterEmpty)) {
      if (mail.left === null || mail.left <= 0) {
        yield* this.finish()
        this.#begin()
        return
      }
      mail.doubtful.push(mail.lines.length)
    }
    this.#add(mail, line)
    if (mail.left !== null && mail.left <= 0 && mail.doubtful.length > 0) yield* this.#settle(mail, next)
  }

  *finish(): Generator<Item> {
    const mail = this.#mail
    if (mail === null) return
    if (mail.left !== null && mail.left > 0 && mail.doubtful.length > 0) {
      yield* this.#resplit(mail, null)
      yield* this.finish()
      return
    }
    this.#mail = null
    const name = `${this.#path}#${mail.number}`
    // The empty line before the next `From ` belongs to the mbox and not to the mail.
    const whole = mail.afterEmpty ? mail.lines.slice(0, -1) : mail.lines
    yield mail.size > this.#maxBytes
      ? fail({ path: name, reason: 'too-large', detail: `${mail.size} bytes, limit ${this.#maxBytes}` })
      : ok({ path: name, raw: Buffer.concat(whole.map(unquoted)) })
  }

  #begin(): void {
    this.#mail = {
      number: ++this.#count,
      lines: [],
      size: 0,
      inHeader: true,
      afterEmpty: false,
      left: null,
      doubtful: [],
    }
  }

  #add(mail: Mail, line: Line): void {
    const empty = line.begins && isEmpty(line.bytes)
    if (mail.inHeader) {
      if (empty) mail.inHeader = false
      else if (this.#trustsLengths && line.begins) mail.left = contentLength(line.bytes) ?? mail.left
    } else if (mail.left !== null) {
      mail.left -= line.bytes.length
    }
    mail.size += line.bytes.length
    // Past the limit the mail is only counted.
    if (mail.size <= this.#maxBytes) mail.lines.push(line)
    else mail.lines.length = 0
    mail.afterEmpty = empty
  }

  /** At the end that a Content-Length names: is it one? */
  *#settle(mail: Mail, next: Line | null): Generator<Item> {
    const ends = next === null || isEmpty(next.bytes) || startsWith(next.bytes, FROM)
    if (mail.left === 0 && ends) mail.doubtful.length = 0
    else yield* this.#resplit(mail, next)
  }

  /** The length was wrong: the lines are gone through once more without it. Once a file, so the cost stays linear. */
  *#resplit(mail: Mail, next: Line | null): Generator<Item> {
    this.#trustsLengths = false
    const { lines } = mail
    this.#mail = { ...mail, lines: [], size: 0, inHeader: true, afterEmpty: false, left: null, doubtful: [] }
    for (const [index, line] of lines.entries()) yield* this.take(line, lines[index + 1] ?? next)
    if (mail.size > this.#maxBytes && this.#mail !== null) this.#mail.size += mail.size
  }
}

function beginsMail(line: Line, next: Line | null, afterEmpty: boolean): boolean {
  if (!line.begins || !startsWith(line.bytes, FROM)) return false
  const dated = DATED.test(head(line))
  const header = next !== null && FIELD.test(head(next))
  return afterEmpty ? dated || header : dated && header
}

function contentLength(line: Buffer): number | null {
  const match = /^content-length:\s*(\d{1,12})\s*$/i.exec(line.toString('latin1', 0, 60))
  return match === null ? null : Number(match[1])
}

function unquoted({ bytes, begins }: Line): Buffer {
  return begins && bytes[0] === GREATER && /^>+From /.test(bytes.toString('latin1', 0, 80)) ? bytes.subarray(1) : bytes
}

function head({ bytes }: Line): string {
  return bytes.toString('latin1', 0, HEAD_BYTES)
}

async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0)
  let begins = true
  for await (const chunk of stream) {
    let data = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
    for (;;) {
      const newline = data.indexOf(LINE_FEED)
      if (newline === -1 && data.length < MAX_LINE_BYTES) break
      const end = newline === -1 || newline >= MAX_LINE_BYTES ? MAX_LINE_BYTES : newline + 1
      yield { bytes: data.subarray(0, end), begins }
      begins = end === newline + 1
      data = data.subarray(end)
    }
    rest = data
  }
  if (rest.length > 0) yield { bytes: rest, begins }
}

/** Some exports begin with the mark of UTF-8. */
function withoutMark(line: Buffer): Buffer {
  return line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? line.subarray(3) : line
}

function startsWith(line: Buffer, prefix: Buffer): boolean {
  return line.subarray(0, prefix.length).equals(prefix)
}

function isEmpty(line: Buffer): boolean {
  return line[0] === LINE_FEED || (line.length === 2 && line[0] === 0x0d && line[1] === LINE_FEED)
}
