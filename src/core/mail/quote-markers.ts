/** The lines by which mail clients begin the history below an answer. */

export type QuoteKind = 'separator' | 'headers' | 'attribution'

export interface QuoteMarker {
  /** Index of the first line of the history. */
  readonly line: number
  readonly kind: QuoteKind
}

/** `------------------ 原始邮件 ------------------` (QQ, Foxmail), `-----Original Message-----` (Outlook), `转发邮件信息` (163). */
const SEPARATOR =
  /^[-_=*\s]{2,60}(原始邮件|原始信件|原邮件|原始郵件|转发邮件信息|转发邮件原文|转发的邮件|转发邮件|轉寄郵件|轉寄的郵件|轉寄信件|轉寄者.{1,80}|回复的原邮件|Original Message|Original|Forwarded message|Forwarded Message|Forwarded by .{1,80})\s*[-_=*\s]{2,60}$/i

/** Apple's and some others' stand alone, without a rule. */
const BARE_FORWARD = /^(?:开始转发的邮件|開始轉寄郵件|开始转发邮件|Begin forwarded message)\s?[:：]$/i

/** Separators that introduce a forward and not an answer. */
const FORWARD_SEPARATOR = /转发|轉寄|Forwarded/i

const FROM_LINE = /^[*\s]*(发件人|寄件者|寄件人|發件人|From)[*\s]*[:：|]/i
const OTHER_HEADER_LINE =
  /^[*\s]*(发送时间|发送日期|日期|时间|收件人|抄送人?|主题|發送時間|收件者|主旨|Sent|Date|To|Cc|Subject)[*\s]*[:：|]/i

/** `在 2026年9月1日，投稿邮箱 写道：`, `张三 <a@b> 于2026年9月1日周二 写道：`, `On Tue, Sep 1, 2026, A wrote:`. */
const ATTRIBUTION =
  /^(?:(?:在|于|於|On\s|At\s).{4,300}|.{1,200}(?:于|於|在)\s?\d{4}.{4,100})(?:写道|写到|寫道|wrote)\s?[:：]?$/i
/** An attribution broken over two lines begins like this. */
const ATTRIBUTION_START = /^(在|于|於|On\s|At\s)|(于|於|在)\s?\d{4}/i

/** Lines that a header block may be spread over: five headers with an empty line between each. */
const HEADER_BLOCK_LINES = 10

/** Longest line that is looked at: no marker is longer, and an article's paragraph is never one. */
const MAX_MARKER_LENGTH = 500

/** Finds where the history begins, or null. Careful: taking an author's words for history is worse than the reverse. */
export function findQuote(lines: readonly string[]): QuoteMarker | null {
  for (const [index, line] of lines.entries()) {
    const kind = markerKind(lines, index, line)
    if (kind !== null) return { line: kind === 'headers' ? withRule(lines, index) : index, kind }
  }
  return null
}

/** Whether a separator line says that what follows is forwarded. */
export function isForwardSeparator(line: string): boolean {
  return BARE_FORWARD.test(line.trim()) || (SEPARATOR.test(line.trim()) && FORWARD_SEPARATOR.test(line))
}

function markerKind(lines: readonly string[], index: number, raw: string): QuoteKind | null {
  if (raw.length > MAX_MARKER_LENGTH) return null
  const line = unquoted(raw)
  if (SEPARATOR.test(line) || BARE_FORWARD.test(line)) return 'separator'
  if (ATTRIBUTION.test(line)) return 'attribution'
  const next = lines[index + 1] ?? ''
  if (ATTRIBUTION_START.test(line) && next.length <= MAX_MARKER_LENGTH && ATTRIBUTION.test(`${line} ${unquoted(next)}`))
    return 'attribution'
  return FROM_LINE.test(line) && hasOtherHeader(lines, index) ? 'headers' : null
}

function hasOtherHeader(lines: readonly string[], index: number): boolean {
  return lines
    .slice(index + 1, index + 1 + HEADER_BLOCK_LINES)
    .some((line) => line.length <= MAX_MARKER_LENGTH && OTHER_HEADER_LINE.test(unquoted(line)))
}

/** Outlook draws a rule above its header block. */
function withRule(lines: readonly string[], index: number): number {
  let above = index - 1
  while (above >= 0 && (lines[above] ?? '').trim() === '') above--
  return /^[_-]{5,}$/.test((lines[above] ?? '').trim()) ? above : index
}

function unquoted(line: string): string {
  return line.replace(/^[>\s]+/, '').trim()
}
