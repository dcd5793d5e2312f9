/**
 * Refuses regular expressions that could stall the desk, before they run: a rule pack may come from anyone.
 * The check is static and errs to the strict side: every repetition needs an upper bound, and the ways in which one
 * attempt can match are bounded too.
 */
import { parseRegex } from './regex-tree'
import { hasBackreference, largestRepeat, waysLog2 } from './regex-ways'
import type { RulePackProblem } from './rule-pack'

export const regexLimits = {
  /** Longest source, in UTF-16 units. */
  length: 1_500,
  /** Largest bound of one repetition. */
  repeat: 100,
  /** Largest number of ways of one attempt, as a power of two: 2^16 steps are well under a millisecond. */
  waysLog2: 16,
} as const

export type RegexProblem = Pick<RulePackProblem, 'code' | 'detail'>

export function regexProblem(source: string): RegexProblem | undefined {
  if (source.length > regexLimits.length) return { code: 'regex_too_long', detail: String(source.length) }
  let compiled: RegExp
  try {
    compiled = new RegExp(source, 'u')
  } catch (error) {
    return { code: 'regex_syntax', detail: error instanceof Error ? error.message : source }
  }
  const tree = parseRegex(source)
  if (hasBackreference(tree)) return { code: 'regex_backreference', detail: source }
  if (largestRepeat(tree) > regexLimits.repeat) return { code: 'regex_unbounded', detail: source }
  const ways = waysLog2(tree)
  if (ways > regexLimits.waysLog2) return { code: 'regex_too_costly', detail: `2^${Math.round(ways)}` }
  if (compiled.test('')) return { code: 'regex_matches_empty', detail: source }
  return undefined
}
