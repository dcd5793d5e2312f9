/** Raw mails for tests: well-formed ones from a few fields, and the corpus. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { addAccount } from '@core/workflow/accounts'
import type { DeskContext } from '@core/workflow/context'
import { processMessage, type IntakeOutcome } from '@core/workflow/intake'
import { receive, receiveAll } from '@core/workflow/receive'

export interface MailFields {
  readonly from?: string
  readonly to?: string
  readonly subject?: string
  readonly messageId?: string | null
  readonly cc?: string
  readonly bcc?: string
  readonly inReplyTo?: string
  readonly references?: readonly string[]
  /** As in the header. */
  readonly date?: string | null
  readonly text?: string
  readonly headers?: readonly string[]
  readonly attachment?: { readonly filename: string; readonly contentType: string; readonly bytes: Uint8Array }
}

/** An article's worth of own words. */
export const ARTICLE = Array.from(
  { length: 16 },
  (_, index) => `第${index + 1}段。内容团队要把结构、来源和数据写清楚，读者才会把一篇文章看到最后，再转给身边的同事。`,
).join('\n\n')

let counter = 0

export function rawMail(fields: MailFields = {}): Buffer {
  counter += 1
  const body = Buffer.from(fields.text ?? ARTICLE, 'utf8')
    .toString('base64')
    .replaceAll(/.{76}/g, '$&\r\n')
  const textPart = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', body]
  const { attachment } = fields
  const head = [
    `From: ${fields.from ?? 'zhou@mail.example'}`,
    `To: ${fields.to ?? 'tougao@appcpx.com'}`,
    ...(fields.cc === undefined ? [] : [`Cc: ${fields.cc}`]),
    ...(fields.bcc === undefined ? [] : [`Bcc: ${fields.bcc}`]),
    `Subject: =?utf-8?B?${Buffer.from(fields.subject ?? '投稿：内容团队的第二年', 'utf8').toString('base64')}?=`,
    ...(fields.date === null ? [] : [`Date: ${fields.date ?? 'Mon, 07 Sep 2026 09:00:00 +0800'}`]),
    ...(fields.messageId === null ? [] : [`Message-ID: ${fields.messageId ?? `<made-${counter}@mail.example>`}`]),
    ...(fields.inReplyTo === undefined ? [] : [`In-Reply-To: ${fields.inReplyTo}`]),
    ...(fields.references === undefined ? [] : [`References: ${fields.references.join(' ')}`]),
    'MIME-Version: 1.0',
    ...(fields.headers ?? []),
  ]
  if (attachment === undefined) return Buffer.from([...head, ...textPart, ''].join('\r\n'))
  const parts = [
    '--cut',
    ...textPart,
    '--cut',
    `Content-Type: ${attachment.contentType}; name="${attachment.filename}"`,
    `Content-Disposition: attachment; filename="${attachment.filename}"`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(attachment.bytes).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
    '--cut--',
    '',
  ]
  return Buffer.from([...head, 'Content-Type: multipart/mixed; boundary="cut"', '', ...parts].join('\r\n'))
}

/** A mail of `tests/fixtures/corpus`, by the beginning of its name: `02`. */
export function corpusMail(number: string): Buffer {
  const known = corpusManifest().find(({ file }) => file.startsWith(`${number}-`))
  if (known === undefined) throw new Error(`the corpus has no mail ${number}`)
  return readFileSync(corpusFile(known.file))
}

export interface CorpusTruth {
  readonly file: string
  readonly kind: string
  readonly messageId?: string
}

export function corpusManifest(): CorpusTruth[] {
  return JSON.parse(readFileSync(corpusFile('manifest.json'), 'utf8')) as CorpusTruth[]
}

function corpusFile(name: string): string {
  return fileURLToPath(new URL(`../fixtures/corpus/${name}`, import.meta.url))
}

/** Keeps a mail and takes it all the way in, as a sync does. */
export async function takeMail(
  context: DeskContext,
  raw: Uint8Array,
): Promise<{ readonly hash: string; readonly outcome: IntakeOutcome }> {
  const { hash } = await receive(context, raw, null, context.now())
  return { hash, outcome: await processMessage(context, hash) }
}

/** Takes in what lies in a Sent folder. */
export async function takeSent(
  context: DeskContext,
  raw: Uint8Array,
): Promise<{ readonly hash: string; readonly outcome: IntakeOutcome }> {
  const arrival = { source: { bytes: raw }, place: null, flags: [], history: false, outgoing: true }
  const [received] = await receiveAll(context, [{ ...arrival, arrivedAt: context.now() }])
  const hash = received?.hash ?? ''
  return { hash, outcome: await processMessage(context, hash) }
}

/** Takes a mail in that must become a submission; its id. */
export async function takeSubmission(context: DeskContext, fields: MailFields = {}): Promise<string> {
  const { outcome } = await takeMail(context, rawMail(fields))
  if (outcome.kind !== 'registered') throw new Error(`not registered: ${JSON.stringify(outcome)}`)
  return outcome.submissionId
}

/** An account whose mailbox is a folder; its id. */
export async function addMaildir(context: DeskContext, folder: string): Promise<string> {
  const { id } = await addAccount(context, {
    config: { kind: 'maildir', address: 'tougao@appcpx.com', displayName: '鸟哥笔记投稿', path: folder },
    password: null,
    keep: null,
  })
  return id
}
