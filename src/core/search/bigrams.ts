/**
 * Words for an index that knows nothing of Chinese: every two neighbouring letters of a script without spaces are a word, and
 * the last one is a word by itself, so that a search for one character finds it wherever it stands. Latin words and numbers
 * stay whole.
 */

/** UTF-16 units of a text that are indexed: a long article has 30,000. */
export const INDEXED_UNITS = 200_000
/** UTF-16 units of a query that count; nobody types more. */
export const QUERY_UNITS = 200

const RUNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[\p{L}\p{N}]+/gu
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** One width, one case. */
export function normalised(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** The words of a text, with spaces between. */
export function indexWords(text: string): string {
  const words: string[] = []
  for (const run of runsOf(text.slice(0, INDEXED_UNITS))) {
    if (!UNSPACED.test(run)) {
      words.push(run)
      continue
    }
    const letters = [...run]
    for (let at = 0; at < letters.length; at += 1) words.push(`${letters[at]}${letters[at + 1] ?? ''}`)
  }
  return words.join(' ')
}

/** An FTS5 query that finds texts with all words of `query`; null when it has none. Nothing in it is read as an operator. */
export function matchQuery(query: string): string | null {
  const parts = runsOf(query.slice(0, QUERY_UNITS)).map((run) => {
    const letters = [...run]
    if (!UNSPACED.test(run) || letters.length === 1) return `"${run}"*`
    return `"${letters
      .slice(1)
      .map((letter, at) => `${letters[at]}${letter}`)
      .join(' ')}"`
  })
  return parts.length === 0 ? null : parts.join(' AND ')
}

/** The first place of any word of a query in a text, UTF-16; -1 when none stands there as it is written. */
export function firstMatch(text: string, query: string): number {
  const places = runsOf(query.slice(0, QUERY_UNITS))
    .map((run) => text.toLowerCase().indexOf(run))
    .filter((at) => at >= 0)
  return places.length === 0 ? -1 : Math.min(...places)
}

/** Runs of one kind: Han stuck to Latin falls apart. */
function runsOf(text: string): string[] {
  return (normalised(text).match(RUNS) ?? []).flatMap((run) =>
    UNSPACED.test(run)
      ? [run]
      : (run.match(
          /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu,
        ) ?? []),
  )
}
