/** The lines by which mail clients begin the history below an answer. */

export type QuoteKind = 'separator' | 'headers' | 'attribution'

export interface QuoteMarker {
  /** Index of the first line of the history. */
  readonly line: number
  readonly kind: QuoteKind
}

/**
 * `------------------ 原始邮件 ------------------` (QQ, Foxmail), `-----Original Message-----` (Outlook), `转发邮件信息` (163),
 * `----邮件原文----` (139), `-----Original Messages-----` (Coremail).
 */
const SEPARATOR =
  /^[-_=*\s]{2,60}(原始邮件|原始信件|原邮件|原邮件信息|邮件原件|邮件原文|原始郵件|转发邮件信息|转发邮件原文|转发的邮件|转发邮件|轉寄郵件|轉寄的郵件|轉寄信件|轉寄者.{1,80}|回复的原邮件|Original Messages?|Original|Forwarded messages?|Forwarded by .{1,80})\s*[-_=*\s]{2,60}$/i

/** Apple's and some others' stand alone, without a rule. */
const BARE_FORWARD = /^(?:开始转发的邮件|開始轉寄郵件|开始转发邮件|Begin forwarded message)\s?[:：]$/i

/** Separators that introduce a forward and not an answer. */
const FORWARD_SEPARATOR = /转发|轉寄|Forwarded/i

const FROM_LINE = /^[*\s|]*(发件人|寄件者|寄件人|發件人|From)[*\s]*[:：|]/i
/** Every client says when: a letter that an article shows seldom does. */
const DATED_LINE = /^[*\s|]*(发送时间|发送日期|日\s*期|时间|發送時間|Sent|Date)[*\s]*[:：|].*\d/i

/** `在 2026年9月1日，投稿邮箱 写道：`, `张三 <a@b> 于2026年9月1日周二 写道：`, `On Tue, Sep 1, 2026, A wrote:`. */
const ATTRIBUTION =
  /^(?:(?:在|于|於|On\s|At\s).{4,300}|.{1,200}(?:于|於|在)\s?\d{4}.{4,100}|\d{4}年\d{1,2}月\d{1,2}日.{3,200})(?:写道|写到|寫道|wrote)\s?[:：]?$/i
/** An attribution broken over several lines begins like this. */
const ATTRIBUTION_START = /^(在|于|於|On\s|At\s)|(于|於|在)\s?\d{4}/i
/** Lines that an attribution may be broken over: a long name, an address, a word. */
const ATTRIBUTION_LINES = 3

/** A client names the writer's address, or the minute: an author who quotes another does neither. */
const ADDRESS = /<[^<>\s]{1,200}@[^<>\s]{1,200}>|\[mailto:|"[^"]{1,100}" ?<|\S@\S+\.\w/
const DATE = String.raw`(?:\d{4}年\s?\d{1,2}月\s?\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(?:\p{Letter}{2,9}\.?,? )?(?:\p{Letter}{3,9}\.? \d{1,2},? \d{4}|\d{1,2} \p{Letter}{3,9}\.?,? \d{4}))`
const WEEKDAY = String.raw`[\s,，(（]*(?:(?:周|星期|週)[一二三四五六日天])?[)）]?`
const CLOCK = String.raw`[\s,，]*(?:at )?(?:上午|下午|早上|晚上|中午|凌晨|傍晚)?\s?\d{1,2}:\d\d`
/** The date comes first, or right behind the writer's name: `在2026年9月1日 16:20`, `投稿邮箱 于2026年9月1日周二 下午4:20`. */
const AT_A_MINUTE = new RegExp(String.raw`^(?:在|于|於|On|At|.{1,200}(?:于|於|在))\s?${DATE}${WEEKDAY}${CLOCK}`, 'iu')
/** Only a day: `在 2026年9月1日，投稿邮箱 写道：`. An article says that too, so quoted lines must follow it. */
const ON_A_DAY = new RegExp(String.raw`^(?:在|于|於|On|At)\s?${DATE}${WEEKDAY}[\s,，]`, 'iu')

/** Lines that a header block may be spread over: five headers with an empty line between each. */
const HEADER_BLOCK_LINES = 10

/** Longest line that is looked at: no marker is longer, and an article's paragraph is never one. */
const MAX_MARKER_LENGTH = 500

/**
 * Finds where the history begins, or null. `followed` says whether what stands right behind a line is marked as quoted. Careful:
 * taking an author's words for history is worse than the reverse.
 */
export function findQuote(lines: readonly string[], followed: (line: number) => boolean): QuoteMarker | null {
  for (const [index, line] of lines.entries()) {
    const kind = markerKind(lines, index, line, followed)
    if (kind !== null) return { line: kind === 'headers' ? withRule(lines, index) : index, kind }
  }
  return null
}

/** The last line of the attribution that begins at a line. */
export function attributionEnd(lines: readonly string[], start: number): number {
  let text = ''
  for (let index = start; index < start + ATTRIBUTION_LINES; index += 1) {
    const line = lines[index]
    if (line === undefined || line.length > MAX_MARKER_LENGTH) break
    text = `${text} ${unquoted(line)}`.trim()
    if (ATTRIBUTION.test(text)) return index
  }
  return start
}

/** Whether a separator line says that what follows is forwarded. */
export function isForwardSeparator(line: string): boolean {
  const bare = unquoted(line)
  return BARE_FORWARD.test(bare) || (SEPARATOR.test(bare) && FORWARD_SEPARATOR.test(bare))
}

function markerKind(
  lines: readonly string[],
  index: number,
  raw: string,
  followed: (line: number) => boolean,
): QuoteKind | null {
  if (raw.length > MAX_MARKER_LENGTH) return null
  const line = unquoted(raw)
  if (SEPARATOR.test(line) || BARE_FORWARD.test(line)) return 'separator'
  if (isAttribution(lines, index, line, followed)) return 'attribution'
  return FROM_LINE.test(line) && hasHeaders(lines, index) ? 'headers' : null
}

function isAttribution(
  lines: readonly string[],
  index: number,
  line: string,
  followed: (line: number) => boolean,
): boolean {
  if (!ATTRIBUTION.test(line) && !ATTRIBUTION_START.test(line)) return false
  const end = attributionEnd(lines, index)
  const whole = lines
    .slice(index, end + 1)
    .map(unquoted)
    .join(' ')
  if (!ATTRIBUTION.test(whole)) return false
  return ADDRESS.test(whole) || AT_A_MINUTE.test(whole) || (ON_A_DAY.test(whole) && followed(end))
}

/** A sender, and below it a time. */
function hasHeaders(lines: readonly string[], index: number): boolean {
  return lines
    .slice(index + 1, index + 1 + HEADER_BLOCK_LINES)
    .some((line) => line.length <= MAX_MARKER_LENGTH && DATED_LINE.test(unquoted(line)))
}

/** Outlook draws a rule above its header block. */
function withRule(lines: readonly string[], index: number): number {
  let above = index - 1
  while (above >= 0 && (lines[above] ?? '').trim() === '') above--
  return /^[_-]{5,}$/.test((lines[above] ?? '').trim()) ? above : index
}

/** A line without the signs of quotation. QQ's plain text has its HTML's blanks in it. */
function unquoted(line: string): string {
  return line
    .replace(/^[>\s]+/, '')
    .replaceAll('&nbsp;', ' ')
    .trim()
}
