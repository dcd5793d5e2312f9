/** Writes a bitmap as PNG (ISO/IEC 15948): no interlace, no filter, compressed by zlib. */
import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const COLOUR_TYPES = { 1: 0, 3: 2, 4: 6 } as const

export interface Bitmap {
  readonly width: number
  readonly height: number
  /** Bytes a pixel: grey, red-green-blue, or those with alpha. */
  readonly channels: 1 | 3 | 4
  /** Rows one after the other, from the top. */
  readonly data: Uint8Array
}

export function encodePng({ width, height, channels, data }: Bitmap): Buffer {
  const row = width * channels
  if (data.byteLength < row * height) throw new RangeError('a bitmap smaller than it says')
  // A zero before each row: unfiltered.
  const raw = Buffer.alloc((row + 1) * height)
  for (let y = 0; y < height; y += 1) raw.set(data.subarray(y * row, (y + 1) * row), y * (row + 1) + 1)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, COLOUR_TYPES[channels], 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(content.length, 0)
  out.set(body, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}
