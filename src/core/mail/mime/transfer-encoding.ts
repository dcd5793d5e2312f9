/** Content-Transfer-Encoding (RFC 2045, 6): lenient, because senders cut and pad as they like. */
const EQUALS = 0x3d
const HYPHEN = 0x2d
const UNDERSCORE = 0x5f
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/** Decodes a body. An unknown encoding is taken as none: the bytes are kept as they came. */
export function decodeTransfer(bytes: Buffer, encoding: string): Buffer {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return decodeBase64(bytes)
    case 'quoted-printable':
      return decodeQuotedPrintable(bytes)
    default:
      return bytes
  }
}

function decodeBase64(bytes: Buffer): Buffer {
  const padding = bytes.indexOf(EQUALS)
  const end = padding === -1 ? bytes.length : padding
  const isTail = bytes.length - end <= TAIL_BYTES && /^[=\s]*$/.test(bytes.toString('latin1', end))
  const hasForeign = bytes.includes(HYPHEN) || bytes.includes(UNDERSCORE)
  // Node reads `-` and `_` as base64url where RFC 2045 ignores them, and stops at padding that a relay glued into the middle.
  if (!isTail || hasForeign) return decodeBase64Slowly(bytes)
  return decodeEvenLines(bytes, end) ?? Buffer.from(bytes.toString('latin1', 0, end), 'base64')
}

/** Bytes that are made a string of at a time: V8 keeps a longer one in pages of its own, and getting those takes longer than decoding. */
const PIECE_BYTES = 32 * 1024

/**
 * The same for lines of one length in whole groups of four letters, as all programs write them, in a fifth of the time; null for
 * anything else.
 */
function decodeEvenLines(bytes: Buffer, end: number): Buffer | null {
  const lineFeed = bytes.indexOf(LINE_FEED)
  if (lineFeed <= 0 || lineFeed >= end) return null
  const hasReturn = bytes[lineFeed - 1] === CARRIAGE_RETURN
  const letters = hasReturn ? lineFeed - 1 : lineFeed
  if (letters === 0 || letters % 4 !== 0) return null
  const width = lineFeed + 1
  const lines = Math.floor(end / width)
  for (let at = lineFeed; at < lines * width; at += width) {
    if (bytes[at] !== LINE_FEED || (hasReturn && bytes[at - 1] !== CARRIAGE_RETURN)) return null
  }
  const out = Buffer.allocUnsafe(Math.ceil((end * 3) / 4))
  const atOnce = Math.max(1, Math.floor(PIECE_BYTES / width))
  let length = 0
  for (let line = 0; line < lines; line += atOnce) {
    const count = Math.min(atOnce, lines - line)
    const piece = bytes.toString('latin1', line * width, (line + count) * width)
    const written = out.write(piece, length, 'base64')
    // Fewer: something between the letters is none of them, and the groups lie otherwise.
    if (written !== (count * letters * 3) / 4) return null
    length += written
  }
  length += out.write(bytes.toString('latin1', lines * width, end), length, 'base64')
  return out.subarray(0, length)
}

/** What stands behind the padding of a whole body: more of it, and line ends. */
const TAIL_BYTES = 64

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** The value of each character of the alphabet; 255 for what is none. */
const SIXTY_FOUR = new Uint8Array(256).fill(255)
for (let value = 0; value < ALPHABET.length; value++) SIXTY_FOUR[ALPHABET.charCodeAt(value)] = value

function decodeBase64Slowly(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(Math.ceil((bytes.length * 3) / 4))
  let length = 0
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    const value = SIXTY_FOUR[byte] ?? 255
    if (value === 255) {
      // Padding ends a piece: what follows begins anew.
      if (byte === EQUALS) held = 0
      continue
    }
    bits = ((bits << 6) | value) & 0xffffff
    held += 6
    if (held >= 8) {
      held -= 8
      out[length++] = (bits >> held) & 0xff
    }
  }
  return out.subarray(0, length)
}

/** The value of each hexadecimal digit; 255 for what is none. */
const HEX = new Uint8Array(256).fill(255)
for (let digit = 0; digit < 16; digit++) {
  HEX[digit.toString(16).charCodeAt(0)] = digit
  HEX[digit.toString(16).toUpperCase().charCodeAt(0)] = digit
}

/** Byte by byte, in one pass: Chinese text has an escape for each of its bytes. */
function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  let position = 0
  while (position < bytes.length) {
    const byte = bytes[position] ?? 0
    if (byte !== EQUALS) {
      out[length++] = byte
      position++
      continue
    }
    const high = HEX[bytes[position + 1] ?? 0] ?? 255
    const low = HEX[bytes[position + 2] ?? 0] ?? 255
    if (high !== 255 && low !== 255) {
      out[length++] = high * 16 + low
      position += 3
      continue
    }
    const softBreak = softBreakEnd(bytes, position + 1)
    if (softBreak === null) out[length++] = EQUALS
    position = softBreak ?? position + 1
  }
  return out.subarray(0, length)
}

/** After a soft line break: blanks that a relay added, then the line's end. */
function softBreakEnd(bytes: Buffer, start: number): number | null {
  let position = start
  while (bytes[position] === 0x20 || bytes[position] === 0x09) position++
  if (position >= bytes.length) return position
  if (bytes[position] === CARRIAGE_RETURN && bytes[position + 1] === LINE_FEED) return position + 2
  return bytes[position] === LINE_FEED ? position + 1 : null
}
