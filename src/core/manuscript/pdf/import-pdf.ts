/**
 * .pdf → blocks. A PDF knows characters and places, no paragraphs: what is one is guessed, and the report says so. A scan
 * without text is refused by that name.
 */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import type { Draft } from '../draft'
import { ImageStore } from '../images'
import { cleanInline, harmlessText } from '../inline-content'
import {
  MAX_BLOCKS,
  MAX_FILE_BYTES,
  MAX_PDF_PAGE_ITEMS,
  MAX_PDF_PAGES,
  MAX_PDF_PIXELS,
  MAX_TEXT_CHARACTERS,
} from '../limits'
import { paragraphNode, type NodeJson } from '../node-json'
import { Report } from '../report'
import type { TellProgress } from '../types'
import { pageLines, type PdfPiece } from './page-text'
import { paragraphsOf, type PdfParagraph } from './paragraphs'
import { oversizedPictures } from './oversized-pictures'
import { openPdf } from './pdfjs'
import { picturesOf, type PdfPicture } from './pictures'
import { runningLines, type PdfPage } from './running-lines'

/** Milliseconds after which no more pictures are unpacked, and no more pages read. The worker's own deadline stands behind. */
const PICTURE_TIME = 15_000
const PAGE_TIME = 30_000

/** Characters that a page has on the average when it is text at all: a scan has none, or a page number. */
const LEAST_CHARACTERS = 8

/** `tell` hears the number of each page as it is begun, and how many will be read. */
export async function importPdf(bytes: Uint8Array, tell: TellProgress): Promise<Result<Draft, ConversionRefusal>> {
  if (bytes.byteLength > MAX_FILE_BYTES) return fail({ code: 'too-large', detail: String(bytes.byteLength) })
  const task = await openPdf(bytes)
  try {
    return await read(await task.promise, oversizedPictures(bytes), tell)
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    if (name === 'PasswordException') return fail({ code: 'encrypted', detail: '' })
    // The library throws errors of its own, and a damaged file leads it into ones that it did not expect.
    return fail({ code: 'corrupt', detail: message.slice(0, 200) })
  } finally {
    await task.destroy()
  }
}

/** `oversized`: pictures that the library leaves out by itself. */
async function read(
  document: PDFDocumentProxy,
  oversized: number,
  tell: TellProgress,
): Promise<Result<Draft, ConversionRefusal>> {
  const report = new Report()
  const store = new ImageStore(report)
  const pages: PdfPage[] = []
  const pictures: (PdfPicture & { readonly page: number })[] = []
  const started = performance.now()
  let room = MAX_PDF_PIXELS
  let left = oversized
  let characters = 0
  const count = Math.min(document.numPages, MAX_PDF_PAGES)
  for (let number = 1; number <= count; number += 1) {
    if (characters > MAX_TEXT_CHARACTERS || performance.now() - started > PAGE_TIME) {
      report.note('truncated')
      break
    }
    tell(number, count)
    const page = await document.getPage(number)
    const [, bottom = 0, , top = 0] = page.view
    const { items } = await page.getTextContent()
    const pieces = items.slice(0, MAX_PDF_PAGE_ITEMS).flatMap((item) => pieceOf(item, bottom))
    if (items.length > MAX_PDF_PAGE_ITEMS) report.note('truncated')
    const lines = pageLines(pieces, number)
    characters += lines.reduce((sum, { text }) => sum + text.length, 0)
    pages.push({ height: Math.max(top - bottom, 1), lines })
    if (performance.now() - started < PICTURE_TIME) {
      const found = await picturesOf(page, room)
      room -= found.pixels
      left += found.left
      pictures.push(...found.pictures.map((picture) => ({ ...picture, y: picture.y - bottom, page: number })))
    }
    page.cleanup()
  }
  if (document.numPages > count) report.note('truncated', `${count} / ${document.numPages}`)
  if (characters < pages.length * LEAST_CHARACTERS && (pictures.length > 0 || left > 0 || characters === 0))
    return fail({ code: 'no-text-layer', detail: String(document.numPages) })
  if (left > 0) report.note('image-unsupported', String(left))
  report.note('layout-guessed')
  const running = runningLines(pages)
  const dropped = new Set([...running].map(({ text }) => text.replace(/\d+/g, '#')))
  for (const text of dropped) if (/\p{L}/u.test(text)) report.note('element-dropped', text)
  const lines = pages.flatMap(({ lines: all }) => all.filter((line) => !running.has(line)))
  const paragraphs = paragraphsOf(lines)
  const blocks = blocksOf(paragraphs, pictures, store)
  if (blocks.length >= MAX_BLOCKS) report.note('truncated')
  return ok({
    sourceKind: 'pdf',
    blocks,
    // The largest words of the first page. A name that a program gave the file is none.
    declaredTitle: paragraphs.find(({ heading, page }) => heading === 1 && page === 1)?.text ?? '',
    declaredByline: '',
    images: store.list(),
    notes: report.list(),
  })
}

/** What the library calls an item: text, or (without `str`) a mark of its structure. */
function pieceOf(item: unknown, bottom: number): PdfPiece[] {
  const { str, transform, width, height, fontName } = item as {
    readonly str?: string
    readonly height?: number
    readonly transform?: readonly number[]
    readonly width?: number
    readonly fontName?: string
  }
  const [a = 0, b = 0, , , x = 0, y = 0] = transform ?? []
  const size = Math.hypot(a, b)
  // Text that runs upwards is a watermark or the name of an axis.
  // A blank without a height is none of the file's: the library puts it where it sees a gap, and gaps are looked at here.
  if (str === undefined || str === '' || (height === 0 && str.trim() === '') || size === 0 || Math.abs(b) > Math.abs(a))
    return []
  if (![x, y, size, width].every(Number.isFinite)) return []
  return [{ text: harmlessText(str), x, y: y - bottom, width: width ?? 0, size, font: fontName ?? '' }]
}

/** Pictures stand after the last paragraph that begins above them. */
function blocksOf(
  paragraphs: readonly PdfParagraph[],
  pictures: readonly (PdfPicture & { readonly page: number })[],
  store: ImageStore,
): NodeJson[] {
  const blocks: NodeJson[] = []
  const waiting = pictures.toSorted((one, other) => one.page - other.page || other.y - one.y)
  const pictureBefore = (page: number, y: number): void => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (next.page > page || (next.page === page && next.y < y)) return
      waiting.shift()
      blocks.push(paragraphNode([store.keep(next.png, '', '')]))
    }
  }
  for (const { text, heading, page, y } of paragraphs) {
    if (blocks.length >= MAX_BLOCKS) return blocks
    pictureBefore(page, y)
    const content = cleanInline([{ kind: 'text', text, marks: [] }])
    if (content.length > 0)
      blocks.push(heading === null ? paragraphNode(content) : { type: 'heading', attrs: { level: heading }, content })
  }
  pictureBefore(Number.POSITIVE_INFINITY, 0)
  return blocks
}
