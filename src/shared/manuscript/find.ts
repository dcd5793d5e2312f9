/** Looking for words in a text: plain words here, patterns in a worker, where one that never ends can be ended. */
import { z } from 'zod'

/** Matches that are shown at most; a text with more of them is not gone through by hand. */
export const MATCHES_MAX = 5_000
export const PATTERN_MAX = 500

export const findQuerySchema = z.object({
  words: z.string().max(PATTERN_MAX),
  /** A regular expression (ECMAScript, flag `u`); plain words otherwise. */
  pattern: z.boolean(),
  matchCase: z.boolean(),
  /** Only where no letter or digit of Latin script stands on either side. */
  wholeWord: z.boolean(),
  /** What a match becomes; of a pattern `$&`, `$1` … `$99`, `$<name>` and `$$` are filled in. */
  replacement: z.string().max(PATTERN_MAX),
})
export type FindQuery = z.infer<typeof findQuerySchema>

export const textMatchSchema = z.object({
  /** The number of the text it is in. */
  text: z.number().int().nonnegative(),
  /** `[start, end)`, UTF-16. */
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  replacement: z.string(),
})
export type TextMatch = z.infer<typeof textMatchSchema>

export const foundSchema = z.discriminatedUnion('kind', [
  /** `more`: there are more than `MATCHES_MAX`. */
  z.object({ kind: z.literal('found'), matches: z.array(textMatchSchema), more: z.boolean() }),
  /** The pattern is none; `detail` is the engine's own words. */
  z.object({ kind: z.literal('no-pattern'), detail: z.string() }),
])
export type Found = z.infer<typeof foundSchema>

/** Matches in texts, in order; they do not overlap, and an empty one counts for nothing. A pattern may take for ever. */
export function findIn(texts: readonly string[], query: FindQuery): Found {
  if (query.words === '') return { kind: 'found', matches: [], more: false }
  let expression: RegExp
  try {
    expression = new RegExp(sourceOf(query), query.matchCase ? 'gu' : 'giu')
  } catch (error) {
    return { kind: 'no-pattern', detail: error instanceof Error ? error.message : String(error) }
  }
  const matches: TextMatch[] = []
  for (const [number, text] of texts.entries()) {
    for (const match of text.matchAll(expression)) {
      if (match[0] === '') continue
      if (matches.length === MATCHES_MAX) return { kind: 'found', matches, more: true }
      const { index } = match
      matches.push({ text: number, start: index, end: index + match[0].length, replacement: filled(query, match) })
    }
  }
  return { kind: 'found', matches, more: false }
}

function sourceOf({ words, pattern, wholeWord }: FindQuery): string {
  const source = pattern ? words : words.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return wholeWord ? `(?<![\\p{Script=Latin}\\p{Nd}])(?:${source})(?![\\p{Script=Latin}\\p{Nd}])` : source
}

function filled({ pattern, replacement }: FindQuery, match: RegExpMatchArray): string {
  if (!pattern) return replacement
  return replacement.replaceAll(/\$(?:\$|&|(\d{1,2})|<([^>]+)>)/g, (sign, number?: string, name?: string) => {
    if (sign === '$$') return '$'
    if (sign === '$&') return match[0]
    if (name !== undefined) return match.groups?.[name] ?? ''
    const group = Number(number)
    return group >= 1 && group < match.length ? (match[group] ?? '') : sign
  })
}
