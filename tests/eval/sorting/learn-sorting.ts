/** npm run learn:sorting: writes `src/core/mail/learned-weights.json` anew from the mails of development. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { DEVELOPMENT } from '../../unit/mail/sorting/sets'
import { digestOf, learn, SCALE } from './learn'

const { bias, weights } = learn(DEVELOPMENT)
const line = (name: string, value: unknown): string =>
  `${JSON.stringify(name)}: ${JSON.stringify(value).replaceAll(',', ', ')}`
// A line of each mark, so that a change can be read.
const text = `{
  ${line('learnedFrom', digestOf(DEVELOPMENT))},
  ${line('scale', SCALE)},
  ${line('bias', bias)},
  "weights": {
${weights.map(([mark, row]) => `    ${line(mark, row)}`).join(',\n')}
  }
}
`
writeFileSync(path.join(process.cwd(), 'src', 'core', 'mail', 'learned-weights.json'), text)
console.info(`${weights.length} marks, ${Math.round(text.length / 1_000)} thousand characters`)
