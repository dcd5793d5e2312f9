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

/** The words of a text, with spaces between, in UTF-8: what goes into the index. */
export function indexWords(text: string): Buffer {
  const part = text.slice(0, INDEXED_UNITS)
  return plainWords(part) ?? Buffer.from(anyWords(part).join(' '), 'utf8')
}

/** The words of any text. */
export function anyWords(text: string): string[] {
  const words: string[] = []
  for (const run of runsOf(text)) {
    if (!UNSPACED.test(run)) {
      words.push(run)
      continue
    }
    const letters = [...run]
    for (let at = 0; at < letters.length; at += 1) words.push(`${letters[at]}${letters[at + 1] ?? ''}`)
  }
  return words
}

/** What a unit of a plain text is. Zero: not looked up yet. */
const BETWEEN = 1
const SPACED = 2
const HAN = 3
const NOT_PLAIN = 4
const kinds = new Uint8Array(0x1_0000)
/** What it stands for: one width, one case. */
const meant = new Uint16Array(0x1_0000)
/** Words of a text in the making. */
let scratch = Buffer.alloc(0)
/** Two letters of three bytes and a space. */
const BYTES_A_UNIT = 7
const SPACE = 0x20

/**
 * The same for a text of common letters and signs, which nearly all of every Chinese mail is, in a quarter of the time; null for
 * any other. Each unit stands by itself there: nothing is composed with its neighbour.
 */
function plainWords(text: string): Buffer | null {
  const most = text.length * BYTES_A_UNIT
  if (scratch.length < most) scratch = Buffer.alloc(most)
  const out = scratch
  let end = 0
  let han = 0
  let isInWord = false
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    const kind = kinds[unit] || kindOf(unit)
    if (kind === HAN) {
      const letter = meant[unit] ?? 0
      if (isInWord) {
        out[end++] = SPACE
        isInWord = false
      }
      if (han !== 0) {
        end = putHan(out, end, han)
        end = putHan(out, end, letter)
        out[end++] = SPACE
      }
      han = letter
      continue
    }
    if (han !== 0) {
      end = putHan(out, end, han)
      out[end++] = SPACE
      han = 0
    }
    if (kind === SPACED) {
      out[end++] = meant[unit] ?? 0
      isInWord = true
    } else if (kind === NOT_PLAIN) return null
    else if (isInWord) {
      out[end++] = SPACE
      isInWord = false
    }
  }
  if (han !== 0) end = putHan(out, end, han)
  return Buffer.from(out.subarray(0, out[end - 1] === SPACE ? end - 1 : end))
}

/** Three bytes: all of them lie between U+0800 and U+FFFF. */
function putHan(out: Buffer, at: number, unit: number): number {
  out[at] = 0xe0 | (unit >> 12)
  out[at + 1] = 0x80 | ((unit >> 6) & 0x3f)
  out[at + 2] = 0x80 | (unit & 0x3f)
  return at + 3
}

/** ASCII and its wide forms, the unified ideographs, and the signs between them. */
function isCommon(unit: number): boolean {
  return (
    unit < 0x80 ||
    (unit >= 0x4e00 && unit <= 0x9fff) ||
    (unit >= 0xff01 && unit <= 0xff5e) ||
    (unit >= 0x3000 && unit <= 0x3020) ||
    (unit >= 0x2010 && unit <= 0x2027)
  )
}

function kindOf(unit: number): number {
  const one = isCommon(unit) ? normalised(String.fromCharCode(unit)) : ''
  let kind = NOT_PLAIN
  if (one !== '' && !/[\p{L}\p{N}]/u.test(one)) kind = UNSPACED.test(one) ? NOT_PLAIN : BETWEEN
  else if (one.length === 1) kind = UNSPACED.test(one) ? HAN : one.charCodeAt(0) < 0x80 ? SPACED : NOT_PLAIN
  kinds[unit] = kind
  meant[unit] = one.charCodeAt(0)
  return kind
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
