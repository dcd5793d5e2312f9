/**
 * npm run bench:check [-- --characters 2000000] [-- --rounds 5] [-- --text FILE] [-- --only]
 *
 * The whole check with all shipped packs and 50,000 more words, every disguise looked for, beside matchers that are given the
 * bare words and the same text; in turns, so that what else the machine does hits all alike. `--only`: the check alone. `--text FILE`: another text.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { check, CheckSession, loadRulePack, type RulePack } from '@core/compliance'
import { compilePacks } from '@core/compliance/compile'
import { loadShippedPacks } from '@core/workflow/shipped-packs'
import type { CheckBlock } from '@shared/domain/compliance'
import { AhoCorasick as Monyone } from '@monyone/aho-corasick'
import { AhoCorasick as MonyoneFast } from '@monyone/aho-corasick/fast'
import Modern from 'modern-ahocorasick'
import { articles, extraWords, packOfWords } from './make-articles'

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    characters: { type: 'string', default: '2000000' },
    rounds: { type: 'string', default: '5' },
    text: { type: 'string' },
    only: { type: 'boolean', default: false },
  },
})
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const megabytes = (): number => {
  if (global.gc === undefined) throw new Error('memory is measured with --expose-gc: run npm run bench:check')
  global.gc()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 2 ** 20
}
function measured<T>(make: () => T): { readonly made: T; readonly milliseconds: number; readonly megabytes: number } {
  const before = megabytes()
  const from = performance.now()
  const made = make()
  const milliseconds = performance.now() - from
  return { made, milliseconds, megabytes: megabytes() - before }
}

const { packs: shipped } = loadShippedPacks(path.join(process.cwd(), 'resources', 'rule-packs'))
const extra = extraWords(50_000)
const yaml = packOfWords(extra)
const loading = measured((): RulePack => {
  const loaded = loadRulePack(yaml)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error))
  return loaded.value
})
const packs = [...shipped, loading.made]
const compiling = measured(() => compilePacks(packs))
const { words } = compiling.made.index
say(
  `${words.length} words, ${packs.reduce((sum, pack) => sum + pack.rules.length, 0)} rules, ${compiling.made.regexes.length} expressions`,
)
say(
  `the pack of 50,000 words: read in ${loading.milliseconds.toFixed(0)} ms; all packs compiled in ${compiling.milliseconds.toFixed(0)} ms`,
)

const paragraphs = articles(
  Number(values.characters),
  shipped,
  values.text === undefined ? undefined : readFileSync(values.text, 'utf8'),
)
const length = paragraphs.reduce((sum, paragraph) => sum + paragraph.length, 0)
const blocks = paragraphs.map((text, index): CheckBlock => ({ id: String(index), kind: 'paragraph', text }))
const context = { links: [], imageCount: 0 }

interface Contender {
  readonly name: string
  readonly megabytes: number
  readonly run: () => number
  readonly times: number[]
}
const ours = measured(() => check(blocks.slice(0, 400), packs, context, { versionKey: '' }))
const contenders: Contender[] = [
  {
    name: 'the whole check',
    megabytes: compiling.megabytes + ours.megabytes,
    run: () => check(blocks, packs, context, { versionKey: '' }).findings.length,
    times: [],
  },
]
if (!values.only) {
  const bare = [
    [
      '@monyone/aho-corasick',
      () => {
        const made = new Monyone([...words])
        return (text: string) => made.matchInText(text).length
      },
    ],
    [
      '@monyone/aho-corasick/fast',
      () => {
        const made = new MonyoneFast([...words])
        return (text: string) => made.matchInText(text).length
      },
    ],
    [
      'modern-ahocorasick',
      () => {
        const made = new Modern([...words])
        return (text: string) => made.search(text).length
      },
    ],
  ] as const
  for (const [name, make] of bare) {
    const { made, megabytes: size } = measured(make)
    const run = (): number => paragraphs.reduce((sum, paragraph) => sum + made(paragraph), 0)
    contenders.push({ name: `${name}, bare words`, megabytes: size, run, times: [] })
  }
}
const found = new Map(contenders.map((contender) => [contender.name, contender.run()]))
for (let round = 0; round < Number(values.rounds); round += 1) {
  for (const contender of contenders) {
    const from = performance.now()
    contender.run()
    contender.times.push(performance.now() - from)
  }
}
say(`${length} characters in ${paragraphs.length} paragraphs, ${values.rounds} rounds in turns`)
say('                                          M chars/s  (best)      MB    hits')
const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0
for (const { name, megabytes: size, times } of contenders) {
  const speed = (milliseconds: number): string => (length / milliseconds / 1_000).toFixed(2)
  say(
    `${name.padEnd(42)}${speed(median(times)).padStart(9)}${speed(Math.min(...times)).padStart(8)}${size.toFixed(0).padStart(8)}${String(found.get(name)).padStart(8)}`,
  )
}
const [first, ...others] = contenders
if (first !== undefined && others.length > 0) {
  const best = others.toSorted((a, b) => median(a.times) - median(b.times))[0]
  if (best !== undefined)
    say(`the whole check is ${(median(best.times) / median(first.times)).toFixed(2)} times as fast as ${best.name}`)
}

// A keystroke in a manuscript of 100,000 characters, with the shipped packs.
const manuscript: CheckBlock[] = [{ id: 'title', kind: 'title', text: '三年营收翻 9 倍，这家公司做对了什么？' }]
for (let written = 0; written < 100_000; written += manuscript.at(-1)?.text.length ?? 0) {
  manuscript.push({ ...(blocks[manuscript.length % blocks.length] as CheckBlock), id: `m${manuscript.length}` })
}
const session = new CheckSession()
const whole = measured(() => session.check(manuscript, shipped, context, { versionKey: '' }))
const keys: number[] = []
for (let key = 0; key < 60; key += 1) {
  const at = 1 + ((key * 7) % (manuscript.length - 1))
  const typed = manuscript.with(at, { ...(manuscript[at] as CheckBlock), text: `${manuscript[at]?.text}字` })
  const from = performance.now()
  session.check(typed, shipped, context, { versionKey: '' })
  keys.push(performance.now() - from)
}
say(
  `a keystroke in 100,000 characters: ${median(keys).toFixed(1)} ms, the slowest of 60 ${Math.max(...keys).toFixed(1)} ms (the first check ${whole.milliseconds.toFixed(0)} ms)`,
)
