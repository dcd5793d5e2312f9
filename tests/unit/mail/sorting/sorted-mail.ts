/** A mail of the evaluation of the sorting, and its raw form. */
import { rawMail } from '../raw-mail'

export type SortedKind =
  'submission' | 'inquiry' | 'promotion' | 'complaint' | 'forward' | 'junk' | 'bounce' | 'autoreply' | 'recall'

export interface SortedMail {
  readonly kind: SortedKind
  readonly subject: string
  readonly body: string
  /** The body as a page, instead of the text. */
  readonly html?: string
  readonly from?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Names of attachments. */
  readonly files?: readonly string[]
  /** Of a bounce: whom it is about. */
  readonly failed?: string
  /** Of a recall notice: the subject it is about. */
  readonly recalled?: string
}

/** As it comes over the wire. */
export function rawOf(mail: SortedMail, index: number): Buffer {
  const { subject, body, html, headers = {}, files = [] } = mail
  const { 'content-type': report, ...rest } = headers
  const head = [
    `From: ${mail.from ?? `author${index}@mail.example`}`,
    'To: tougao@appcpx.com',
    'Date: Tue, 01 Sep 2026 16:20:00 +0800',
    `Message-ID: <sorted-${index}@mail.example>`,
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    ...Object.entries(rest).map(([name, value]) => `${name}: ${value}`),
  ]
  const text = [
    `Content-Type: text/${html === undefined ? 'plain' : 'html'}; charset=utf-8`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(html ?? body).toString('base64'),
  ]
  if (report !== undefined)
    return rawMail(
      ...head,
      `Content-Type: ${report}`,
      '',
      '--r',
      ...text,
      '--r',
      'Content-Type: message/disposition-notification',
      '',
      'Disposition: manual-action/MDN-sent-manually; displayed',
      '--r--',
    )
  if (files.length === 0) return rawMail(...head, ...text)
  const parts = files.flatMap((name) => [
    '--b',
    `Content-Type: ${/\.(png|jpg)$/.test(name) ? 'image/png' : 'application/octet-stream'}`,
    `Content-Disposition: attachment; filename="=?utf-8?B?${Buffer.from(name).toString('base64')}?="`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(`bytes of ${name}`).toString('base64'),
  ])
  return rawMail(...head, 'Content-Type: multipart/mixed; boundary=b', '', '--b', ...text, ...parts, '--b--')
}

/** Mails of one kind, each its subject, its text and what else there is. */
export function practice(
  kind: SortedKind,
  mails: readonly (readonly [subject: string, body: string, rest?: Partial<SortedMail> | undefined])[],
): SortedMail[] {
  return mails.map(([subject, body, rest]) => ({ kind, subject, body, ...rest }))
}
