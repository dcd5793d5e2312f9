/** How likely a letter is of each kind, by weights that were learned from letters (`npm run learn:sorting`). */
import learned from './learned-weights.json'
import { marksOf, type MarkedLetter } from './letter-marks'

/** In the order of the weights. */
export const JUDGED_KINDS = ['submission', 'inquiry', 'promotion', 'complaint', 'junk'] as const
export type JudgedKind = (typeof JUDGED_KINDS)[number]

export type Likelihoods = Readonly<Record<JudgedKind, number>>

/** How much more likely a kind is that the signs found as well, on the scale of logits. */
const SIGNS_SAY = 1

/** The likelihood of each kind, which add up to one; `signs` is what the signs found. */
export function judgeLetter(letter: MarkedLetter, signs: JudgedKind | null): Likelihoods {
  const totals = JUDGED_KINDS.map(() => 0)
  const known = weights()
  let count = 0
  for (const mark of marksOf(letter)) {
    const row = known.get(mark)
    if (row === undefined) continue
    count += 1
    // By index: of all that is done to a mail this runs most often, and an iterator makes a pair each time.
    for (let kind = 0; kind < totals.length; kind += 1) totals[kind] = (totals[kind] ?? 0) + (row[kind] ?? 0)
  }
  const length = Math.sqrt(Math.max(1, count))
  const logits = JUDGED_KINDS.map(
    (kind, index) =>
      ((totals[index] ?? 0) / length + (learned.bias[index] ?? 0)) / learned.scale + (kind === signs ? SIGNS_SAY : 0),
  )
  const most = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp(logit - most))
  const sum = powers.reduce((one, other) => one + other, 0)
  const [submission = 0, inquiry = 0, promotion = 0, complaint = 0, junk = 0] = powers.map((power) => power / sum)
  return { submission, inquiry, promotion, complaint, junk }
}

let table: ReadonlyMap<string, readonly number[]> | null = null

/** Made when the first letter is judged: whoever only opens a desk needs none of it. */
function weights(): ReadonlyMap<string, readonly number[]> {
  // A map: a letter may hold the name of what every object has.
  table ??= new Map(Object.entries(learned.weights))
  return table
}
