/**
 * UTF-8 of long texts, both ways. V8 goes through it a character at a time: five to ten times as long as converting it to the
 * units that a string of Chinese text is kept in, which is copied as it is (measured: 21 kB in 8 µs, not 85).
 */
import { isAscii, isUtf8, transcode } from 'node:buffer'

/** Bytes from which the second copy is worth it. */
const WORTH_IT = 256

/** The text of bytes, damage as U+FFFD: what `toString('utf8')` gives. */
export function textOfUtf8(bytes: Buffer): string {
  if (bytes.length < WORTH_IT || !isUtf8(bytes)) return bytes.toString('utf8')
  return isAscii(bytes) ? bytes.toString('latin1') : transcode(bytes, 'utf8', 'ucs2').toString('ucs2')
}

/** A well-formed text as bytes in memory of its own: what `TextEncoder` gives. Half of a surrogate pair throws. */
export function utf8OfText(text: string): Uint8Array<ArrayBuffer> {
  const bytes = text.length < WORTH_IT ? encoder.encode(text) : transcode(Buffer.from(text, 'ucs2'), 'ucs2', 'utf8')
  const { buffer } = bytes
  return bytes.byteLength === buffer.byteLength ? new Uint8Array(buffer) : new Uint8Array(bytes)
}

const encoder = new TextEncoder()
