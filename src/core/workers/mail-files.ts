/**
 * Tasks over raw mails that lie in files: the worker reads the file itself, so that no bytes pass through the core's thread.
 * A name comes from the core; nothing in a mail leads to another file.
 */
import { readFileSync } from 'node:fs'
import type { MailFacts, ParsedAttachmentBytes, ParsedMessage } from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import { parseMessage, type ParseFailure, type ParseOptions, type ParseOutcome } from '../mail/reader'
import { utf8OfText } from '../quick-utf8'

export interface MailRead {
  readonly message: MailFacts
  /** All of the message as JSON in UTF-8, made here because that takes a while for a long page. Memory of its own: it is handed over. */
  readonly json: Uint8Array<ArrayBuffer>
}

/** Reads one mail after the other. */
export async function readMailFiles(files: readonly string[]): Promise<Result<MailRead, ParseFailure>[]> {
  const read: Result<MailRead, ParseFailure>[] = []
  for (const file of files) {
    const parsed = await parseFile(file, { bytes: false })
    if (!parsed.ok) read.push(parsed)
    else read.push(ok(withoutPages(parsed.value.message)))
  }
  return read
}

function withoutPages(parsed: ParsedMessage): MailRead {
  const { html: _page, forwarded, ...rest } = parsed
  const inner =
    forwarded === null
      ? null
      : { messageId: forwarded.messageId, from: forwarded.from, subject: forwarded.subject, date: forwarded.date }
  const message = { ...rest, forwarded: inner }
  return { message, json: utf8OfText(JSON.stringify(parsed)) }
}

/** The bytes of the attachments that are named, each content once. */
export async function readAttachments(
  file: string,
  sha256s: readonly string[],
): Promise<Result<ParsedAttachmentBytes[], ParseFailure>> {
  const parsed = await parseFile(file)
  if (!parsed.ok) return parsed
  return ok(parsed.value.attachmentBytes.filter(({ sha256 }) => sha256s.includes(sha256)))
}

/** The raw mail in a file, read. A file that is not there is an unparsable mail; what else the disk says is thrown. */
export async function parseFile(file: string, options: ParseOptions = {}): Promise<Result<ParseOutcome, ParseFailure>> {
  let raw: Buffer
  try {
    // Nothing else goes on in a worker, and its own thread waits for the disk with half the work.
    raw = readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return fail({ reason: 'unparsable', detail: 'its raw bytes are missing' })
  }
  return parseMessage(raw, options)
}
