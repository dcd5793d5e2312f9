/** Titles, addresses and times as pages and feeds write them. */
import { MAX_FIELD_CHARACTERS } from './limits'

export function field(text: string | undefined): string {
  return (text ?? '').replaceAll(/\s+/gu, ' ').trim().slice(0, MAX_FIELD_CHARACTERS)
}

/** An address of the web; anything else is none. */
export function webAddress(text: string | undefined): string {
  const written = (text ?? '').trim()
  if (written.length > MAX_FIELD_CHARACTERS || !/^https?:\/\//i.test(written)) return ''
  try {
    return new URL(written).href
  } catch {
    return ''
  }
}

/** Feeds and pages that name no zone mean Beijing's: they are Chinese. */
const BEIJING = 8 * 3_600_000

/** UTC milliseconds of RFC 3339, RFC 822 and `2026年9月1日 10:30`; null for what is none of them or out of this age. */
export function timeOf(text: string | undefined): number | null {
  const written = (text ?? '').trim().slice(0, 60)
  const plain =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?$/u.exec(
      written,
    )
  if (plain !== null) {
    const [year, month, day, hour = 0, minute = 0, second = 0] = plain.slice(1).map((part) => Number(part ?? 0))
    const at = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) - BEIJING
    return plausible(at)
  }
  // `Date.parse` alone takes a lone number for a year.
  return /\d{4}/.test(written) && /[-:/ ,]/.test(written) ? plausible(Date.parse(written)) : null
}

function plausible(at: number): number | null {
  return Number.isFinite(at) && at > Date.UTC(1990, 0, 1) && at < Date.UTC(2100, 0, 1) ? at : null
}

const LETTER = /[\p{L}\p{N}]/gu

export function countLetters(text: string): number {
  return text.match(LETTER)?.length ?? 0
}

/** `文：志刚@互联网江湖主编`, `作者 | 周舟`, `来源：…`: who wrote it, as the first lines of a text say. */
export function bylineIn(lines: readonly string[]): string {
  for (const line of lines.slice(0, 8)) {
    const found = /^(?:文|作者|撰文)\s*(?:[:：|｜丨/／]|\s)\s*(\S.{0,39})$/u.exec(line.trim())
    if (found !== null) return field((found[1] ?? '').replace(/[@＠].*$/u, ''))
  }
  return ''
}
