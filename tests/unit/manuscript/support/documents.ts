/** OpenDocument texts and PDFs as the tests need them: as small as they can be, hostile where asked. */
import { deflateSync } from 'node:zlib'
import { zip, type Parts } from './docx'

const OFFICE = 'urn:oasis:names:tc:opendocument:xmlns'
export const ODF_NAMES = `xmlns:office="${OFFICE}:office:1.0" xmlns:text="${OFFICE}:text:1.0" xmlns:style="${OFFICE}:style:1.0" xmlns:table="${OFFICE}:table:1.0" xmlns:draw="${OFFICE}:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:fo="${OFFICE}:xsl-fo-compatible:1.0"`

/** An OpenDocument text around a body; `extra` adds or replaces parts. */
export function odt(body: string, extra: Parts = {}, styles = ''): Promise<Buffer> {
  return zip({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<?xml version="1.0"?><office:document-content ${ODF_NAMES}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ...extra,
  })
}

export interface PdfContent {
  /** Of every page: one line of words, or the operators themselves. */
  readonly line?: string
  readonly stream?: string
  /** Black, of one bit a pixel. */
  readonly picture?: { readonly width: number; readonly height: number }
  /** Entries of the trailer: of a password, for one. */
  readonly trailer?: string
}

/** A PDF of full pages, each of 45 lines of a hundred characters, set word by word. */
export function longPdf(pages: number): Buffer {
  const words = Array.from({ length: 14 }, (_, index) => `word${index}`.padEnd(7, 'x'))
  const line = (index: number): string =>
    words.map((word, at) => `1 0 0 1 ${50 + at * 35} ${800 - index * 16} Tm (${word}${index}) Tj`).join(' ')
  const lines = Array.from({ length: 45 }, (_, index) => line(index)).join(' ')
  return pdf(pages, { stream: `BT /F1 8 Tf ${lines} ET` })
}

/** A PDF of pages that are all the same. */
export function pdf(pages: number, { line, stream, picture, trailer = '' }: PdfContent): Buffer {
  const words = stream ?? (line === undefined ? '' : `BT /F1 12 Tf 72 700 Td (${line}) Tj ET`)
  const content = `${words}${picture === undefined ? '' : ' q 200 0 0 200 72 300 cm /P Do Q'}`
  const first = picture === undefined ? 5 : 6
  const kids = Array.from({ length: pages }, (_, index) => `${index + first} 0 R`).join(' ')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...(picture === undefined ? [] : [bitmap(picture)]),
    ...Array.from(
      { length: pages },
      () =>
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >>${picture === undefined ? '' : ' /XObject << /P 5 0 R >>'} >> >>`,
    ),
  ]
  let body = '%PDF-1.7\n'
  const places = objects.map((object, at) => {
    const place = body.length
    body += `${at + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(
    `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${body.length}\n%%EOF`,
    'latin1',
  )
}

function bitmap({ width, height }: { readonly width: number; readonly height: number }): string {
  const data = deflateSync(Buffer.alloc(Math.ceil(width / 8) * height)).toString('latin1')
  return `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode /Length ${data.length} >>\nstream\n${data}\nendstream`
}
