/** What HTML attributes say, read without trust. */
import { MAX_CELL_SPAN, MAX_HREF_CHARACTERS } from './limits'

export type Attributes = Readonly<Record<string, string>>

/** An address that may stand in a manuscript: the web's and mail's. Anything else (scripts, files, fragments) is null. */
export function safeHref(address: string): string | null {
  // Browsers skip controls and blanks inside a scheme; what they would run must not pass here.
  const trimmed = address.replace(/[\s\p{Cc}]+/gu, '').replace(/\p{Surrogate}/gu, '\uFFFD')
  return /^(?:https?:\/\/|mailto:)/i.test(trimmed) && trimmed.length <= MAX_HREF_CHARACTERS ? trimmed : null
}

/** Pages that load pictures late show a blank one inline and keep the address beside it. */
export function sourceOf(attributes: Attributes): string {
  const shown = attributes['src'] ?? ''
  const later = attributes['data-src'] ?? ''
  return later !== '' && (shown === '' || /^\s*data:/i.test(shown)) ? later : shown
}

export function isCode(attributes: Attributes): boolean {
  return /\b(?:code|hljs|prettyprint|lang(?:uage)?-\w+|brush)\b/i.test(attributes['class'] ?? '')
}

/** A picture of a few pixels counts who has opened the mail; it shows nothing. */
export function isTracker(attributes: Attributes): boolean {
  return [attributes['width'], attributes['height']].every(
    (side) => side !== undefined && /^[0-3](?:px)?$/.test(side.trim()),
  )
}

export function startOf(attributes: Attributes): Record<string, number> {
  const start = Number.parseInt(attributes['start'] ?? '1', 10)
  return { start: Number.isSafeInteger(start) && start >= 0 && start < 1_000_000 ? start : 1 }
}

export function spansOf(attributes: Attributes): Record<string, number> {
  return { colspan: span(attributes['colspan']), rowspan: span(attributes['rowspan']) }
}

function span(value: string | undefined): number {
  const count = Number.parseInt(value ?? '1', 10)
  return Number.isSafeInteger(count) && count >= 1 ? Math.min(count, MAX_CELL_SPAN) : 1
}
