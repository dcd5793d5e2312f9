/** Pictures that hold a code, and a Word file that holds such a picture. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Document, HeadingLevel, ImageRun, Packer, Paragraph } from 'docx'
import { prepareZXingModule, writeBarcode, type WriteInputBarcodeFormat } from 'zxing-wasm/writer'
import { ARTICLE } from './mails'

let prepared = false

/** A PNG of a code. */
export async function codePicture(text: string, format: WriteInputBarcodeFormat = 'QRCode'): Promise<Uint8Array> {
  if (!prepared) {
    const file = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm')
    prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(file)).buffer } })
    prepared = true
  }
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
