/** The sentence of a text by which a search engine would find it elsewhere. */
import { fingerprints } from './fingerprints'
import { siteTextSpans } from './site-text'

export interface SearchSentence {
  readonly text: string
  /** UTF-16 offset in the text. */
  readonly start: number
  /** Fingerprints that lie in it: what tells how common its words are. */
  readonly hashes: readonly number[]
}

/** Letters of a sentence that is searched: shorter ones are found everywhere, Baidu cuts a query after 38 characters. */
export const SENTENCE_MIN = 14
export const SENTENCE_MAX = 38

/** Sentences that are offered for ranking, from the beginning of the text on. */
const SENTENCES_MAX = 400

const HAN_OR_WORD = /[\p{Script=Han}]|[A-Za-z0-9]+/gu
const HAN = /\p{Script=Han}/gu
/** A sentence ends here; a comma or the like only where the whole is too long. */
const STOPS = /[。！？!?；;\n\u2028\uFFFC]/u
const PAUSES = /[，,、：:—…]/u

/** Sentences and clauses fit to be searched, in the order of the text; the first line (its title) and the site's lines left out. */
export function searchSentences(text: string): SearchSentence[] {
  const marks = fingerprints(text).toSorted((a, b) => a.offset - b.offset)
  const site = siteTextSpans(text)
  const bodyStart = text.indexOf('\n') + 1
  const found: SearchSentence[] = []
  for (const { start, end } of clausesOf(text, bodyStart)) {
    if (found.length >= SENTENCES_MAX) break
    if (site.some((span) => start < span.end && end > span.start)) continue
    const words = text.slice(start, end)
    const lead = words.length - words.trimStart().length
    const own = tidy(words)
    const length = own.match(HAN_OR_WORD)?.length ?? 0
    // Names, figures and addresses alone are no sentence.
    if (length < SENTENCE_MIN || length > SENTENCE_MAX || (own.match(HAN)?.length ?? 0) < SENTENCE_MIN / 2) continue
    const hashes = marks.filter(({ offset }) => offset >= start && offset < end).map(({ hash }) => hash)
    found.push({ text: own, start: start + lead, hashes })
  }
  return found
}

/**
 * The most distinctive first: whose words the fewest other texts have, then the longer one, then the earlier. `commonness`:
 * how many other texts have a fingerprint.
 */
export function rankSentences(
  sentences: readonly SearchSentence[],
  commonness: (hash: number) => number,
): SearchSentence[] {
  const ranked = sentences.map((sentence) => {
    const others = sentence.hashes.map(commonness)
    // One that no fingerprint fell into says nothing either way: behind those that are known to be rare.
    const common = others.length === 0 ? 0.5 : others.reduce((sum, count) => sum + count, 0) / others.length
    return { sentence, common, length: sentence.text.length }
  })
  return ranked
    .toSorted((a, b) => a.common - b.common || b.length - a.length || a.sentence.start - b.sentence.start)
    .map(({ sentence }) => sentence)
}

/** Runs between stops; a run that is too long falls apart at its pauses, as many as fit staying together. */
function* clausesOf(text: string, from: number): Generator<{ start: number; end: number }> {
  let start = from
  for (let at = from; at <= text.length; at += 1) {
    if (at < text.length && !STOPS.test(text[at] ?? '')) continue
    if (at - start <= SENTENCE_MAX) yield { start, end: at }
    else yield* partsOf(text, start, at)
    start = at + 1
  }
}

function* partsOf(text: string, start: number, end: number): Generator<{ start: number; end: number }> {
  let begin = start
  let last = start
  for (let at = start; at <= end; at += 1) {
    if (at < end && !PAUSES.test(text[at] ?? '')) continue
    if (at - begin > SENTENCE_MAX && last > begin) {
      yield { start: begin, end: last }
      begin = last + 1
    }
    last = at
  }
  if (last > begin) yield { start: begin, end: last }
}

/** Without quotation marks at its ends, which are no part of it, and in one line. */
function tidy(words: string): string {
  return words
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replace(/^[”’"'」』）)】\]，,、：:]+/u, '')
    .replace(/[“‘「『（(【[，,、：:]+$/u, '')
}
