/** Which mails the sorting is worked on and learned from, and which are only measured with. */
import { MACHINES } from './machines'
import { PEOPLE } from './people'
import { PRACTICE_PIECES, PRACTICE_QUESTIONS } from './practice-desk'
import { PRACTICE_GRIEVANCES } from './practice-grievances'
import { PRACTICE_MORE } from './practice-more'
import { PRACTICE_NOTES } from './practice-notes'
import { PRACTICE_OFFERS } from './practice-offers'
import { PRACTICE_SWINDLES } from './practice-swindles'
import { PRACTICE_THIRD } from './practice-third'
import { SECOND } from './second'
import type { SortedKind, SortedMail } from './sorted-mail'
import { WEIGHED } from './weighed'

/** The mails of one half of the first set: of each kind every second one. */
function half(which: 0 | 1): SortedMail[] {
  const seen = new Map<SortedKind, number>()
  return [...PEOPLE, ...MACHINES].filter(({ kind }) => {
    const number = seen.get(kind) ?? 0
    seen.set(kind, number + 1)
    return number % 2 === which
  })
}

/** The half of the first set that nothing was worked on with. */
export const FIRST_HELD_OUT = half(1)

/** What the signs were worked on, and the weights are learned from. */
export const DEVELOPMENT: readonly SortedMail[] = [
  ...half(0),
  ...SECOND,
  ...WEIGHED,
  ...PRACTICE_PIECES,
  ...PRACTICE_QUESTIONS,
  ...PRACTICE_OFFERS,
  ...PRACTICE_GRIEVANCES,
  ...PRACTICE_SWINDLES,
  ...PRACTICE_MORE,
  ...PRACTICE_THIRD,
  ...PRACTICE_NOTES,
]
