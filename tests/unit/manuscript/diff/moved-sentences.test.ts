import type { DiffBlock } from '@core/manuscript/diff/diff-blocks'
import { versionDiff } from '@core/manuscript/diff/diff-documents'
import { piecesOf, type DiffPiece } from '@renderer/features/compare/diff-lines'
import { blocksOfRow, joinedText, movesByRow, type DiffRun, type VersionDiff } from '@shared/manuscript/version-diff'
import { describe, expect, it } from 'vitest'
import { anArticle } from '../../../bench/anchors/article'
import { processorTime } from '../../../support/processor-time'
import { randomNumbers, type RandomNumbers } from '../../../support/random'

function block(text: string, more: Partial<DiffBlock> = {}): DiffBlock {
  return { id: text.slice(0, 4), kind: 'paragraph', text, level: 0, formats: [], pictures: [], cell: null, ...more }
}

const blocks = (texts: readonly string[]): DiffBlock[] => texts.map((text) => block(text))

/** What the window shows of each row that is no table. */
function shown(diff: VersionDiff): DiffPiece[][] {
  const movesOf = movesByRow(diff.moves)
  return diff.rows.map((row, at) => {
    const { old, new: to } = blocksOfRow(row)
    const [before, after] = [joinedText(diff.old, old), joinedText(diff.new, to)]
    const whole = (kind: DiffRun['kind'], { length }: string): DiffRun[] => (length === 0 ? [] : [{ kind, length }])
    const runs =
      row.kind === 'edited' || row.kind === 'moved'
        ? row.runs
        : row.kind === 'same'
          ? whole('same', after)
          : row.kind === 'added'
            ? whole('added', after)
            : whole('removed', before)
    return piecesOf(runs, before, after, movesOf(at))
  })
}

const signs = { same: '', removed: '-', added: '+', 'moved-away': '←', 'moved-here': '→' } as const

const said = (old: readonly string[], next: readonly string[]): string[] =>
  shown(versionDiff(blocks(old), blocks(next))).map((pieces) =>
    pieces.map(({ kind, text }) => (kind === 'same' ? text : `[${signs[kind]}${text}]`)).join(''),
  )

const why = '为什么是现在？因为流量贵了，老办法不灵了。'
const cost = '去年双十一之前，获客成本已经涨到 45.6 元，比前年高出三成。'
const who = '“谁先慢下来，谁就先活下来。”一位做了十年投放的负责人说。'
const shop = '门店的导购把老顾客拉进群，每天只发一条消息，三个月后复购翻了一倍。'
const rest = '剩下的事交给时间：把每一笔账记清楚，把每一位顾客的名字记住，别急着换渠道。'
const end = '这件事没有捷径。'

