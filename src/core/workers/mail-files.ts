/**
 * Tasks over raw mails that lie in files: the worker reads the file itself, so that no bytes pass through the core's thread.
 * A name comes from the core; nothing in a mail leads to another file.
 */
import { readFile } from 'node:fs/promises'
import type { ParsedAttachmentBytes, ParsedMessage } from '@shared/domain/mail'
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import {
  parseMessage,
  splitHtmlBody,
  splitTextBody,
  type ParseFailure,
  type ParseOptions,
  type ParseOutcome,
} from '../mail'
import { convertManuscript, type ManuscriptConversion, type ManuscriptToConvert } from '../manuscript'

export interface MailRead {
  readonly message: ParsedMessage
  /** `message` as JSON, made here because that takes a while for a long page. */
  readonly json: string
}

export interface MailConversion extends ManuscriptConversion {
  /** The file that the manuscript was read from (`sourceSha256`); null when it was the mail's body. */
  readonly sourceBytes: Uint8Array | null
}

/** Reads one mail after the other. */
export async function readMailFiles(files: readonly string[]): Promise<Result<MailRead, ParseFailure>[]> {
  const read: Result<MailRead, ParseFailure>[] = []
  for (const file of files) {
    const parsed = await parseFile(file, { bytes: false })
    if (!parsed.ok) read.push(parsed)
    else read.push(ok({ message: parsed.value.message, json: JSON.stringify(parsed.value.message) }))
  }
  return read
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

/** The likeliest manuscript in a mail: of a forward, the inner mail is the author's, what stands above it a colleague's note. */
export async function convertMailFile(file: string): Promise<Result<MailConversion, ConversionRefusal>> {
  const parsed = await parseFile(file)
  if (!parsed.ok) return fail({ code: 'corrupt', detail: parsed.error.detail })
  const { message, attachmentBytes } = parsed.value
  const bytes = new Map(attachmentBytes.map((attachment) => [attachment.sha256, attachment.bytes]))
  const { subject, text, html } = message.forwarded ?? message
  const converted = await convertManuscript(
    ownWords({
      kind: 'mail',
      subject,
      text,
      html,
      attachments: message.attachments.map(({ filename, contentType, sha256, contentId, inline }) => {
        const content = bytes.get(sha256)
        if (content === undefined) throw new Error(`attachment ${sha256} was described and not delivered`)
        return { filename, contentType, sha256, contentId, inline, bytes: content }
      }),
    }),
  )
  if (!converted.ok) return converted
  const { sourceSha256 } = converted.value
  return ok({ ...converted.value, sourceBytes: sourceSha256 === null ? null : (bytes.get(sourceSha256) ?? null) })
}

/** A mail's manuscript is what its writer wrote: quoted history and signature are left out. */
export function ownWords(input: Extract<ManuscriptToConvert, { kind: 'mail' }>): ManuscriptToConvert {
  return {
    ...input,
    text: splitTextBody(input.text).own,
    html: input.html === null ? null : splitHtmlBody(input.html).own,
  }
}

async function parseFile(file: string, options: ParseOptions = {}): Promise<Result<ParseOutcome, ParseFailure>> {
  let raw: Buffer
  try {
    raw = await readFile(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return fail({ reason: 'unparsable', detail: 'its raw bytes are missing' })
  }
  return parseMessage(raw, options)
}
