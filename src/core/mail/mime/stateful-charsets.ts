/**
 * The two seven-bit Chinese encodings that iconv-lite lacks. Both shift between ASCII and GB 2312; the pairs are lifted
 * into their eight-bit form and decoded as GB18030, which contains them.
 */
import iconv from 'iconv-lite'

const TILDE = 0x7e
const ESCAPE = 0x1b
const SHIFT_OUT = 0x0e
const SHIFT_IN = 0x0f
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const HIGH_BIT = 0x80

/** Decodes HZ-GB-2312 (RFC 1843): `~{` opens GB 2312, `~}` closes it, `~~` is a tilde, `~` at a line's end joins lines. */
export function decodeHz(bytes: Uint8Array): string {
  const out = Buffer.alloc(bytes.length)
  let length = 0
  let chinese = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0
    const next = bytes[i + 1]
    if (byte === LINE_FEED) {
      // RFC 1843: a line always begins in ASCII, so one that was not closed spoils no more than itself.
      chinese = false
      out[length++] = byte
    } else if (byte === TILDE && (next === 0x7b || next === 0x7d)) {
      chinese = next === 0x7b
      i++
    } else if (byte === TILDE && !chinese && next === TILDE) {
      out[length++] = TILDE
      i++
    } else if (byte === TILDE && !chinese && next === LINE_FEED) {
      i++
    } else if (byte === TILDE && !chinese && next === CARRIAGE_RETURN && bytes[i + 2] === LINE_FEED) {
      i += 2
    } else if (chinese && next !== undefined && isGraphic(byte) && isGraphic(next)) {
      out[length++] = byte | HIGH_BIT
      out[length++] = next | HIGH_BIT
      i++
    } else {
      out[length++] = byte
    }
  }
  return iconv.decode(out.subarray(0, length), 'gb18030')
}

/**
 * Decodes ISO-2022-CN (RFC 1922) as far as GB 2312 goes (`ESC $ ) A`, shifted by SO and SI). Characters of CNS 11643
 * (`ESC $ ) G`, `ESC $ * H`) have no table here and become U+FFFD, one for one.
 */
export function decodeIso2022Cn(bytes: Uint8Array): string {
  const pieces: string[] = []
  let pending: number[] = []
  let shifted = false
  let cns = false
  const flush = (): void => {
    pieces.push(iconv.decode(Buffer.from(pending), 'gb18030'))
    pending = []
  }
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0
    const next = bytes[i + 1]
    if (byte === ESCAPE && next === 0x24) {
      cns = bytes[i + 3] !== 0x41
      i += 3
    } else if (byte === ESCAPE) {
      // SS2 or SS3 (`ESC N`, `ESC O`): one character of a further CNS plane follows.
      flush()
      pieces.push('\uFFFD')
      i += 3
    } else if (byte === SHIFT_OUT || byte === SHIFT_IN) {
      shifted = byte === SHIFT_OUT
    } else if (shifted && next !== undefined && isGraphic(byte) && isGraphic(next)) {
      if (cns) {
        flush()
        pieces.push('\uFFFD')
      } else {
        pending.push(byte | HIGH_BIT, next | HIGH_BIT)
      }
      i++
    } else {
      // RFC 1922: the end of a line ends the shift.
      if (byte === LINE_FEED) shifted = false
      pending.push(byte)
    }
  }
  flush()
  return pieces.join('')
}

function isGraphic(byte: number): boolean {
  return byte >= 0x21 && byte <= 0x7e
}
