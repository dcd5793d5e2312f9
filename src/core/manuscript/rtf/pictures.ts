/** Pictures of an RTF file and the shapes around them, whose properties say what a picture shows. */
import { cleanText } from '../inline-content'
import { MAX_IMAGE_BYTES } from '../limits'

export interface RtfPicture {
  readonly hex: string[]
  readonly binary: Uint8Array[]
  size: number
  /** A form that the desk does not show; empty for one that it may. */
  unsupported: string
  alternative: string
}

interface Shape {
  /** Property whose value is being read. */
  property: string
  picture: RtfPicture | null
  alternative: string
}

export class RtfPictures {
  readonly #shapes: Shape[] = []
  readonly #keep: (picture: RtfPicture, alternative: string) => void
  #picture: RtfPicture | null = null

  /** `keep`: puts a picture where the text is now. */
  constructor(keep: (picture: RtfPicture, alternative: string) => void) {
    this.#keep = keep
  }

  beginPicture(): void {
    this.#picture = { hex: [], binary: [], size: 0, unsupported: '', alternative: '' }
  }

  beginShape(): void {
    this.#shapes.push({ property: '', picture: null, alternative: '' })
  }

  property(name: string): void {
    const shape = this.#shapes.at(-1)
    if (shape !== undefined) shape.property = name
  }

  propertyValue(value: string): void {
    const shape = this.#shapes.at(-1)
    if (shape?.property === 'wzDescription') shape.alternative = cleanText(value)
  }

  /** What form the picture is said to have. */
  word(name: string): void {
    if (this.#picture === null) return
    if (name === 'emfblip' || name === 'wmetafile' || name === 'macpict' || name === 'pmmetafile')
      this.#picture.unsupported = name
    else if (name === 'dibitmap' || name === 'wbitmap') this.#picture.unsupported = name
  }

  hex(bytes: Uint8Array): void {
    const picture = this.#picture
    if (picture === null || picture.unsupported !== '') return
    picture.size += bytes.byteLength / 2
    if (picture.size > MAX_IMAGE_BYTES) picture.unsupported = 'too large'
    else
      picture.hex.push(
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').replace(/\s/g, ''),
      )
  }

  binary(bytes: Uint8Array): void {
    const picture = this.#picture
    if (picture === null || picture.unsupported !== '') return
    picture.size += bytes.byteLength
    if (picture.size > MAX_IMAGE_BYTES) picture.unsupported = 'too large'
    else picture.binary.push(bytes)
  }

  endPicture(): void {
    const picture = this.#picture
    this.#picture = null
    if (picture === null) return
    const shape = this.#shapes.at(-1)
    // Of a shape's pictures the one that it shows counts, not those that it is filled with.
    if (shape !== undefined) {
      if (shape.property === 'pib') shape.picture = picture
    } else this.#keep(picture, picture.alternative)
  }

  endShape(): void {
    const shape = this.#shapes.pop()
    if (shape === undefined) return
    // Properties inside a picture describe that picture.
    if (this.#picture !== null) this.#picture.alternative = shape.alternative
    else if (shape.picture !== null) this.#keep(shape.picture, shape.alternative)
  }
}
