/** Pictures that hold a code, and a Word file that holds such a picture. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Document, HeadingLevel, ImageRun, Packer, Paragraph } from 'docx'
import { prepareZXingModule, writeBarcode, type WriteInputBarcodeFormat } from 'zxing-wasm/writer'
import { encodePng } from '@core/manuscript/png'
import { ARTICLE } from './mails'

let prepared = false

function prepare(): void {
  if (prepared) return
  const file = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm')
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(file)).buffer } })
  prepared = true
}

/** A PNG of several codes below one another. */
export async function codeSheet(texts: readonly string[]): Promise<Uint8Array> {
  prepare()
  const symbols = await Promise.all(texts.map(async (text) => (await writeBarcode(text, { format: 'QRCode' })).symbol))
  const scale = 3
  const quiet = 12
  const width = Math.max(...symbols.map((symbol) => symbol.width)) * scale + 2 * quiet
  const height = symbols.reduce((sum, symbol) => sum + symbol.height * scale + quiet, quiet)
  const data = new Uint8Array(width * height).fill(255)
  let top = quiet
  for (const symbol of symbols) {
    for (let y = 0; y < symbol.height * scale; y += 1)
      for (let x = 0; x < symbol.width * scale; x += 1)
        data[(top + y) * width + quiet + x] =
          symbol.data[Math.floor(y / scale) * symbol.width + Math.floor(x / scale)] ?? 255
    top += symbol.height * scale + quiet
  }
  return encodePng({ width, height, channels: 1, data })
}

/** A PNG of a code. */
export async function codePicture(text: string, format: WriteInputBarcodeFormat = 'QRCode'): Promise<Uint8Array> {
  prepare()
  const { image, error } = await writeBarcode(text, { format, scale: 4 })
  if (image === null) throw new Error(error)
  return new Uint8Array(await image.arrayBuffer())
}

/** A manuscript as a Word file with one picture after its first paragraph. */
export async function docxWithPicture(title: string, png: Uint8Array): Promise<Buffer> {
  const [first = '', ...rest] = ARTICLE.split('\n\n')
  const picture = new ImageRun({ type: 'png', data: png, transformation: { width: 160, height: 160 } })
  return Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
            new Paragraph(first),
            new Paragraph({ children: [picture] }),
            ...rest.map((text) => new Paragraph(text)),
          ],
        },
      ],
    }),
  )
}
