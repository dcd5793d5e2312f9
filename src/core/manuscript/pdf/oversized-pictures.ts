/**
 * Pictures of a PDF that are too large to be unpacked. The library leaves them out without a word, so they are counted in the file
 * itself: a picture is a stream, and a stream's dictionary is never compressed (ISO 32000-1, 7.5.7).
 */
import { MAX_PDF_IMAGE_PIXELS } from '../limits'

/** Bytes of a dictionary on either side of the words that say it is a picture's. */
const DICTIONARY = 2_048

/** Dictionaries that are looked into; a book with more pictures has a note already. */
const DICTIONARIES_MAX = 5_000

const WORDS = /\/Subtype\s*\/Image\b/

/** How many of more pixels than are unpacked; a picture and its mask are one. */
export function oversizedPictures(bytes: Uint8Array): number {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = new Set<string>()
  const masks = new Set<string>()
  let looked = 0
  for (let at = file.indexOf('/Image'); at >= 0 && looked < DICTIONARIES_MAX; at = file.indexOf('/Image', at + 6)) {
    looked += 1
    const before = file.toString('latin1', Math.max(0, at - DICTIONARY), at)
    const after = file.toString('latin1', at, at + DICTIONARY)
    // From the object's number to where its bytes begin: nothing of its neighbours.
    const begins = before.lastIndexOf(' obj')
    const ends = after.search(/\bstream\b|\bendobj\b/)
    const dictionary = before.slice(begins + 4) + (ends < 0 ? after : after.slice(0, ends))
    if (begins < 0 || !WORDS.test(dictionary)) continue
    const number = /(\d+)\s+\d+$/.exec(before.slice(0, begins))?.[1] ?? `at ${at}`
    const mask = /\/S?Mask\s+(\d+)\s+\d+\s+R\b/.exec(dictionary)?.[1]
    if (mask !== undefined) masks.add(mask)
    const [width, height] = ['Width', 'Height'].map((side) =>
      Number(new RegExp(`/${side}\\s+(\\d{1,9})\\b`).exec(dictionary)?.[1] ?? 0),
    )
    if ((width ?? 0) * (height ?? 0) > MAX_PDF_IMAGE_PIXELS) found.add(number)
  }
  return [...found].filter((number) => !masks.has(number)).length
}
