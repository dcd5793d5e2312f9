// A small bar chart as PNG: a picture that is ours, drawn by numbers.
import { crc32, deflateSync } from 'node:zlib'

const WIDTH = 480
const HEIGHT = 270

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

/** Bars of the given heights (0 to the largest) in one colour on white. */
export function barChart(values, [red, green, blue]) {
  const largest = Math.max(...values)
  const step = WIDTH / values.length
  const rows = []
  for (let y = 0; y < HEIGHT; y += 1) {
    const row = Buffer.alloc(1 + WIDTH * 3, 0xff)
    row[0] = 0
    for (let x = 0; x < WIDTH; x += 1) {
      const bar = Math.floor(x / step)
      const within = x - bar * step > step * 0.2 && x - bar * step < step * 0.8
      const tall = ((values[bar] ?? 0) / largest) * (HEIGHT - 50)
      if (within && y < HEIGHT - 20 && y >= HEIGHT - 20 - tall) row.set([red, green, blue], 1 + x * 3)
      else if (y === HEIGHT - 20) row.set([120, 120, 120], 1 + x * 3)
    }
    rows.push(row)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