describe('sentences that moved', () => {
  it('are shown at both ends, inside a paragraph and between two', () => {
    expect(said([cost + shop + end], [shop + end + cost])).toEqual([`[←${cost}]${shop}${end}[→${cost}]`])
    expect(said([why + cost, who + shop], [why, who + cost + shop])).toEqual([
      `${why}[←${cost}]`,
      `${who}[→${cost}]${shop}`,
    ])
  })

  it('go out of a paragraph that is gone, and into one that is new', () => {
    const diff = versionDiff(blocks([cost, why + shop, who + rest]), blocks([why + shop, who + cost + rest]))
    expect(diff.counts).toMatchObject({ edited: 0, removed: 0, added: 0, moved: 0, sentences: 1 })
    expect(said([why + shop, who + rest + cost], [cost, why + shop, who + rest])).toEqual([
      `[→${cost}]`,
      why + shop,
      `${who}${rest}[←${cost}]`,
    ])
  })

  it('are told from the words around them that changed', () => {
    expect(said([why + cost, `${who}${shop}`], [why, `${who}${cost}${shop.replace('三个月', '半年')}`])).toEqual([
      `${why}[←${cost}]`,
      `${who}[→${cost}]${shop.replace('三个月', '[-三个月][+半年]')}`,
    ])
    // One that moved and one that took its place have nothing to do with one another.
    expect(said([cost + shop, who], [end + shop, who + cost])).toEqual([
      `[←${cost}][+${end}]${shop}`,
      `${who}[→${cost}]`,
    ])
  })

  it('that stayed together are one, short ones among them included', () => {
    const diff = versionDiff(
      blocks([`${why}${cost}是吗？${end}${who}`, shop + rest]),
      blocks([why + who, `${shop}${cost}是吗？${end}${rest}`]),
    )
    expect(diff.moves).toHaveLength(1)
    expect(diff.counts).toMatchObject({ edited: 0, sentences: 1 })
  })

  it('are no moves where they are too short to be the same one, or stand there more often than they left', () => {
    expect(said([`${shop}是吗？`, cost], [shop, `是吗？${cost}`]).join('')).not.toMatch(/[←→]/)
    const diff = versionDiff(blocks([end + why, cost + shop]), blocks([why, end + cost + end + shop]))
    expect(diff.moves).toHaveLength(1)
    expect(
      shown(diff)
        .flat()
        .filter(({ kind }) => kind === 'added')
        .map(({ text }) => text),
    ).toEqual([end])
  })

  it('are cut at the ends of sentences, not at the dot of a figure, an address or a quote within', () => {
    expect(versionDiff(blocks([cost + why, who]), blocks([why, who + cost])).moves).toEqual([
      {
        old: { row: 0, start: 0, end: cost.length },
        new: { row: 1, start: who.length, end: who.length + cost.length },
        formats: [],
      },
    ])
    const [visit, stop] = ['Visit example.com/a.b for all 3.5 million users.', 'Then stop here for today, all of you.']
    const second = 'A second paragraph stands here, whole and long enough to be known again.'
    const diff = versionDiff(
      blocks([`${stop} ${visit} ${second}`, who]),
      blocks([`${stop} ${second}`, `${who} ${visit}`]),
    )
    expect(diff.moves).toHaveLength(1)
    expect(diff.counts).toMatchObject({ edited: 0, removed: 0, added: 0, sentences: 1 })
  })

  it('say that they are formatted otherwise at their new place', () => {
    const bold = block(who + cost, { formats: [{ start: who.length, end: who.length + 2, marks: ['bold'] }] })
    const diff = versionDiff(blocks([cost + why, who]), [block(why), bold])
    expect(diff.moves[0]?.formats).toEqual([{ start: who.length, end: who.length + 2, from: [], to: ['bold'] }])
  })

  it('carry their pictures, and stay out of tables', () => {
    const picture = { at: 3, sha256: 'one', alt: '' }
    const words = '图在此\uFFFC，是去年拍的那一张。'
    const diff = versionDiff(
      [block(words + why, { pictures: [picture] }), block(who)],
      [block(why), block(who + words, { pictures: [{ ...picture, at: who.length + 3 }] })],
    )
    expect(diff.counts).toMatchObject({ edited: 0, sentences: 1 })
    const cell = { table: 0, row: 0, column: 0 }
    expect(
      versionDiff([block(why + cost, { cell }), block(who)], [block(why, { cell }), block(who + cost)]).moves,
    ).toEqual([])
  })

  /** Sentences that were taken out, put elsewhere, changed, thrown away and written anew, all over the text. */
  function reworked(random: RandomNumbers, paragraphs: readonly (readonly string[])[], rate: number): string[] {
    const next = paragraphs.map((sentences) => [...sentences])
    const count = Math.round(paragraphs.flat().length * rate)
    for (let turn = 0; turn < count; turn += 1) {
      const from = next[random.below(next.length)]
      const to = next[random.below(next.length)]
      if (from === undefined || to === undefined || from.length === 0) continue
      const at = random.below(from.length)
      const kind = random.below(6)
      if (kind === 0) from[at] = `${from[at]?.slice(0, 5) ?? ''}改过的${from[at]?.slice(7) ?? ''}`
      else if (kind === 1) from.splice(at, 1)
      else if (kind === 2) to.splice(random.below(to.length + 1), 0, `新写的第 ${turn} 句话。`)
      else to.splice(random.below(to.length + 1), 0, ...from.splice(at, 1))
    }
    return next.map((sentences) => sentences.join(''))
  }

  it('lead from the old text to the new one, and are neither removed nor added, however the text was reworked', () => {
    for (let round = 0; round < 24; round += 1) {
      const random = randomNumbers(`moved sentences ${round}`)
      const old = anArticle(random, 3_000)
      const before = old.map((sentences) => sentences.join(''))
      const after = reworked(random, old, [0.05, 0.2, 0.6][round % 3] ?? 0)
      const diff = versionDiff(blocks(before), blocks(after))
      const movesOf = movesByRow(diff.moves)
      shown(diff).forEach((pieces, at) => {
        const row = diff.rows[at]
        if (row === undefined || row.kind === 'moved-away') return
        const { old: was, new: is } = blocksOfRow(row)
        const spell = (kinds: readonly DiffPiece['kind'][]): string =>
          pieces.flatMap(({ kind, text }) => (kinds.includes(kind) ? [text] : [])).join('')
        expect(spell(['same', 'removed', 'moved-away']), `seed ${random.seed}`).toBe(joinedText(diff.old, was))
        expect(spell(['same', 'added', 'moved-here']), `seed ${random.seed}`).toBe(joinedText(diff.new, is))
        // Every end of a move is one piece of its own.
        const ends = pieces.flatMap(({ move }) => (move === null ? [] : [move]))
        const { away, here } = movesOf(at)
        expect(ends.toSorted((a, b) => a - b)).toEqual(
          [...away, ...here].map(({ move }) => move).toSorted((a, b) => a - b),
        )
      })
      const words = (side: 'old' | 'new', move: number): string => {
        const end = diff.moves[move]?.[side]
        const row = diff.rows[end?.row ?? -1]
        if (end === undefined || row === undefined) throw new Error('a move without an end')
        return joinedText(diff[side], blocksOfRow(row)[side]).slice(end.start, end.end)
      }
      const all = shown(diff).flat()
      diff.moves.forEach((_move, at) => {
        expect(words('new', at)).toBe(words('old', at))
        const ends = all.filter(({ move }) => move === at).map(({ kind }) => kind)
        expect(ends.toSorted(), `seed ${random.seed}`).toEqual(['moved-away', 'moved-here'])
      })
    }
  })

  it('of a manuscript of 100,000 characters, all shuffled or all the same, are found with bounded work', async () => {
    const random = randomNumbers('shuffled book')
    const old = anArticle(random, 100_000)
    const places = old.flatMap((paragraph, at) =>
      paragraph.flatMap((text, inside) => (/[。！？；]$/.test(text) ? [{ at, inside, text }] : [])),
    )
    const texts = places.map(({ text }) => text)
    for (let at = texts.length - 1; at > 0; at -= 1) {
      const other = random.below(at + 1)
      const [one, two] = [texts[at] ?? '', texts[other] ?? '']
      texts[at] = two
      texts[other] = one
    }
    const shuffled = old.map((paragraph) => [...paragraph])
    places.forEach(({ at, inside }, turn) => shuffled[at]?.splice(inside, 1, texts[turn] ?? ''))
    const next = shuffled.map((sentences) => sentences.join(''))
    const before = blocks(old.map((paragraph) => paragraph.join('')))
    const run = await processorTime(() => versionDiff(before, blocks(next)))
    expect(run.spent).toBeLessThan(10_000)
    // Nearly every sentence is somewhere else, and is told so: next to nothing is removed and added.
    const left = shown(run.value)
      .filter((_pieces, at) => run.value.rows[at]?.kind !== 'moved-away')
      .flat()
      .filter(({ kind }) => kind === 'removed' || kind === 'added')
      .map(({ text }) => text)
    expect(left.join('').length).toBeLessThan(500)
    const endless = '这一句话写了很多遍。'.repeat(10_000)
    const one = await processorTime(() => versionDiff(blocks([endless + why, who]), blocks([who, why + endless])))
    expect(one.spent).toBeLessThan(10_000)
    const inOne = await processorTime(() =>
      versionDiff(blocks([old.flat().join('')]), blocks([shuffled.flat().join('')])),
    )
    expect(inOne.spent).toBeLessThan(10_000)
  }, 60_000)
})
