/** The corpus's mails as the desk's own mail reader would hand them over: bodies and files. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { simpleParser } from 'mailparser'
import type { MailToConvert } from '@core/manuscript'

const folder = new URL('../../../fixtures/corpus/', import.meta.url)

export interface CorpusEntry {
  readonly file: string
  readonly subject?: string
  readonly manuscriptTitle?: string
  readonly manuscriptContains?: readonly string[]
  readonly manuscriptLacks?: readonly string[]
  readonly manuscriptImages?: number
  readonly byline?: string
}

export const manifest = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as readonly CorpusEntry[]

export function corpusEntry(number: string): CorpusEntry {
  const entry = manifest.find(({ file }) => file.startsWith(`${number}-`))
  if (entry === undefined) throw new Error(`the corpus has no mail ${number}`)
  return entry
}

/** The subject is the manifest's: what a mail reader makes of broken headers is tested with the mail reader. */
export async function corpusMail(number: string): Promise<MailToConvert> {
  const { file, subject } = corpusEntry(number)
  const parsed = await simpleParser(readFileSync(new URL(file, folder)), { skipImageLinks: true })
  return {
    kind: 'mail',
    subject: subject ?? parsed.subject ?? '',
    text: (parsed.text ?? '').replace(/\n> [\s\S]*$/, ''),
    html: parsed.html === false ? null : parsed.html,
    attachments: parsed.attachments.map((attachment) => ({
      filename: attachment.filename ?? 'unnamed',
      contentType: attachment.contentType,
      sha256: createHash('sha256').update(attachment.content).digest('hex'),
      contentId: attachment.cid ?? null,
      inline: attachment.contentDisposition === 'inline',
      bytes: attachment.content,
    })),
  }
}

export function withoutSpace(text: string): string {
  return text.replace(/\s/g, '')
}
