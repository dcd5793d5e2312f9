/** What the code of a field says of its result: a link, a list of contents, or just text. */
import { safeHref } from '../html-attributes'

export type FieldResult =
  | { readonly kind: 'text' }
  /** Made of the text itself; it is made again by whoever shows it. */
  | { readonly kind: 'contents' }
  | { readonly kind: 'link'; readonly href: string }
  /** An address that no manuscript holds; `written`: its beginning. */
  | { readonly kind: 'unsafe'; readonly written: string }

/** UTF-16 units of a refused address that are worth telling. */
const TOLD = 40

export function resultOf(field: string): FieldResult {
  const code = field.trim()
  if (/^(?:TOC|INDEX|TOA)\b/i.test(code)) return { kind: 'contents' }
  const address = /^HYPERLINK\s+(?:\\[a-z]\s+)*(?:"([^"]*)"|([^\s"\\]+))/i.exec(code)
  // `\l` leads to a place in the same file.
  if (address === null || /^HYPERLINK\s+\\l\b/i.test(code)) return { kind: 'text' }
  const written = address[1] ?? address[2] ?? ''
  const href = safeHref(written)
  return href === null ? { kind: 'unsafe', written: written.slice(0, TOLD) } : { kind: 'link', href }
}
