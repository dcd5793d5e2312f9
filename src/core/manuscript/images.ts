/** Pictures: found in the mail or the file itself, told by their bytes, kept by their hash. Nothing is ever fetched. */
import { createHash } from 'node:crypto'
import type { ManuscriptImage } from '@shared/domain/manuscript'
import { MAX_ALT_CHARACTERS, MAX_IMAGE_BYTES, MAX_IMAGES } from './limits'
import type { NodeJson } from './node-json'
import { clip, type Report } from './report'

export type KeptImage = ManuscriptImage & { readonly bytes: Uint8Array }

/** Finds a picture that came with the document by the address the document gives it; null when it did not. */
export type ImageResolver = (source: string) => Uint8Array | null

export const noImages: ImageResolver = () => null

interface NamedBytes {
  readonly filename: string
  readonly contentId: string | null
  readonly bytes: Uint8Array
}

/** Resolves `cid:` addresses by Content-ID (RFC 2392) and relative ones by file name, among the files of one mail or archive. */
export function imagesAmong(files: readonly NamedBytes[]): ImageResolver {
  const byId = new Map<string, Uint8Array>()
  const byName = new Map<string, Uint8Array>()
  for (const { filename, contentId, bytes } of files) {
    if (contentId !== null) byId.set(contentId.toLowerCase(), bytes)
    byName.set(baseName(filename), bytes)
  }
  return (source) => {
    const address = percentDecoded(source.trim())
    if (/^cid:/i.test(address)) return byId.get(address.slice(4).toLowerCase()) ?? null
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(address)) return null
    return byName.get(baseName(address.replace(/[?#].*$/s, ''))) ?? null
  }
}

function baseName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? path).toLowerCase()
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The type of a picture by its first bytes, whatever its name says; null when the desk does not show it. */
export function imageType(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16)).toString('latin1')
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'image/gif'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp'
  return null
}

/** What a portrait is called for who does not see it. */
export const PORTRAIT_WORDS = '作者头像'

/** Decodes a `data:` address (RFC 2397); null when it is none or not base64. */
export function dataUriBytes(source: string): Uint8Array | null {
  const match = /^data:[^,]{0,200};base64,/i.exec(source.slice(0, 300))
  if (match === null) return null
  return Buffer.from(source.slice(match[0].length), 'base64')
}

/** The pictures of one document under import. */
export class ImageStore {
  private readonly kept = new Map<string, KeptImage>()

  constructor(private readonly report: Report) {}

  /** Keeps a picture and gives the node that shows it: an empty one, with a note, when it cannot be kept. */
  keep(bytes: Uint8Array, alternative: string, name: string): NodeJson {
    const contentType = imageType(bytes)
    if (contentType === null || bytes.byteLength > MAX_IMAGE_BYTES || this.kept.size >= MAX_IMAGES) {
      this.report.note('image-unsupported', name === '' ? alternative : name)
      return placeholder(alternative)
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const alt = clip(alternative, MAX_ALT_CHARACTERS)
    if (!this.kept.has(sha256)) this.kept.set(sha256, { sha256, contentType, alt, bytes })
    return { type: 'image', attrs: { sha256, contentType, alt } }
  }

  /** A picture that lies elsewhere: its place stays, with its words, and a note says so. */
  absent(alternative: string, source: string): NodeJson {
    this.report.note('image-not-fetched', source)
    return placeholder(alternative)
  }

  list(): readonly KeptImage[] {
    return [...this.kept.values()]
  }
}

function placeholder(alternative: string): NodeJson {
  return { type: 'image', attrs: { sha256: '', contentType: '', alt: clip(alternative, MAX_ALT_CHARACTERS) } }
}
