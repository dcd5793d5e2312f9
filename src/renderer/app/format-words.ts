/** Times, days and numbers in words: pure functions of language, zone and the present. */
import { translate, type Locale } from '@shared/i18n/translate'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export interface FormatContext {
  readonly locale: Locale
  /** IANA name of the desk's zone. */
  readonly zone: string
  readonly now: number
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
  formatters.set(key, made)
  return made
}

/** The local date (`YYYY-MM-DD`) of a moment in a zone. */
export function localDate(at: number, zone: string): string {
  return formatter('en-CA', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}

/** Days from one local date to another; negative when `to` lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY)
}

export function formatTime(at: number, { locale, zone }: FormatContext): string {
  return formatter(locale, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
}

/** `9月19日`, with the year when it is another one. */
export function formatDay(at: number, { locale, zone, now }: FormatContext): string {
  const sameYear = localDate(at, zone).slice(0, 4) === localDate(now, zone).slice(0, 4)
  return formatter(locale, zone, {
    month: locale === 'en' ? 'short' : 'long',
    day: 'numeric',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at)
}

/** A local date (`YYYY-MM-DD`) in words. */
export function formatLocalDate(date: string, context: FormatContext): string {
  return formatDay(Date.parse(`${date}T12:00:00Z`), { ...context, zone: 'UTC' })
}

/** `2026年9月`: the month of a local date. */
export function formatMonth(date: string, { locale }: FormatContext): string {
  return formatter(locale, 'UTC', { month: 'long', year: 'numeric' }).format(Date.parse(`${date}T12:00:00Z`))
}

/** `周三`: the day of the week of a local date. */
export function formatWeekday(date: string, { locale }: FormatContext): string {
  return formatter(locale, 'UTC', { weekday: 'short' }).format(Date.parse(`${date}T12:00:00Z`))
}

/** `3 分钟前`, `昨天`, `4 天前`; from a week on the day itself. */
export function formatRelative(at: number, context: FormatContext): string {
  const { locale, zone, now } = context
  const age = now - at
  const days = daysBetween(localDate(at, zone), localDate(now, zone))
  if (days < 0 || days >= 7) return formatDay(at, context)
  if (days > 1) return translate(locale, 'time.days-ago', { count: days })
  if (days === 1) return translate(locale, 'time.yesterday')
  if (age < MINUTE) return translate(locale, 'time.just-now')
  if (age < HOUR) return translate(locale, 'time.minutes-ago', { count: Math.floor(age / MINUTE) })
  return translate(locale, 'time.hours-ago', { count: Math.floor(age / HOUR) })
}

/** `今天 10:02`, `昨天 18:20`, `9月2日 10:02`: for timelines, where the order within a day matters. */
export function formatMoment(at: number, context: FormatContext): string {
  const { locale, zone, now } = context
  const time = formatTime(at, context)
  const days = daysBetween(localDate(at, zone), localDate(now, zone))
  if (days === 0) return translate(locale, 'time.today-at', { time })
  if (days === 1) return translate(locale, 'time.yesterday-at', { time })
  return translate(locale, 'time.day-at', { day: formatDay(at, context), time })
}

/** Everything, with the zone's offset: for tooltips. */
export function formatFull(at: number, { locale, zone }: FormatContext): string {
  return formatter(locale, zone, {
    year: 'numeric',
    month: locale === 'en' ? 'short' : 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(at)
}

export function formatBytes(bytes: number, locale: Locale): string {
  if (bytes < 1024) return `${bytes.toLocaleString(locale)} B`
  const kilobytes = bytes / 1024
  if (kilobytes < 1024) return `${Math.round(kilobytes).toLocaleString(locale)} KB`
  return `${(kilobytes / 1024).toLocaleString(locale, { maximumFractionDigits: 1 })} MB`
}

export interface Format extends FormatContext {
  relative(at: number): string
  moment(at: number): string
  full(at: number): string
  day(at: number): string
  time(at: number): string
  /** A `YYYY-MM-DD` in words. */
  localDate(date: string): string
  month(date: string): string
  weekday(date: string): string
  /** Today as `YYYY-MM-DD` in the desk's zone. */
  today: string
  /** Whole days from today until a local date. */
  daysUntil(date: string): number
  bytes(bytes: number): string
  number(value: number): string
  percent(ratio: number): string
  /** An amount in 分 of yuan: `¥1,200.50`. */
  yuan(fen: number): string
}

export function makeFormat(context: FormatContext): Format {
  const today = localDate(context.now, context.zone)
  return {
    ...context,
    relative: (at) => formatRelative(at, context),
    moment: (at) => formatMoment(at, context),
    full: (at) => formatFull(at, context),
    day: (at) => formatDay(at, context),
    time: (at) => formatTime(at, context),
    localDate: (date) => formatLocalDate(date, context),
    month: (date) => formatMonth(date, context),
    weekday: (date) => formatWeekday(date, context),
    today,
    daysUntil: (date) => daysBetween(today, date),
    bytes: (bytes) => formatBytes(bytes, context.locale),
    number: (value) => value.toLocaleString(context.locale),
    yuan: (fen) =>
      (fen / 100).toLocaleString(context.locale, {
        style: 'currency',
        currency: 'CNY',
        currencyDisplay: 'narrowSymbol',
      }),
    percent: (ratio) => ratio.toLocaleString(context.locale, { style: 'percent', maximumFractionDigits: 0 }),
  }
}
