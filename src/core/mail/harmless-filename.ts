/** File names from mail are hostile: they become one name in a folder, saying what it looks like. */

/** Longest name in UTF-8 bytes: file systems allow 255, and a store or a copy may add to it. */
export const MAX_FILENAME_BYTES = 200

/** Control characters, and those that reorder or hide text (a name ending in `xcod.exe` shown as `exe.docx`). */
const INVISIBLE =
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g

/** Names that Windows takes for devices, whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** Control characters, line ends, and what reorders text. Joiners stay: emoji are made with them. */
const UNRULY = /[\s\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB]+/g

/** One line of a header as it may be shown: a subject, a person's name. */
export function harmlessLine(text: string): string {
  return text.replace(UNRULY, ' ').trim()
}

/** A name as it may be shown: nothing in it that hides or reorders text. */
export function withoutInvisible(name: string): string {
  return name.replace(INVISIBLE, '')
}

/** Makes a file name harmless: no folder, no control or bidi character, no device, a length every disk takes. */
export function harmlessFilename(name: string, fallback: string): string {
  const visible = withoutInvisible(name.normalize('NFC'))
  // Both separators, on every system: a profile may move from one to the other.
  const base = visible.split(/[/\\]/).at(-1) ?? ''
  const cleaned = base
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '')
  if (cleaned === '') return fallback
  return shorten(DEVICE.test(cleaned) ? `_${cleaned}` : cleaned)
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_FILENAME_BYTES) return name
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : ''
  const room = MAX_FILENAME_BYTES - Buffer.byteLength(extension)
  let stem = ''
  let used = 0
  for (const character of extension === '' ? name : name.slice(0, dot)) {
    used += Buffer.byteLength(character)
    if (used > room) break
    stem += character
  }
  return stem + extension
}
