/** Pictures of a page of a PDF: where they stand and their pixels, written as PNG. */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { MAX_PDF_IMAGE_PIXELS } from '../limits'
import { encodePng, type Bitmap } from '../png'
import { pdfjs } from './pdfjs'

export interface PdfPicture {
  /** Its upper edge in points, from the page's lower one. */
  readonly y: number
  readonly png: Buffer
}

export interface PagePictures {
  readonly pictures: readonly PdfPicture[]
  /** Pixels of all of them. */
  readonly pixels: number
  /** Pictures that were left out: too large, too small to show anything excepted, or in a form that the library does not unpack. */
  readonly left: number
}

/** Pixels on either side below which a picture is a line, a dot or a shadow. */
const LEAST_SIDE = 16

/** Places of pictures on one page; more are tiles of one drawing. */
const MAX_PLACES = 200

/** Milliseconds that one picture may take to unpack; the largest takes one second. */
const PICTURE_WAIT = 5_000

/** As the library says what a bitmap's bytes are (its `ImageKind`). */
const GREY_BITS = 1
const RGB = 2
const RGBA = 3

type Matrix = readonly [number, number, number, number, number, number]

/** Tries no more than `room` pixels. */
export async function picturesOf(page: PDFPageProxy, room: number): Promise<PagePictures> {
  const { OPS } = await pdfjs()
  const { fnArray, argsArray } = await page.getOperatorList()
  const pictures: PdfPicture[] = []
  const seen = new Set<string>()
  const stack: Matrix[] = []
  let matrix: Matrix = [1, 0, 0, 1, 0, 0]
  let pixels = 0
  let left = 0
  for (const [index, operation] of fnArray.entries()) {
    const args = argsArray[index] as readonly unknown[] | null
    if (operation === OPS.save || operation === OPS.paintFormXObjectBegin) {
      stack.push(matrix)
      const form = operation === OPS.save ? null : args?.[0]
      if (isMatrix(form)) matrix = times(matrix, form)
    } else if (operation === OPS.restore || operation === OPS.paintFormXObjectEnd)
      matrix = stack.pop() ?? [1, 0, 0, 1, 0, 0]
    else if (operation === OPS.transform && isMatrix(args)) matrix = times(matrix, args)
    else if (operation === OPS.paintImageXObject) {
      const name = args?.[0]
      if (typeof name !== 'string' || seen.has(name)) continue
      seen.add(name)
      if (seen.size > MAX_PLACES) {
        left += 1
        continue
      }
      const bitmap = bitmapOf(await objectOf(page, name))
      if (bitmap === null) {
        left += 1
        continue
      }
      if (bitmap.width < LEAST_SIDE || bitmap.height < LEAST_SIDE) continue
      const size = bitmap.width * bitmap.height
      if (size > MAX_PDF_IMAGE_PIXELS || pixels + size > room) {
        left += 1
        continue
      }
      pixels += size
      pictures.push({ y: matrix[5] + Math.max(matrix[3], 0), png: encodePng(bitmap) })
    }
  }
  return { pictures, pixels, left }
}

function isMatrix(value: unknown): value is Matrix {
  // A plain list or a typed one.
  const list = value as ArrayLike<unknown> | null | undefined
  return list?.length === 6 && Array.from(list).every((each) => typeof each === 'number')
}

function times([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

/** A picture that the library has unpacked; null for one that it does not come to an end with. */
async function objectOf(page: PDFPageProxy, name: string): Promise<unknown> {
  const objects = name.startsWith('g_') ? page.commonObjs : page.objs
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PICTURE_WAIT)
  })
  const found = new Promise<unknown>((resolve) => {
    objects.get(name, (object: unknown) => resolve(object))
  })
  try {
    return await Promise.race([found, late])
  } finally {
    clearTimeout(timer)
  }
}

function bitmapOf(object: unknown): Bitmap | null {
  if (typeof object !== 'object' || object === null) return null
  const { width, height, kind, data } = object as Readonly<Record<string, unknown>>
  if (
    typeof width !== 'number' ||
    typeof height !== 'number' ||
    !(data instanceof Uint8Array || data instanceof Uint8ClampedArray)
  )
    return null
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  if (kind === GREY_BITS) return { width, height, channels: 1, data: fromBits(bytes, width, height) }
  const channels = kind === RGB ? 3 : kind === RGBA ? 4 : null
  return channels === null || bytes.byteLength < width * height * channels
    ? null
    : { width, height, channels, data: bytes }
}

function fromBits(bits: Uint8Array, width: number, height: number): Uint8Array {
  const grey = new Uint8Array(width * height)
  const row = Math.ceil(width / 8)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (((bits[y * row + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0) grey[y * width + x] = 255
    }
  }
  return grey
}
