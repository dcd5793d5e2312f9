/** Builds raw mails for tests. */
import { parseMessage, type ParseOptions, type ParseOutcome } from '@core/mail'

/** Joins lines by CRLF; a Buffer stands for raw bytes. */
export function rawMail(...lines: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(
    lines.flatMap((line) => [typeof line === 'string' ? Buffer.from(line, 'utf8') : line, Buffer.from('\r\n')]),
  )
}

export const BASIC = [
  'From: =?utf-8?B?5byg5LiJ?= <zhang@example.com>',
  'To: desk@example.com',
  'Message-ID: <m1@example.com>',
  'Date: Tue, 01 Sep 2026 16:20:00 +0800',
]

export async function parsed(raw: Uint8Array, options?: ParseOptions): Promise<ParseOutcome> {
  const result = await parseMessage(raw, options)
  if (!result.ok) throw new Error(`refused: ${result.error.reason} ${result.error.detail}`)
  return result.value
}
