/** The task that makes a manuscript of a raw mail in a file. */
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import { splitHtmlBody, splitTextBody } from '../mail/reader'
import {
  convertManuscript,
  type ManuscriptConversion,
  type ManuscriptToConvert,
  type TellProgress,
} from '../manuscript'
import { parseFile } from './mail-files'

export interface MailConversion extends ManuscriptConversion {
  /** The file that the manuscript was read from (`sourceSha256`); null when it was the mail's body. */
  readonly sourceBytes: Uint8Array | null
}

/** The likeliest manuscript in a mail, or its own words (`bodyOnly`): of a forward, the inner mail is the author's, what stands above it a colleague's note. */
export async function convertMailFile(
  file: string,
  zone: string,
  bodyOnly: boolean,
  tell: TellProgress,
): Promise<Result<MailConversion, ConversionRefusal>> {
  const parsed = await parseFile(file)
  if (!parsed.ok) return fail({ code: 'corrupt', detail: parsed.error.detail })
  const { message, attachmentBytes } = parsed.value
  const bytes = new Map(attachmentBytes.map((attachment) => [attachment.sha256, attachment.bytes]))
  const { subject, text, html } = message.forwarded ?? message
  const converted = await convertManuscript(
    ownWords({
      kind: 'mail',
      zone,
      bodyOnly,
      subject,
      text,
      html,
      attachments: message.attachments.map(({ filename, contentType, sha256, contentId, inline }) => {
        const content = bytes.get(sha256)
        if (content === undefined) throw new Error(`attachment ${sha256} was described and not delivered`)
        return { filename, contentType, sha256, contentId, inline, bytes: content }
      }),
    }),
    tell,
  )
  if (!converted.ok) return converted
  const { sourceSha256 } = converted.value
  return ok({ ...converted.value, sourceBytes: sourceSha256 === null ? null : (bytes.get(sourceSha256) ?? null) })
}

/** A manuscript of a mail or file whose bytes are at hand. */
export function convertInput(
  input: ManuscriptToConvert,
  tell: TellProgress,
): Promise<Result<ManuscriptConversion, ConversionRefusal>> {
  return convertManuscript(input.kind === 'mail' ? ownWords(input) : input, tell)
}

/** A mail's manuscript is what its writer wrote: quoted history and signature are left out. */
function ownWords(input: Extract<ManuscriptToConvert, { kind: 'mail' }>): ManuscriptToConvert {
  return {
    ...input,
    text: splitTextBody(input.text).own,
    html: input.html === null ? null : splitHtmlBody(input.html).own,
  }
}
