/** A mail forwarded as text: the header lines that clients write above it, and its body. */
import type { ForwardedMail } from '@shared/domain/mail'
import { harmlessLine } from './harmless-filename'
import { readAddresses } from './mime/addresses'
import { readDate } from './mime/read-date'
import { isForwardSeparator } from './quote-markers'

const HEADER_LINE =
  /^[>*\s]*(发件人|寄件者|寄件人|發件人|From|发送时间|发送日期|日期|时间|發送時間|Sent|Date|收件人|收件者|To|抄送人?|Cc|主题|主旨|Subject)[*\s]*[:：|]\s*(.*?)[\s|]*$/i

const FROM = /^(发件人|寄件者|寄件人|發件人|From)$/i
const DATE = /^(发送时间|发送日期|日期|时间|發送時間|Sent|Date)$/i
const SUBJECT = /^(主题|主旨|Subject)$/i

/** Lines looked at for headers. */
const HEADER_LINES = 16

/**
 * Reads a mail out of the quoted part of a body; null when no header line names a sender. `html` is the same part of
 * the HTML body, kept as it is.
 */
export function readInlineForward(quoted: string, html: string | null): ForwardedMail | null {
  const lines = quoted.split('\n')
  let from: ForwardedMail['from'] = null
  let subject = ''
  let date: number | null = null
  let bodyStart = 0
  for (const [index, line] of lines.slice(0, HEADER_LINES).entries()) {
    const match = HEADER_LINE.exec(line)
    if (match === null) {
      // Empty lines and the separator stand above and between the headers; anything else is the body.
      if (line.trim() === '' || index === 0) continue
      if (from !== null) break
      continue
    }
    const [, key = '', value = ''] = match
    if (FROM.test(key)) from = readAddresses(binary(value.replace(/\[mailto:([^\]]+)\]/i, '<$1>')))[0] ?? from
    else if (DATE.test(key)) date = readDate(value)
    else if (SUBJECT.test(key)) subject = harmlessLine(value)
    bodyStart = index + 1
  }
  if (from === null) return null
  return { messageId: null, from, subject, date, text: lines.slice(bodyStart).join('\n').trim(), html }
}

/** Whether the quoted part calls itself forwarded. */
export function announcesForward(quoted: string): boolean {
  return isForwardSeparator(quoted.split('\n', 1)[0] ?? '')
}

function binary(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}
