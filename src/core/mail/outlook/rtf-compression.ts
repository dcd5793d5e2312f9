/** Compressed RTF (MS-OXRTFCP): Lempel-Ziv over a ring of 4 KiB that begins with what RTF begins with. */

const COMPRESSED = 0x75465a4c
const UNCOMPRESSED = 0x414c454d
const HEADER_BYTES = 16
const RING = 4096

const BEGINNING = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
)

/** The RTF, at most `limit` bytes of it; null when the bytes are no compressed RTF. */
export function decompressRtf(bytes: Buffer, limit: number): Buffer | null {
  if (bytes.length < HEADER_BYTES) return null
  const kind = bytes.readUInt32LE(8)
  const size = Math.min(bytes.readUInt32LE(4), limit)
  if (kind === UNCOMPRESSED) return bytes.subarray(HEADER_BYTES, HEADER_BYTES + size)
  if (kind !== COMPRESSED) return null
  // What the header claims is only believed as far as the input can make it: 17 bytes of two.
  const out = Buffer.alloc(Math.min(size, (bytes.length - HEADER_BYTES) * 9))
  const ring = Buffer.alloc(RING, 0x20)
  BEGINNING.copy(ring)
  let place = BEGINNING.length
  let length = 0
  let at = HEADER_BYTES
  const put = (byte: number): void => {
    ring[place] = byte
    place = (place + 1) % RING
    if (length < out.length) out[length++] = byte
  }
  while (at < bytes.length && length < out.length) {
    const control = bytes[at++] ?? 0
    for (let bit = 0; bit < 8 && at < bytes.length && length < out.length; bit++) {
      if ((control & (1 << bit)) === 0) {
        put(bytes[at++] ?? 0)
        continue
      }
      if (at + 2 > bytes.length) return out.subarray(0, length)
      const token = bytes.readUInt16BE(at)
      at += 2
      const offset = token >> 4
      // A reference to where the next byte goes marks the end.
      if (offset === place) return out.subarray(0, length)
      for (let i = 0; i < (token & 15) + 2; i++) put(ring[(offset + i) % RING] ?? 0)
    }
  }
  return out.subarray(0, length)
}
