/**
 * When a share ends, as clients and people write it beside the link. Only what is written counts: a date next to a word
 * of expiry, or a span of days that is said to be one. A date that stands for something else is left alone.
 */

export interface ExpiryMention {
  /** Place in the text, UTF-16. */
  readonly start: number
  readonly end: number
  /** UTC milliseconds; null for a share that is said to last for good. */
  readonly at: number | null
}

/** The house's providers write China's time, which has had no summer time since 1991. */
const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000
const DAY_MS = 24 * 60 * 60 * 1000

/** Characters of a text that are looked at: a mail whose shares stand further down names no date there. */
export const MAX_EXPIRY_TEXT = 200_000

/** Mentions kept of one mail; a list of shares has one each. */
export const MAX_EXPIRY_MENTIONS = 500

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const CLOCK = String.raw`(?:[,，]?\s{0,3}(?:at\s)?(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?(?:\s?(am|pm))?)?`
/** `2026年9月8日`, `2026-09-08`, `2026/9/8`, `9月8日` (the year is the mail's or the next). */
const NUMERIC = String.raw`(?:(20\d{2})\s?[年./-]\s?)?(\d{1,2})\s?(?:月\s?(\d{1,2})\s?[日号]|[./-]\s?(\d{1,2})(?!\d))`
/** `September 8, 2026`, `8 Sep 2026`. */
const ENGLISH = String.raw`(?:([A-Z][a-z]{2,8})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(20\d{2})|(\d{1,2})(?:st|nd|rd|th)?\s([A-Z][a-z]{2,8})\.?,?\s(20\d{2}))`
const DATE = new RegExp(`${NUMERIC}${CLOCK}|${ENGLISH}${CLOCK}`, 'gi')

const SPAN =
  /(\d{1,4}|[一二两三四五六七八九十]{1,3}|半)\s?(?:个)?\s?(小时|天|日|周|星期|月|年|hours?|days?|weeks?|months?)/gi
const UNIT_MS: Readonly<Record<string, number>> = {
  小时: DAY_MS / 24,
  hour: DAY_MS / 24,
  天: DAY_MS,
  日: DAY_MS,
  day: DAY_MS,
  周: 7 * DAY_MS,
  星期: 7 * DAY_MS,
  week: 7 * DAY_MS,
  月: 30 * DAY_MS,
  month: 30 * DAY_MS,
  年: 365 * DAY_MS,
}

/** What stands directly before a date or span that is an expiry. */
const BEFORE_DATE =
  /(?:有效(?:期|时间|日期)?|保存期?|保留|过期(?:时间|日期)?|到期(?:时间|日期|日)?|失效(?:时间|日期)?|截止(?:时间|日期|日)?)\s?(?:限|为|是|至|到|于|在)?\s?[:：]?\s?(?:截至|至|到|于)?\s?$|(?:expir(?:es?|y|ation|ing)|valid|available|download by|good)(?:\s(?:date|time|on|at|in|until|till|through|before|by|for|is|to download)){0,3}\s?[:：]?\s?$/i
/** What stands directly after it. */
const AFTER_DATE =
  /^\s?(?:以?[前后内]|之[前后内])?[,，]?\s?(?:将?(?:会)?(?:自动)?(?:到期|过期|失效|失效删除|删除)|有效期?(?!的)|(?:前|内)?(?:请)?(?:下载|取走)?有效|前下载|内下载|内有效)|^\s?(?:\)|）)?\s?(?:expir|left\b|remaining\b)/i
/** `剩余 6 天`, `还有 3 天过期`: what is left. */
const LEFT = /(?:剩余|还剩|还有)\s?(?:有效期)?\s?[:：]?\s?$/

const FOR_GOOD = /永久有效|长期有效|永不过期|有效期\s?[:：]?\s?(?:永久|长期|无限)|never expires/gi

