/**
 * npm run eval:compliance [-- --sets FOLDER] [-- --show KIND]
 *
 * Prints recall, the right item, precision and false alarms by kind and group. `--sets` measures sets of one's own (the
 * format is in eval-set.ts); `--show` also prints what of a kind was missed or wrongly flagged.
 */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadShippedPacks } from '@core/workflow/shipped-packs'
import { readEvalSets } from './eval-set'
import { hasRightItem, judge, measure, total, type Judged, type Measure } from './measure'

const projectDir = process.cwd()
const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: { sets: { type: 'string' }, show: { type: 'string' } },
})
const { packs } = loadShippedPacks(path.join(projectDir, 'resources', 'rule-packs'))
const folder = values.sets ?? path.join(projectDir, 'tests', 'eval', 'compliance', 'sets')
const judged = readEvalSets(folder).map((set) => ({ set, texts: judge(set, packs) }))
const measures = judged.map(({ set, texts }) => measure(set, texts))

console.info('kind                     group            texts  recall  right item  false alarms  errors  per 1,000')
for (const kind of new Set(measures.map((one) => one.kind))) {
  const ofKind = measures.filter((one) => one.kind === kind)
  for (const one of ofKind) console.info(line(one))
  if (ofKind.length > 1) console.info(line(total(kind, ofKind)))
}
console.info(`\n${line(total('everything', measures))}`)
const everything = total('everything', measures)
console.info(`precision over all texts: ${share(everything.flagged, everything.flagged + everything.falseAlarms)}`)
for (const { set, texts } of judged) if (set.kind === values.show) texts.forEach(show)

function line(one: Measure): string {
  const ordinary = one.texts - one.expected
  return [
    one.kind.padEnd(24),
    one.group.padEnd(16),
    String(one.texts).padStart(5),
    (one.expected === 0 ? '' : share(one.flagged, one.expected)).padStart(7),
    (one.expected === 0 ? '' : share(one.rightItem, one.expected)).padStart(11),
    (ordinary === 0 ? '' : share(one.falseAlarms, ordinary)).padStart(13),
    (ordinary === 0 ? '' : share(one.falseErrors, ordinary)).padStart(7),
    (ordinary === 0 ? '' : (one.falseFindings / one.thousands).toFixed(2)).padStart(10),
  ].join(' ')
}

function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${((part / whole) * 100).toFixed(1)}%`
}

function show(text: Judged): void {
  const { entry, loud } = text
  const words = `${entry.title ?? ''} ${entry.text}`.trim().slice(0, 200)
  if (entry.expect.length > 0 && !hasRightItem(text)) {
    console.info(`missed ${entry.expect.join(' ')}: ${words} [${loud.map(({ clause }) => clause).join(' ')}]`)
  }
  if (entry.expect.length === 0 && loud.length > 0) {
    console.info(`false ${loud.map(({ ruleId, text: span }) => `${ruleId} ${span}`).join('; ')}: ${words}`)
  }
}
