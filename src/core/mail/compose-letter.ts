/** A letter as raw bytes. Composed once, kept, and sent as often as it takes: always the same letter. */
import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { MailAddress } from '@shared/domain/mail'

export interface LetterParts {
  readonly from: MailAddress
  readonly to: readonly MailAddress[]
  readonly subject: string
  readonly text: string
  /** Already safe: it is written as given. */
  readonly html?: string
  /** With angle brackets; fixed when the letter is queued, so that a retry is the same letter. */
  readonly messageId: string
  readonly inReplyTo?: string
  readonly references?: readonly string[]
  /** UTC milliseconds. */
  readonly date: number
}

export interface ComposedLetter {
  readonly raw: Uint8Array
  readonly envelope: { readonly from: string; readonly to: readonly string[] }
}

/** Builds the raw bytes of a letter (RFC 5322, CRLF line ends); the same parts give the same bytes. */
export async function composeLetter(parts: LetterParts): Promise<ComposedLetter> {
  const composer = new MailComposer({
    from: addressOf(parts.from),
    to: parts.to.map(addressOf),
    subject: parts.subject,
    text: parts.text,
    ...(parts.html === undefined ? {} : { html: parts.html }),
    messageId: parts.messageId,
    ...(parts.inReplyTo === undefined ? {} : { inReplyTo: parts.inReplyTo }),
    ...(parts.references === undefined ? {} : { references: [...parts.references] }),
    date: new Date(parts.date),
    // Chinese clients read base64 everywhere; quoted-printable triples the size of Chinese text.
    encoding: 'base64',
    textEncoding: 'B',
    newline: 'win',
    // Random by default: taken from the letter's own identity instead.
    baseBoundary: createHash('sha256').update(parts.messageId).digest('hex').slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const raw = await composer.compile().build()
  return { raw, envelope: { from: parts.from.address, to: parts.to.map((one) => one.address) } }
}

function addressOf(address: MailAddress): { name: string; address: string } {
  return { name: address.name, address: address.address }
}
