/** npm run learn:sorting: writes `src/core/mail/learned-weights.ts` anew from the mails of development. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { DEVELOPMENT } from '../../unit/mail/sorting/sets'
import { digestOf, KINDS, learn, SCALE } from './learn'

const { bias, weights } = learn(DEVELOPMENT)
const list = (items: readonly (string | number)[]): string =>
  `[${items.map((item) => (typeof item === 'string' ? `'${item}'` : item)).join(', ')}]`

const text = `/** Made by \`npm run learn:sorting\` from the mails in tests/unit/mail/sorting/sets.ts; not to be edited by hand. */

/** The digest of what they were learned from: a test compares it. */
export const LEARNED_FROM = '${digestOf(DEVELOPMENT)}'

export const LEARNED_KINDS = ${list(KINDS)} as const

/** Weights are whole numbers of this part of a logit. */
export const LEARNED_SCALE = ${SCALE}

export const LEARNED_BIAS: readonly number[] = ${list(bias)}

/** A line of each mark: the mark, and its weight for each kind. */
export const LEARNED_WEIGHTS = \`${weights.map(([mark, row]) => [mark, ...row].join('\t')).join('\n')}\`
`
writeFileSync(path.join(process.cwd(), 'src', 'core', 'mail', 'learned-weights.ts'), text)
console.info(`${weights.length} marks, ${Math.round(text.length / 1_000)} thousand characters`)
