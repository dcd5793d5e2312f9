/** What is compared of a text: its letters and digits, in one width and case, with the way back to where they stand; the site's own lines are none of it. */
import { foldForFingerprints } from '../fold'
import { TEXT_MAX } from './limits'
import { withoutSiteText } from './site-text'

export interface Letters {
  readonly text: string
  /** Unit `i` was made of the source units `[starts[i], ends[i])`. */
  readonly starts: Uint32Array
  readonly ends: Uint32Array
}

const letter = /[\p{L}\p{N}]/u

export function lettersOf(source: string): Letters {
  const { text, map } = foldForFingerprints(withoutSiteText(source.slice(0, TEXT_MAX)))
  const starts = new Uint32Array(text.length)
  const ends = new Uint32Array(text.length)
  const kept: string[] = []
  let length = 0
  for (let at = 0; at < text.length;) {
    const codePoint = text.codePointAt(at) ?? 0
    const size = codePoint > 0xffff ? 2 : 1
    if (isLetter(codePoint)) {
      kept.push(text.slice(at, at + size))
      for (let unit = at; unit < at + size; unit += 1) {
        starts[length] = map.starts[unit] ?? 0
        ends[length] = map.ends[unit] ?? 0
        length += 1
      }
    }
    at += size
  }
  return { text: kept.join(''), starts: starts.subarray(0, length), ends: ends.subarray(0, length) }
}

function isLetter(codePoint: number): boolean {
  const isHan = codePoint >= 0x4e00 && codePoint <= 0x9fff
  return isHan || letter.test(String.fromCodePoint(codePoint))
}
