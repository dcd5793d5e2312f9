/** How likely a letter is of each kind, by weights that were learned from letters (`npm run learn:sorting`). */
import { LEARNED_BIAS, LEARNED_KINDS, LEARNED_SCALE, LEARNED_WEIGHTS } from './learned-weights'
import { marksOf, type MarkedLetter } from './letter-marks'

export type JudgedKind = (typeof LEARNED_KINDS)[number]

export type Likelihoods = Readonly<Record<JudgedKind, number>>

/** How much more likely a kind is that the signs found as well, on the scale of logits. */
const SIGNS_SAY = 1

/** The likelihood of each kind, which add up to one; `signs` is what the signs found. */
export function judgeLetter(letter: MarkedLetter, signs: JudgedKind | null): Likelihoods {
  const totals = LEARNED_KINDS.map(() => 0)
  const known = weights()
  let count = 0
  for (const mark of marksOf(letter)) {
    const row = known.get(mark)
    if (row === undefined) continue
    count += 1
    for (const [kind, weight] of row.entries()) totals[kind] = (totals[kind] ?? 0) + weight
  }
  const length = Math.sqrt(Math.max(1, count))
  const logits = LEARNED_KINDS.map(
    (kind, index) =>
      ((totals[index] ?? 0) / length + (LEARNED_BIAS[index] ?? 0)) / LEARNED_SCALE + (kind === signs ? SIGNS_SAY : 0),
  )
  const most = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp(logit - most))
  const sum = powers.reduce((one, other) => one + other, 0)
  const [submission = 0, inquiry = 0, promotion = 0, complaint = 0, junk = 0] = powers.map((power) => power / sum)
  return { submission, inquiry, promotion, complaint, junk }
}

let table: Map<string, readonly number[]> | null = null

/** Read when the first letter is judged: whoever only opens a desk needs none of it. */
function weights(): Map<string, readonly number[]> {
  table ??= new Map(
    LEARNED_WEIGHTS.split('\n').map((line) => {
      const [mark = '', ...row] = line.split('\t')
      return [mark, row.map(Number)]
    }),
  )
  return table
}
