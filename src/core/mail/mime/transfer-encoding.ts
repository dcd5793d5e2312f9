/** Content-Transfer-Encoding (RFC 2045, 6): lenient, because senders cut and pad as they like. */
const EQUALS = 0x3d
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
  const text = bytes.toString('latin1')
  const padding = text.indexOf('=')
  if (padding === -1) return decodeBase64Piece(text)
  if (/^[=\s]*$/.test(text.slice(padding))) return decodeBase64Piece(text.slice(0, padding))
  // Padding in the middle (parts glued together by a relay) would end Node's decoder: each piece by itself then.
  return Buffer.concat(text.split(/=+/).map(decodeBase64Piece))
}

function decodeBase64Piece(text: string): Buffer {
  // `-` and `_` are foreign characters here (RFC 2045 says ignore them), but Node reads them as base64url.
  return Buffer.from(/[-_]/.test(text) ? text.replace(/[-_]/g, '') : text, 'base64')
}

function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const out = Buffer.alloc(bytes.length)
  let length = 0
  let position = 0
  while (position < bytes.length) {
    const equals = bytes.indexOf(EQUALS, position)
    const stop = equals === -1 ? bytes.length : equals
    length += bytes.copy(out, length, position, stop)
    if (equals === -1) break
    const softBreak = softBreakEnd(bytes, equals + 1)
    const value = hexPair(bytes, equals + 1)
    if (softBreak !== null) {
      position = softBreak
    } else if (value !== null) {
      out[length++] = value
      position = equals + 3
    } else {
      out[length++] = EQUALS
      position = equals + 1
    }
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

function hexPair(bytes: Buffer, start: number): number | null {
  const text = bytes.toString('latin1', start, start + 2)
  return /^[0-9A-Fa-f]{2}$/.test(text) ? Number.parseInt(text, 16) : null
}
