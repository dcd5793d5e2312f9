/** Re-anchoring by method, over articles that are edited with the truth known. `--rounds 20 --characters 6000 --targets 300`. */
import { parseArgs } from 'node:util'
import { editedArticle } from './edited-article'
import { addScores, judge, methods, noScore, scoreOf } from './methods'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    characters: { type: 'string', default: '6000' },
    targets: { type: 'string', default: '300' },
    misses: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(1, whole)).toFixed(1)}%`.padStart(7)

for (const moves of [false, true]) {
  for (const rate of [0.1, 0.2, 0.4, 0.6]) {
    const articles = Array.from({ length: rounds }, (_none, round) =>
      editedArticle({
        name: `bench ${rate} ${moves} ${round}`,
        characters: Number(values.characters),
        rate,
        targets: Number(values.targets),
        moves,
      }),
    )
    say('')
    say(`${Math.round(rate * 100)}% of the sentences edited${moves ? ', paragraphs and sentences moved' : ''}`)
    say(`seeds ${articles.map(({ seed }) => seed).join(' ')}`)
    say('  right  wrong   lost | gone, given a home | under half left, misplaced |  ms')
    for (const method of methods) {
      const from = performance.now()
      let score = noScore
      for (const article of articles) {
        const judged = judge(article, method)
        score = addScores(score, scoreOf(judged))
        if (!values.misses || method !== methods.at(-1)) continue
        for (const { target, home, verdict } of judged) {
          if (verdict !== 'wrong' && verdict !== 'haunted' && verdict !== 'misled' && verdict !== 'lost') continue
          const textOf = (place: { block: number; start: number; end: number } | null, side: 'old' | 'new'): string =>
            place === null
              ? '-'
              : `${place.block}:${article[side][place.block]?.text.slice(place.start, place.end) ?? ''}`
          say(`    ${verdict} ${textOf(target, 'old')} → ${textOf(target.now, 'new')} | placed ${textOf(home, 'new')}`)
        }
      }
      const took = Math.round((performance.now() - from) / rounds)
      say(
        `${percent(score.right, score.alive)}${percent(score.wrong, score.alive)}${percent(score.lost, score.alive)} |` +
          ` ${String(score.haunted).padStart(5)} of ${String(score.dead).padEnd(7)} |` +
          ` ${String(score.misled).padStart(8)} of ${String(score.maimed).padEnd(10)} | ${String(took).padStart(4)} ${method.name}`,
      )
    }
  }
}