/** Finds every expiry in a text, in order. `sentAt` is the mail's own date, which spans count from. */
export function findExpiries(text: string, sentAt: number | null): ExpiryMention[] {
  const looked = text.slice(0, MAX_EXPIRY_TEXT)
  const found: ExpiryMention[] = []
  const add = (start: number, length: number, at: number | null | undefined): void => {
    if (at !== undefined && found.length < MAX_EXPIRY_MENTIONS) found.push({ start, end: start + length, at })
  }
  const dates: { start: number; end: number }[] = []
  for (const match of looked.matchAll(DATE)) {
    dates.push({ start: match.index, end: match.index + match[0].length })
    if (isExpiry(looked, match)) add(match.index, match[0].length, dateOf(match, sentAt))
  }
  let date = 0
  for (const match of looked.matchAll(SPAN)) {
    if (sentAt === null || !(isExpiry(looked, match) || isLeft(looked, match))) continue
    const amount = amountOf(match[1] ?? '')
    const unit = UNIT_MS[(match[2] ?? '').toLowerCase().replace(/(?<=[a-z])s$/, '')]
    // `9月8日` has `9月` and `8日` in it: where a date stands, a span does not.
    while ((dates[date]?.end ?? Infinity) <= match.index) date++
    const inDate = match.index >= (dates[date]?.start ?? Infinity)
    if (amount !== null && unit !== undefined && !inDate) add(match.index, match[0].length, sentAt + amount * unit)
  }
  for (const match of looked.matchAll(FOR_GOOD)) add(match.index, match[0].length, null)
  return found.sort((a, b) => a.start - b.start)
}

function isExpiry(text: string, match: RegExpExecArray): boolean {
  return (
    BEFORE_DATE.test(text.slice(Math.max(0, match.index - 40), match.index)) ||
    AFTER_DATE.test(text.slice(match.index + match[0].length, match.index + match[0].length + 24))
  )
}

function isLeft(text: string, match: RegExpExecArray): boolean {
  return LEFT.test(text.slice(Math.max(0, match.index - 12), match.index))
}

/** Undefined when the numbers are no date. */
function dateOf(match: RegExpExecArray, sentAt: number | null): number | undefined {
  const [, year, month, dayChinese, dayPlain, hour, minute, second, half] = match
  if (month !== undefined) {
    const clock = clockOf(hour, minute, second, half)
    const day = Number(dayChinese ?? dayPlain)
    if (year !== undefined) return atChina(Number(year), Number(month), day, clock)
    // Without a year a bare `9-8` may be anything; `9月8日` is the next one after the mail.
    if (dayChinese === undefined || sentAt === null) return undefined
    const sentYear = new Date(sentAt + CHINA_OFFSET_MS).getUTCFullYear()
    const same = atChina(sentYear, Number(month), day, clock)
    return same !== undefined && same < sentAt - DAY_MS ? atChina(sentYear + 1, Number(month), day, clock) : same
  }
  const [monthName, day, yearText] =
    match[9] === undefined ? [match[13], match[12], match[14]] : [match[9], match[10], match[11]]
  const index = MONTHS.indexOf((monthName ?? '').slice(0, 3).toLowerCase())
  if (index === -1) return undefined
  return atChina(Number(yearText), index + 1, Number(day), clockOf(match[15], match[16], match[17], match[18]))
}

interface Clock {
  readonly hour: number
  readonly minute: number
  readonly second: number
}

function clockOf(hour?: string, minute?: string, second?: string, half?: string): Clock | null {
  if (hour === undefined) return null
  const base = Number(hour)
  const afternoon = half?.toLowerCase() === 'pm' && base < 12
  const midnight = half?.toLowerCase() === 'am' && base === 12
  return { hour: midnight ? 0 : base + (afternoon ? 12 : 0), minute: Number(minute), second: Number(second ?? 0) }
}

/** A date without a time ends with its day. Undefined when there is no such day. */
function atChina(year: number, month: number, day: number, clock: Clock | null): number | undefined {
  const { hour, minute, second } = clock ?? { hour: 0, minute: 0, second: 0 }
  if (hour > 24 || minute > 59 || second > 60) return undefined
  const midnight = Date.UTC(year, month - 1, day)
  const date = new Date(midnight)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  const local = clock === null ? midnight + DAY_MS - 1 : Date.UTC(year, month - 1, day, hour, minute, second)
  return local - CHINA_OFFSET_MS
}

const DIGITS = '零一二三四五六七八九'

/** `15`, `七`, `十五`, `三十`, `半`. */
function amountOf(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text)
  if (text === '半') return 0.5
  const plain = text.replaceAll('两', '二')
  const [tens, ones] = plain.includes('十') ? plain.split('十') : ['', plain]
  const ten = plain.includes('十') ? (tens === '' ? 1 : DIGITS.indexOf(tens ?? '')) : 0
  const one = ones === '' ? 0 : DIGITS.indexOf(ones ?? '')
  return ten < 0 || one < 0 ? null : ten * 10 + one
}
