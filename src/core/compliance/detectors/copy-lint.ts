/**
 * Full and half width by AutoCorrect's rules: half-width punctuation in a Chinese sentence, full-width letters and digits. Once a
 * paragraph, and once a piece where it is a habit. A cheap search for what may be wrong goes first, and only the words around it are given to the linter.
 */
import { matchesOf } from '../matches'
import { Trait } from '../squeeze'
import { autoCorrected } from './auto-correct'
import type { Detected } from './detector'
import { habit } from './habit'

/** What AutoCorrect may want to change; what it then does not is looked at no further. */
const suspect = /\p{sc=Han}[,;:!?](?!\/\/)|[,;:!?]\p{sc=Han}|\p{sc=Han}\.(?=\p{sc=Han}|$)|[Ａ-Ｚａ-ｚ０-９]/gu

/** UTF-16 units beside the suspect that the linter sees: the half sentence by which it decides. */
const reach = 12
/** Suspects of one paragraph that are tried: the linter is slow, and one finding is enough. */
const tries = 3
/** Half a character makes the linter's text another one. */
const loneSurrogate = /\p{Cs}/u

export const copyLint = habit(
  ({ block, traits }) => (traits & (Trait.halfMark | Trait.wide)) !== 0 && block.text.search(suspect) >= 0,
  (text) => {
    for (const match of matchesOf(suspect, text, tries)) {
      const found = lint(text, match.index, match.index + match[0].length)
      if (found !== undefined) return found
    }
    return undefined
  },
)

function lint(text: string, from: number, to: number): Required<Detected> | undefined {
  const start = boundary(text, Math.max(0, from - reach))
  const end = boundary(text, Math.min(text.length, to + reach))
  const words = text.slice(start, end)
  if (loneSurrogate.test(words)) return undefined
  return changes(words, autoCorrected(words))
    .map(({ start: at, end: until, detail }) => ({ start: start + at, end: start + until, detail }))
    .find((change) => change.start < to && change.end > from)
}

/** Never between the halves of a character. */
function boundary(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
}

/**
 * What was changed, in UTF-16 units of `before`, but for white space: AutoCorrect adds spaces between Chinese and Latin, which is
 * a matter of the house (see `mixedSpacing`), and otherwise puts one sign in the place of another.
 */
export function changes(before: string, after: string): readonly Required<Detected>[] {
  const found: Required<Detected>[] = []
  let i = 0
  let j = 0
  while (i < before.length && j < after.length) {
    const old = before.charAt(i)
    const fresh = after.charAt(j)
    if (old === fresh) {
      i += 1
      j += 1
    } else if (fresh === ' ') j += 1
    else if (/\s/u.test(old)) i += 1
    else {
      const last = found.at(-1)
      if (last !== undefined && last.end === i)
        found[found.length - 1] = { ...last, end: i + 1, detail: last.detail + fresh }
      else found.push({ start: i, end: i + 1, detail: fresh })
      i += 1
      j += 1
    }
  }
  return found
}
