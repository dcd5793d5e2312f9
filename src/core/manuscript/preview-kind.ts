/** How a file can be shown inside the window, by its first bytes. Looks at a bounded head and builds nothing. */
import type { PreviewKind } from '@shared/domain/file'
import { bitmapSize } from './bitmap-size'
import { imageType } from './images'

/** Bytes at the start that are enough to tell; a JPEG carries a camera's notes and a thumbnail before its size. */
export const PREVIEW_HEAD_BYTES = 256 * 1024

/** Pixels of a picture that is shown: a page of a magazine at 600 dpi. Drawn it takes four bytes each, whatever its file takes. */
export const MAX_SHOWN_PIXELS = 100_000_000

/** Readers accept a header within the first 1,024 bytes (ISO 32000-1, annex H). */
const PDF_HEADER_WITHIN = 1024

/** Bytes in which a binary format betrays itself. */
const TEXT_SAMPLE_BYTES = 4096

export function previewKind(head: Uint8Array): PreviewKind {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, PREVIEW_HEAD_BYTES))
  if (imageType(bytes) !== null) {
    const size = bitmapSize(bytes)
    return size !== null && size.width * size.height <= MAX_SHOWN_PIXELS ? 'image' : 'none'
  }
  if (bytes.subarray(0, PDF_HEADER_WITHIN).includes('%PDF-')) return 'pdf'
  return isWriting(bytes.subarray(0, TEXT_SAMPLE_BYTES)) ? 'text' : 'none'
}

function isWriting(sample: Buffer): boolean {
  if (sample.length === 0) return false
  const isUtf16 = (sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff)
  if (isUtf16) return true
  // Rich text is a program's notation, not writing.
  return !sample.subarray(0, 5).equals(RTF) && !sample.some(isControl)
}

const RTF = Buffer.from('{\\rtf')

/** Controls that no text has; tab, line ends, form feed and the escape of ISO-2022 it may have. */
function isControl(byte: number): boolean {
  return byte < 0x09 || (byte > 0x0d && byte < 0x1b) || (byte > 0x1b && byte < 0x20)
}
