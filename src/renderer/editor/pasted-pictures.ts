/**
 * Pictures whose bytes stand in pasted HTML itself, as `data:` addresses (RFC 2397): a text editor's or a converter's page. They are
 * taken out before the page is read, kept under the limits of every picture, and put where they stood. No address is asked for.
 */
import { fromBase64 } from '@renderer/features/files/base64'
import { inertHtml, type InlinePicture } from './inert-html'
import { MAX_PICTURES_AT_ONCE, type KeptPicture } from './pictures'

/** Bytes of one picture, as the core keeps them. */
export const MAX_PASTED_PICTURE_BYTES = 10 * 1024 * 1024

/** HTML units of a page with pictures in it: their bytes are a third more than they would be as files. What is beyond would stall the window. */
export const MAX_PASTED_PICTURE_HTML = 64 * 1024 * 1024

/** Why pictures were left out that came with their bytes, and how many. */
export interface RefusedPictures {
  readonly tooLarge: number
  readonly tooMany: number
  /** No bitmap that the window shows, or no picture at all. */
  readonly unreadable: number
}

export interface PastedPictures {
  /** Each picture has the address `pasted:` and its number; whoever reads it knows none that is so called. */
  readonly html: string
  readonly files: readonly File[]
  readonly refused: RefusedPictures
}

const BITMAP = /^\s*data:image\/(png|jpe?g|gif|webp)(?:;[^,;]{0,100})*;base64,/i
/** Of a `data:` address: what stands before its bytes. */
const HEAD = 400

/** Whether there is anything to take out; told without reading the page. */
export function hasInlinePictures(html: string): boolean {
  return html.length <= MAX_PASTED_PICTURE_HTML && /data:\s*image\//i.test(html)
}

export function takeInlinePictures(html: string, name: string): PastedPictures {
  const files: File[] = []
  const refused = { tooLarge: 0, tooMany: 0, unreadable: 0 }
  const leave = (why: keyof RefusedPictures): InlinePicture => {
    refused[why] += 1
    return { kind: 'left-out' }
  }
  const inert = inertHtml(html, (attributes) => {
    // A blank one, while the page's script has not put the real one's address there.
    if (attributes['data-src'] !== undefined || attributes['data-original'] !== undefined) return null
    // Of a few pixels: it counts who looks.
    if (isDot(attributes['width']) && isDot(attributes['height'])) return { kind: 'left-out' }
    const address = attributes['src'] ?? ''
    const [head, type] = BITMAP.exec(address.slice(0, HEAD)) ?? []
    if (head === undefined || type === undefined) return leave('unreadable')
    // Four characters carry three bytes; blanks among them are none.
    if (address.length - head.length > MAX_PASTED_PICTURE_BYTES * 2) return leave('tooLarge')
    const bytes = base64Bytes(address.slice(head.length))
    if (bytes === null) return leave('unreadable')
    if (bytes.byteLength > MAX_PASTED_PICTURE_BYTES) return leave('tooLarge')
    if (files.length >= MAX_PICTURES_AT_ONCE) return leave('tooMany')
    const number = files.length
    files.push(new File([bytes], `${name} ${number + 1}`, { type: `image/${type.toLowerCase()}` }))
    return { kind: 'address', src: `pasted:${number}` }
  })
  return { html: inert, files, refused }
}

function isDot(side: string | undefined): boolean {
  return side !== undefined && /^[0-3](?:px)?$/.test(side.trim())
}

function base64Bytes(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    // What a page wrote as %2B and the like.
    const bytes = fromBase64(text.includes('%') ? decodeURIComponent(text) : text)
    return bytes.byteLength === 0 ? null : bytes
  } catch {
    return null
  }
}

/** The page with the pictures that were kept at their places; those that were refused are gone. */
export function withKeptPictures(html: string, kept: readonly (KeptPicture | null)[]): string {
  // Quotes in what a page says are written as entities: this can only be an address that was put there above.
  return html.replaceAll(/<img([^>]*) src="pasted:(\d+)">/g, (_tag, said: string, number: string) => {
    const picture = kept[Number(number)] ?? null
    return picture === null
      ? ''
      : // Before what the page says: of two attributes of a name the first counts.
        `<img src="app://blob/${picture.sha256}" data-type="${picture.contentType}"${said}>`
  })
}
