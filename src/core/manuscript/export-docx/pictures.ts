/** Pictures as Word takes them, as large as they are but not wider or higher than the page. */
import { ImageRun } from 'docx'
import { bitmapSize, type BitmapSize } from '../bitmap-size'
import type { ExportPicture } from '../export-types'
import { xmlText } from './xml-text'

/** The text's width and most of its height on A4, at 96 pixels to the inch. */
const MAX_WIDTH = 600
const MAX_HEIGHT = 860

/** Of a picture whose header does not say. */
const UNKNOWN = { width: 400, height: 300 }

/** What Word shows; it knows no WebP. */
const TYPES: Readonly<Record<string, 'png' | 'jpg' | 'gif'>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
}

/** Null when Word cannot show it: its words stand in for it. */
export function pictureRun(
  { bytes, contentType }: ExportPicture,
  alt: string,
  most = { width: MAX_WIDTH, height: MAX_HEIGHT },
): ImageRun | null {
  const type = TYPES[contentType]
  if (type === undefined) return null
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const words = xmlText(alt)
  return new ImageRun({
    type,
    data,
    transformation: fitted(bitmapSize(data) ?? UNKNOWN, most),
    altText: { name: words, description: words, title: '' },
  })
}

function fitted({ width, height }: BitmapSize, most: BitmapSize): { width: number; height: number } {
  if (width < 1 || height < 1) return UNKNOWN
  const scale = Math.min(1, most.width / width, most.height / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
