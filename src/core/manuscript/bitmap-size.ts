/** The size of a picture in pixels, from its header; nothing is decoded. Null when the header does not say. */
export interface BitmapSize {
  readonly width: number
  readonly height: number
}

/** Segments of a JPEG before its size: a camera writes about ten. */
const MAX_JPEG_SEGMENTS = 200

export function bitmapSize(bytes: Buffer): BitmapSize | null {
  const magic = bytes.toString('latin1', 0, 12)
  try {
    if (magic.startsWith('\x89PNG')) return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    if (magic.startsWith('GIF8')) return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
    if (magic.startsWith('\xff\xd8')) return jpegSize(bytes)
    if (magic.startsWith('RIFF') && magic.endsWith('WEBP')) return webpSize(bytes)
  } catch (error) {
    // The header ends before it says.
    if (!(error instanceof RangeError)) throw error
  }
  return null
}

/** ITU-T T.81, annex B: segments with their lengths; SOF0 to SOF15 hold the size. */
function jpegSize(bytes: Buffer): BitmapSize | null {
  let at = 2
  for (let segment = 0; segment < MAX_JPEG_SEGMENTS; segment += 1) {
    if (bytes.readUInt8(at) !== 0xff) return null
    const marker = bytes.readUInt8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}

/** RFC 9649: an extended header, or that of the lossy or the lossless coding. */
function webpSize(bytes: Buffer): BitmapSize | null {
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
    default:
      return null
  }
}
