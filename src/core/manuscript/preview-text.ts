/** The beginning of a text file as characters, for a look at it. */
import type { TextPreview } from '@shared/domain/file'
import { decodeHtml } from './decode-text'

/** Bytes of a file that are decoded and shown: some 80 pages. */
export const MAX_PREVIEW_TEXT_BYTES = 256 * 1024

/** UTF-16 units of one line: a page of a single endless line takes a browser minutes to lay out. */
export const MAX_PREVIEW_LINE = 5_000

const LINE_FEED = 0x0a
/** Bytes of a character in UTF-8. */
const LONGEST_UTF8 = 4

/** `bytes`: the file's beginning; `size`: of the whole file. */
export function previewText(bytes: Uint8Array, size: number): TextPreview {
  const cut = bytes.subarray(0, MAX_PREVIEW_TEXT_BYTES)
  const truncated = size > cut.byteLength
  const { text, guessed } = decodeHtml(truncated ? wholeCharacters(cut) : cut)
  return { text: text.replace(/^\uFEFF/, '').replaceAll(LONG_LINE, '$&\n'), guessed, truncated }
}

const LONG_LINE = new RegExp(`[^\\n]{${MAX_PREVIEW_LINE}}(?=[^\\n])`, 'g')

/**
 * Ends after a line end where there is one in the second half, else before a character of UTF-8 that the cut has split: half a
 * character would make UTF-8 look like none.
 */
function wholeCharacters(bytes: Uint8Array): Uint8Array {
  const lineEnd = bytes.lastIndexOf(LINE_FEED)
  // In little-endian UTF-16 its second byte follows.
  if (lineEnd > bytes.byteLength / 2) return bytes.subarray(0, lineEnd + (bytes[lineEnd + 1] === 0 ? 2 : 1))
  let start = bytes.byteLength - 1
  while (start > bytes.byteLength - LONGEST_UTF8 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1
  return ((bytes[start] ?? 0) & 0xc0) === 0xc0 ? bytes.subarray(0, start) : bytes
}
