/** A chat that was copied out of WeChat, split by speaker and time. */
import type { ChatLine } from './domain/author'
import { ZonedClock, type ClockReading } from './zoned-clock'

/** Messages that are kept of one paste, and characters of one message: what the contract takes. */
export const MAX_CHAT_LINES = 2_000
const MAX_SPEAKER = 40
const MAX_TEXT = 10_000

const WEEKDAYS = '日一二三四五六'
/** What stands before an hour that is counted to twelve. */
const HALVES = '凌晨|早上|上午|中午|下午|傍晚|晚上'

/** `周舟 2026/9/1 10:02:33`, `周舟 9月1日 下午 2:02`, `周舟 星期三 10:02`, `周舟 10:02`: a speaker and a time alone on a line. */
const HEAD = new RegExp(
  `^(.{1,${MAX_SPEAKER}}?)[ \\t]+(?:(?:(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?|(\\d{1,2})[-/月](\\d{1,2})日?|(昨天|前天|今天|(?:星期|周)[一二三四五六日天]))[ \\t]*)?(?:(${HALVES})[ \\t]*)?(?<!\\d)(\\d{1,2})[:：](\\d{2})(?:[:：](\\d{2}))?[ \\t]*$`,
  'u',
)
/** `周舟:` alone on a line, as messages that were picked on a phone are copied. */
const NAMED = new RegExp(`^([^\\s:：](?:[^:：]{0,${MAX_SPEAKER - 1}}))[:：][ \\t]*$`, 'u')
/** `—————  2026-09-01  —————`, or a day alone on a line. */
const DAY = /^[—\-\s]{0,20}(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[—\-\s]{0,20}$/u
/** `周舟: 好的`, of forwarded chats. */
const SAID = /^([^\s:：][^:：]{0,19})[:：][ \t]*(.+)$/u

export interface ChatContext {
  /** IANA name of the zone whose clock the chat shows. */
  readonly zone: string
  /** UTC milliseconds: which day `昨天` was. */
  readonly now: number
}

/** The messages in their order; null when it does not look like a chat. Times are UTC milliseconds, null where none is said. */
export function splitChat(pasted: string, context: ChatContext): ChatLine[] | null {
  const lines = pasted.split(/\r\n|\r|\n/u)
  const timed = byHeads(lines, context)
  if (timed.length >= 2) return timed.slice(0, MAX_CHAT_LINES)
  const named = byNames(lines)
  if (named.length >= 2) return named.slice(0, MAX_CHAT_LINES)
  const said = bySpeakers(lines)
  return said.length >= 2 ? said.slice(0, MAX_CHAT_LINES) : null
}

type Day = readonly [year: number, month: number, day: number]

function byHeads(lines: readonly string[], { zone, now }: ChatContext): ChatLine[] {
  const clockOfZone = new ZonedClock(zone)
  const today = dayOf(clockOfZone.readingAt(now))
  let day: Day | null = null
  const messages: Message[] = []
  for (const line of lines) {
    const dated = DAY.exec(line)
    if (dated !== null) {
      day = [Number(dated[1]), Number(dated[2]), Number(dated[3])]
      continue
    }
    const head = HEAD.exec(line)
    if (head === null) {
      messages.at(-1)?.text.push(line)
      continue
    }
    const [, speaker = '', year, month, date, shortMonth, shortDate, word, half, hour, minute, second] = head
    const on: Day | null =
      year !== undefined
        ? [Number(year), Number(month), Number(date)]
        : shortMonth !== undefined
          ? [yearOf(today, Number(shortMonth), Number(shortDate)), Number(shortMonth), Number(shortDate)]
          : word !== undefined
            ? daysBefore(today, daysSince(word, today))
            : day
    const clock = [hourOf(half, Number(hour)), Number(minute), Number(second ?? 0)] as const
    const isTime = clock[0] < 24 && clock[1] < 60 && clock[2] < 60
    messages.push({
      speaker: speaker.trim(),
      at: on === null || !isTime ? null : clockOfZone.timeOf(Date.UTC(on[0], on[1] - 1, on[2], ...clock)),
      text: [],
    })
  }
  return withText(messages)
}

interface Message {
  readonly speaker: string
  readonly at: number | null
  readonly text: string[]
}

function withText(messages: readonly Message[]): ChatLine[] {
  return messages
    .map(({ speaker, at, text }) => ({ speaker, at, text: text.join('\n').trim().slice(0, MAX_TEXT) }))
    .filter(({ text }) => text !== '')
}

/** A name on a line of its own before what it said; it begins with one, and the same few come again or there are two of them. */
function byNames(lines: readonly string[]): ChatLine[] {
  const messages: Message[] = []
  for (const line of lines) {
    const [, speaker] = NAMED.exec(line) ?? []
    if (speaker !== undefined) messages.push({ speaker: speaker.trim(), at: null, text: [] })
    else if (messages.length > 0) messages.at(-1)?.text.push(line)
    else if (line.trim() !== '') return []
  }
  const speakers = new Set(messages.map(({ speaker }) => speaker))
  return speakers.size >= 2 && speakers.size <= 3 ? withText(messages) : []
}

/** Two or three speakers who take turns; an article with a colon in it is no chat. */
function bySpeakers(lines: readonly string[]): ChatLine[] {
  const messages: ChatLine[] = []
  for (const line of lines) {
    const said = SAID.exec(line)
    if (said !== null)
      messages.push({ speaker: (said[1] ?? '').trim(), at: null, text: (said[2] ?? '').slice(0, MAX_TEXT) })
    else if (line.trim() !== '') return []
  }
  const speakers = new Set(messages.map(({ speaker }) => speaker))
  return speakers.size >= 2 && speakers.size <= 3 && messages.length > speakers.size ? messages : []
}

/** The day that a clock shows. */
function dayOf(reading: ClockReading): Day {
  const shown = new Date(reading)
  return [shown.getUTCFullYear(), shown.getUTCMonth() + 1, shown.getUTCDate()]
}

/** Days from a word for a day until today. A weekday is the last one that has been. */
function daysSince(word: string, [year, month, date]: Day): number {
  switch (word) {
    case '今天':
      return 0
    case '昨天':
      return 1
    case '前天':
      return 2
    default: {
      const weekday = WEEKDAYS.indexOf(word.slice(-1).replace('天', '日'))
      const today = new Date(Date.UTC(year, month - 1, date)).getUTCDay()
      return (today - weekday + 7) % 7 || 7
    }
  }
}

/** The hour of 24 that is said with half of a day. */
function hourOf(half: string | undefined, hour: number): number {
  switch (half) {
    case '下午':
    case '傍晚':
    case '晚上':
      return hour < 12 ? hour + 12 : hour
    case '中午':
      return hour < 10 ? hour + 12 : hour
    case '凌晨':
    case '早上':
    case '上午':
      return hour === 12 ? 0 : hour
    default:
      return hour
  }
}

function daysBefore([year, month, day]: Day, days: number): Day {
  return dayOf(Date.UTC(year, month - 1, day - days))
}

/** A day without a year is the last one that has been. */
function yearOf([year, month, day]: Day, ofMonth: number, ofDay: number): number {
  return ofMonth > month || (ofMonth === month && ofDay > day) ? year - 1 : year
}
