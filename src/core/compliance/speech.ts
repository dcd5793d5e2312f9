/**
 * Is it the author who says so? What is quoted, negated, reported, explained or opposed is not the author's own abuse:
 * the finding stays, at a lower level, and says why. It never vanishes: whoever puts an insult in quotation marks still
 * meets the editor.
 *
 * A small grammar of signs around the hit, each of which can be told to an editor in one line. The signs are in
 * `speech-signs.ts`; they are looked for in
 * - the **hit** itself, between its parts, for a denial (河南人并不偷东西);
 * - the **sentence**, or shortly before the hit in it;
 * - the **neighbourhood**, which is the sentence and up to `neighbourReach` units beside it, for an argument against
 *   prejudice: who opposes an insult says so before or after it, seldom within.
 */
import type { Lowered } from '@shared/domain/compliance'
import { sentenceAround } from './sentence'
import {
  bareNegation,
  citing,
  definition,
  negation,
  negationInside,
  opposition,
  protest,
  question,
  reporting,
  selfMention,
  urging,
} from './speech-signs'

/** How many levels a finding sinks: who argues against an insult, or explains the word, must be able to name it. */
export const levelsLowered: Readonly<Record<Lowered, 1 | 2>> = {
  quoted: 1,
  cited: 2,
  negated: 1,
  reported: 1,
  self: 1,
  opposed: 2,
  defined: 2,
  sound: 1,
}

const negationReach = 8
/** Longest quotation that is followed, in UTF-16 units. */
const quotationReach = 200
/** How far beyond the hit's sentence an opposing sentence may end or begin, in UTF-16 units. */
const neighbourReach = 60

const pairs: readonly (readonly [string, string])[] = [
  ['“', '”'],
  ['‘', '’'],
  ['「', '」'],
  ['『', '』'],
]

/** How the folded range `[from, to)` is said; undefined when the author says it. The strongest reason first. */
export function speechOf(folded: string, from: number, to: number, isQuoteBlock: boolean): Lowered | undefined {
  const { start, end } = sentenceAround(folded, from, to)
  // The hit itself may contain such a word and must not excuse itself.
  const before = folded.slice(start, from)
  const after = folded.slice(to, end)
  const anywhere = (sign: RegExp): boolean => sign.test(before) || sign.test(after)
  if (definition.before.test(before) || definition.after.test(after)) return 'defined'
  const early = folded.slice(Math.max(0, start - neighbourReach), from)
  const late = folded.slice(to, end + neighbourReach)
  if (opposition.test(early) || opposition.test(late)) return 'opposed'
  if (question.before.test(before) || question.after.test(late)) return 'opposed'
  if (anywhere(protest)) return 'opposed'
  if (isQuoteBlock) return 'quoted'
  if (isQuoted(folded, from, to)) return anywhere(citing) || anywhere(reporting) ? 'cited' : 'quoted'
  if (negation.test(before.slice(-negationReach).replace(urging, ''))) return 'negated'
  if (bareNegation.test(before)) return 'negated'
  if (isDeniedInside(folded.slice(from + 1, end), to - from - 1)) return 'negated'
  if (anywhere(reporting)) return 'reported'
  if (selfMention.test(before)) return 'self'
  return undefined
}

/** The sign must stand within the hit's `length`; what follows it (不是…就是) may stand behind it. */
function isDeniedInside(rest: string, length: number): boolean {
  const denial = negationInside.exec(rest)
  return denial !== null && denial.index + denial[0].length <= length
}

function isQuoted(folded: string, from: number, to: number): boolean {
  const before = folded.slice(Math.max(0, from - quotationReach), from)
  const after = folded.slice(to, to + quotationReach)
  const paired = pairs.some(
    ([open, close]) => before.lastIndexOf(open) > before.lastIndexOf(close) && after.includes(close),
  )
  return paired || (count(before, '"') % 2 === 1 && after.includes('"'))
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1
}
