/** Texts made comparable, character for character: the offsets stay. */
import { IMAGE_CHARACTER } from '@shared/manuscript/text'
import type { DiffBlock } from './diff-blocks'

const PRIVATE_FIRST = 0xe000
const PRIVATE_COUNT = 0x1900

/** Gives each picture a character of its own, the same in both texts, so that another picture is another character. */
export function pictureCharacters(): (block: DiffBlock) => string {
  const known = new Map<string, string>()
  return ({ text, pictures }) => {
    if (pictures.length === 0) return text
    let made = ''
    let at = 0
    for (const picture of pictures) {
      let character = known.get(picture.sha256)
      if (character === undefined) {
        character = String.fromCharCode(PRIVATE_FIRST + (known.size % PRIVATE_COUNT))
        known.set(picture.sha256, character)
      }
      made += text.slice(at, picture.at) + character
      at = picture.at + IMAGE_CHARACTER.length
    }
    return made + text.slice(at)
  }
}

/** Full-width forms as their narrow ones, curly quotes as straight ones, every space as one; length and offsets stay. */
export function foldWidth(text: string): string {
  return text.replaceAll(/[\uFF01-\uFF5E\u3000\u00A0\u2018\u2019\u201C\u201D\u3002]/g, (one) => {
    const code = one.charCodeAt(0)
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
    if (code === 0x3000 || code === 0xa0) return ' '
    if (code === 0x3002) return '.'
    return code <= 0x2019 ? "'" : '"'
  })
}

/** What counts when words are measured: letters, digits and pictures. By UTF-16 unit; a surrogate is half of a letter. */
const LETTERS = new Uint8Array(0x1_0000)
for (let code = 0; code < LETTERS.length; code += 1) {
  const isPrivate = code >= PRIVATE_FIRST && code < PRIVATE_FIRST + PRIVATE_COUNT
  const isSurrogate = code >= 0xd800 && code <= 0xdfff
  LETTERS[code] = isPrivate || isSurrogate || /[\p{L}\p{N}]/u.test(String.fromCharCode(code)) ? 1 : 0
}

export function isLetter(code: number): boolean {
  return LETTERS[code] === 1
}

/** How many units of a text count. */
export function letterCount(text: string, start = 0, end = text.length): number {
  let count = 0
  for (let at = start; at < end; at += 1) count += LETTERS[text.charCodeAt(at)] ?? 0
  return count
}
