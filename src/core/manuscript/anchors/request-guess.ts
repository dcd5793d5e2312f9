/** What an author seems to have done about a request: from what became of the words that it was about. A guess; an editor says. */
import type { RequestGuess } from '@shared/domain/annotation'
import { partsOf, quoteOf, spansOf, type Anchor, type Span } from '@shared/manuscript/anchor'
import type { CarriedPlace } from '@shared/manuscript/anchor-place'
import { foldWidth } from '../diff/comparable'

/** What a comment asks to write instead: in quotes, or up to the end of the clause. */
const NAMED =
  /(?:改成|改为|改作|换成|换为|换作|写成|写作|应为|应是|应作|建议用|统一用|change (?:it )?to|replace (?:it )?with)\s*[:：]?\s*(?:[“「『"‘']([^”」』"’']{1,80})[”」』"’']|([^，。；！？,.;!?\s“「『"][^，。；！？,;!?\n“「『"]{0,40}))/giu
/** Characters right beside the words that tell whether something was put there. */
const BESIDE = 6

/**
 * `null`: nobody can tell. `comments`: what was asked, the oldest first. `textOf`: the text of a block of the new one.
 */
export function guessOutcome(
  anchor: Anchor,
  place: CarriedPlace,
  textOf: (block: string) => string,
  comments: readonly string[],
): RequestGuess | null {
  if (place.kind === 'lost') return { outcome: 'done', because: 'removed' }
  const spans = spansOf(place)
  const wanted = namedWords(comments, quoteOf(anchor))
  const isThere = wanted.some((words) => spans.some(({ block }) => foldWidth(textOf(block)).includes(words)))
  if (isThere) return { outcome: 'done', because: 'words-there' }
  const now = spans.map(({ block, start, end }) => foldWidth(textOf(block)).slice(start, end)).join('\n')
  const isSame = now === foldWidth(quoteOf(anchor))
  // The very words, though nobody knows whether they are the ones.
  if (place.kind === 'uncertain' && isSame) return null
  if (isSame) {
    return isTouched(anchor, spans, textOf)
      ? { outcome: 'done', because: 'beside' }
      : { outcome: 'not-done', because: 'unchanged' }
  }
  // Whatever stands there, it is not what stood there.
  return wanted.length > 0 ? { outcome: 'otherwise', because: 'other-words' } : { outcome: 'done', because: 'changed' }
}

/** The words that comments name, without those that stood there already. */
export function namedWords(comments: readonly string[], quote: string): string[] {
  const before = foldWidth(quote)
  return comments
    .flatMap((comment) => [...comment.matchAll(NAMED)].map((match) => (match[1] ?? match[2] ?? '').trim()))
    .map(foldWidth)
    .filter((words) => words !== '' && !before.includes(words))
}

/** Whether what stands right before or after the words is not what stood there. */
function isTouched(anchor: Anchor, spans: readonly Span[], textOf: (block: string) => string): boolean {
  const [first, last] = [spans[0], spans.at(-1)]
  if (first === undefined || last === undefined) return false
  const before = foldWidth(anchor.prefix).slice(-BESIDE)
  const after = foldWidth(partsOf(anchor).at(-1)?.suffix ?? '').slice(0, BESIDE)
  const [head, tail] = [foldWidth(textOf(first.block)), foldWidth(textOf(last.block))]
  const { start } = first
  const { end } = last
  // Where the block began or ended, nothing may stand now.
  const isBefore = head.slice(Math.max(0, start - BESIDE), start).endsWith(before) && (before !== '' || start === 0)
  const isAfter = tail.slice(end, end + BESIDE).startsWith(after) && (after !== '' || end === tail.length)
  return !isBefore || !isAfter
}
