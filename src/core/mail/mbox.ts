/** Splits an mbox into its mails, as a stream: exports are larger than memory. */
import { fail, ok, type Result } from '@shared/domain/result'
import type { FileRefusal, ImportedMail } from './import-files'
import { MAX_PULLED_BYTES } from './pull-limits'

const LINE_FEED = 0x0a
const FROM = Buffer.from('From ', 'latin1')

/** A line without an end is taken in pieces of this size: only the beginning of a line means anything here. */
export const MAX_LINE_BYTES = 64 * 1024

/**
 * Yields the mails of an mbox. A mail begins at a `From ` line after an empty line or at the start (mboxo and mboxrd);
 * `>From ` loses its first `>` (mboxrd; in an mboxo the same line was quoted the same way). A mail larger than
 * `maxBytes` is refused by itself and the rest is read on. `path` names each mail: the file, `#` and its number from 1.
 */
export async function* splitMbox(
  stream: AsyncIterable<Uint8Array>,
  path: string,
  maxBytes = MAX_PULLED_BYTES,
): AsyncGenerator<Result<ImportedMail, FileRefusal>> {
  let lines: Buffer[] = []
  let size = 0
  let number = 0
  let afterEmpty = true

  const finish = (): Result<ImportedMail, FileRefusal> | null => {
    if (number === 0) return null
    const name = `${path}#${number}`
    // The empty line before the next `From ` belongs to the mbox and not to the mail.
    const whole = afterEmpty ? lines.slice(0, -1) : lines
    return size > maxBytes
      ? fail({ path: name, reason: 'too-large', detail: `${size} bytes, limit ${maxBytes}` })
      : ok({ path: name, raw: Buffer.concat(whole) })
  }

  for await (const { line, begins } of linesOf(stream)) {
    if (begins && afterEmpty && startsWith(line, FROM)) {
      const mail = finish()
      if (mail !== null) yield mail
      lines = []
      size = 0
      number++
      afterEmpty = false
      continue
    }
    if (number === 0 && !isEmpty(line)) {
      yield fail({ path, reason: 'not-a-mail', detail: 'an mbox begins with a From line' })
      return
    }
    const content = begins && /^>+From /.test(line.toString('latin1', 0, 80)) ? line.subarray(1) : line
    size += content.length
    // Past the limit the mail is only counted.
    if (size <= maxBytes) lines.push(content)
    else lines = []
    afterEmpty = begins && isEmpty(line)
  }
  const last = finish()
  if (last !== null) yield last
}

async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<{ line: Buffer; begins: boolean }> {
  let rest: Buffer = Buffer.alloc(0)
  let begins = true
  for await (const chunk of stream) {
    let data = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
    for (;;) {
      const newline = data.indexOf(LINE_FEED)
      if (newline === -1 && data.length < MAX_LINE_BYTES) break
      const end = newline === -1 || newline >= MAX_LINE_BYTES ? MAX_LINE_BYTES : newline + 1
      yield { line: data.subarray(0, end), begins }
      begins = end === newline + 1
      data = data.subarray(end)
    }
    rest = data
  }
  if (rest.length > 0) yield { line: rest, begins }
}

function startsWith(line: Buffer, prefix: Buffer): boolean {
  return line.subarray(0, prefix.length).equals(prefix)
}

function isEmpty(line: Buffer): boolean {
  return line.equals(Buffer.from('\n')) || line.equals(Buffer.from('\r\n'))
}
