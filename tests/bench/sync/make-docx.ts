/** A small real .docx: the parts that Word itself demands, paragraphs, and pictures if there are any. */
import { ZipFile } from 'yazl'

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
/** A fixed time, so that the same document has the same bytes. */
const MTIME = new Date(Date.UTC(2026, 0, 1))

export async function makeDocx(
  title: string,
  paragraphs: readonly string[],
  extraMedia: readonly Buffer[],
): Promise<Buffer> {
  const zip = new ZipFile()
  const add = (name: string, text: string): void => zip.addBuffer(Buffer.from(XML + text), name, { mtime: MTIME })
  add(
    '[Content_Types].xml',
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="png" ContentType="image/png"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  )
  add(
    '_rels/.rels',
    `<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
  )
  add(
    'word/document.xml',
    `<w:document xmlns:w="${WORD}"><w:body>${[title, ...paragraphs]
      .map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`)
      .join('')}<w:sectPr/></w:body></w:document>`,
  )
  // Media that no paragraph shows: what many documents carry along.
  for (const [index, bytes] of extraMedia.entries()) {
    zip.addBuffer(bytes, `word/media/image${index + 1}.png`, { mtime: MTIME, compress: false })
  }
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
