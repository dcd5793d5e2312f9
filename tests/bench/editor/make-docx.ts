/** A long .docx with pictures between its paragraphs, as Word lays them in. */
import { deflateSync } from 'node:zlib'
import { Document, ImageRun, Packer, Paragraph, TextRun } from 'docx'

/** A PNG of its own for each number: the desk keeps equal pictures once. */
function makePng(number: number): Buffer {
  const [width, height] = [320, 200]
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width * 3; x++) rows[y * (width * 3 + 1) + 1 + x] = (x * (number + 1) + y * 13) & 0xff
  }
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
    const frame = Buffer.alloc(12 + data.length)
    frame.writeUInt32BE(data.length, 0)
    body.copy(frame, 4)
    frame.writeUInt32BE(crc32(body), 8 + data.length)
    return frame
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc32(bytes: Buffer): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return ~crc >>> 0
}

export async function makePicturedDocx(
  title: string,
  paragraphs: readonly string[],
  pictures: number,
): Promise<Buffer> {
  const every = Math.max(1, Math.floor(paragraphs.length / pictures))
  let made = 0
  const children = paragraphs.flatMap((text, index) => {
    const paragraph = new Paragraph({ children: [new TextRun(text)] })
    if (index % every !== 0 || made >= pictures) return [paragraph]
    made += 1
    const picture = new ImageRun({
      type: 'png',
      data: makePng(made),
      transformation: { width: 320, height: 200 },
    })
    return [paragraph, new Paragraph({ children: [picture] })]
  })
  const document = new Document({
    sections: [{ children: [new Paragraph({ text: title, heading: 'Title' }), ...children] }],
  })
  return Packer.toBuffer(document)
}
