import { placeAnchors } from '@core/manuscript/anchors/place-anchors'
import type { DiffBlock } from '@core/manuscript/diff/diff-blocks'
import { diffDocuments } from '@core/manuscript/diff/diff-documents'
import { makeAnchor, makeAnchorOver, spansOf } from '@shared/manuscript/anchor'
import type { CarriedPlace } from '@shared/manuscript/anchor-place'
import { describe, expect, it } from 'vitest'
import { editedArticle } from '../../../bench/anchors/edited-article'
import { addScores, anchorsOf, judge, noScore, ours, scoreOf } from '../../../bench/anchors/methods'

function block(id: string, text: string): DiffBlock {
  return { id, kind: 'paragraph', text, level: 0, formats: [], pictures: [], cell: null }
}

function placed(old: readonly DiffBlock[], next: readonly DiffBlock[], id: string, quote: string): CarriedPlace {
  const home = old.find((each) => each.id === id)
  if (home === undefined) throw new Error(`no block ${id}`)
  const start = home.text.indexOf(quote)
  const [place] = placeAnchors(diffDocuments(old, next, 'folded'), [
    makeAnchor('old', home, start, start + quote.length),
  ])
  if (place === undefined) throw new Error('no place')
  return place
}

const wordsAt = (next: readonly DiffBlock[], place: CarriedPlace): string =>
  place.kind === 'lost' ? '' : (next.find(({ id }) => id === place.block)?.text.slice(place.start, place.end) ?? '')

const a = '去年双十一期间，品牌方重新调整了投放预算，获客成本降到 30 元。'
const b = '直播间的选品逻辑一直依赖头部主播，这件事从来都是执行的细节。'
const c = '小红书博主率先尝试了新品首发节奏，评论区出现大量质疑，没有人出来回应。'

describe('where words of several paragraphs went', () => {
  const old = [block('p0', '开头。'), block('p1', a), block('p2', b), block('p3', c), block('p4', '结尾。')]
  const over = makeAnchorOver('old', old, [
    { block: 'p1', start: 8, end: a.length },
    { block: 'p2', start: 0, end: b.length },
    { block: 'p3', start: 0, end: 8 },
  ])
  const carried = (next: readonly DiffBlock[]): readonly [CarriedPlace, readonly string[]] => {
    if (over === null) throw new Error('no anchor')
    const [place] = placeAnchors(diffDocuments(old, next, 'folded'), [over])
    if (place === undefined) throw new Error('no place')
    const words = place.kind === 'lost' ? [] : spansOf(place)
    return [
      place,
      words.map(({ block: id, start, end }) => next.find((each) => each.id === id)?.text.slice(start, end) ?? '?'),
    ]
  }
  const all = [a.slice(8), b, c.slice(0, 8)]

  it('exact, with new paragraphs before them', () => {
    const [place, words] = carried([block('n0', '新的一段话。'), block('n1', a), block('n2', b), block('n3', c)])
    expect([place.kind, place.confidence, words]).toEqual(['exact', 1, all])
  })

  it('edited where one of them was rewritten or taken out, the others stay', () => {
    const rewritten = b.replace('头部主播', '达人和主播')
    const [changed, changedWords] = carried([block('n1', a), block('n2', rewritten), block('n3', c)])
    expect([changed.kind, changedWords]).toEqual(['edited', [all[0], rewritten, all[2]]])
    const [less, lessWords] = carried([block('n1', a), block('n3', c)])
    expect([less.kind, lessWords]).toEqual(['edited', [all[0], all[2]]])
    expect(less.confidence).toBeLessThan(1)
  })

  it('moved together, and in the order of the new text', () => {
    const [place, words] = carried([
      block('n4', '结尾。'),
      block('n3', c),
      block('n1', a),
      block('n2', b),
      block('n0', '开头。'),
    ])
    expect(place.kind).toBe('moved')
    expect(words).toEqual([all[2], all[0], all[1]])
  })

  it('uncertain where less than half of the words have a home, lost where none has', () => {
    const [place, words] = carried([block('p0', '开头。'), block('n3', c), block('p4', '结尾。')])
    expect([place.kind, words]).toEqual(['uncertain', [all[2]]])
    expect(carried([block('n0', '全文重写，说的是另外一件完全没有关系的事。')])[0].kind).toBe('lost')
  })
})

describe('where marked words went', () => {
  const old = [block('p1', a), block('p2', b), block('p3', c)]

  it('exact: they stand where they stood, whatever the paragraph is called now', () => {
    const next = [block('p1', '新加的第一段。'), block('p2', a), block('p3', b), block('p4', c)]
    expect(placed(old, next, 'p2', '头部主播')).toMatchObject({ kind: 'exact', block: 'p3', start: 12, end: 16 })
    // The same words stand in the block that has its id now: that is another place.
    expect(
      placed([block('p1', '好的。'), block('p2', '好的。坏的。')], [block('p1', '好的。坏的。')], 'p1', '好的'),
    ).not.toMatchObject({
      kind: 'moved',
    })
  })

  it('exact: another width of a character is no other word', () => {
    const next = [block('p1', a.replaceAll('，', ',')), block('p2', b), block('p3', c)]
    expect(placed(old, next, 'p1', '期间，品牌方')).toMatchObject({ kind: 'exact', block: 'p1' })
  })

  it('moved: the paragraph stands elsewhere', () => {
    const next = [block('p1', b), block('p2', c), block('p3', a)]
    const place = placed(old, next, 'p1', '投放预算')
    expect(place).toMatchObject({ kind: 'moved', block: 'p3' })
    expect(wordsAt(next, place)).toBe('投放预算')
  })

  it('moved: a sentence was cut from one paragraph and pasted in another', () => {
    const sentence = '这句话足够长，所以能在别的段落里认出来。'
    const before = [block('p1', a + sentence), block('p2', b), block('p3', c)]
    const next = [block('p1', a), block('p2', b), block('p3', c + sentence)]
    const place = placed(before, next, 'p1', '别的段落')
    expect(place).toMatchObject({ kind: 'moved', block: 'p3' })
    expect(wordsAt(next, place)).toBe('别的段落')
  })

  it('edited: some of the words are others', () => {
    const next = [block('p1', a.replace('重新调整', '大幅削减')), block('p2', b), block('p3', c)]
    const place = placed(old, next, 'p1', '品牌方重新调整了投放预算')
    expect(place).toMatchObject({ kind: 'edited', block: 'p1' })
    expect(wordsAt(next, place)).toBe('品牌方大幅削减了投放预算')
  })

  it('uncertain: nothing is left but others stand in their place', () => {
    const next = [block('p1', a.replace('重新调整', '砍掉')), block('p2', b), block('p3', c)]
    const place = placed(old, next, 'p1', '重新调整')
    expect(place).toMatchObject({ kind: 'uncertain', block: 'p1' })
    expect(wordsAt(next, place)).toBe('砍掉')
  })

  it('uncertain: the place to look at has what replaced the beginning or end of the words', () => {
    const next = [block('p1', a.replace('品牌方重新调整了投放', '商家砍掉了')), block('p2', b), block('p3', c)]
    const place = placed(old, next, 'p1', '品牌方重新调整了投放预算')
    expect(place).toMatchObject({ kind: 'uncertain', block: 'p1' })
    expect(wordsAt(next, place)).toBe('商家砍掉了预算')
  })

  it('lost: the sentence is gone, though its words stand elsewhere as they did before', () => {
    const before = [block('p1', `${a}头部主播涨价。`), block('p2', b)]
    expect(placed(before, [block('p1', a), block('p2', b)], 'p1', '头部主播')).toEqual({ kind: 'lost', confidence: 0 })
    expect(placed(old, [block('p2', b)], 'p1', '投放预算')).toEqual({ kind: 'lost', confidence: 0 })
  })

  it('uncertain: words that were split over two paragraphs in halves; edited: over two with most in one', () => {
    const next = [
      block('p1', '去年双十一期间，品牌方重新调整了'),
      block('p2', '投放预算，获客成本降到 30 元。'),
      block('p3', b),
      block('p4', c),
    ]
    expect(placed(old, next, 'p1', '重新调整了投放预算').kind).toMatch(/edited|uncertain/)
    expect(placed(old, next, 'p1', '去年双十一期间，品牌方重新调整了投放')).toMatchObject({
      kind: 'edited',
      block: 'p1',
    })
  })

  it('a heading that became one with its paragraph, or that something was written into, is followed there', () => {
    const before = [block('p1', a), block('p2', '写在最后'), block('p3', b), block('p4', c)]
    const joined = [block('n1', a), block('n2', `写在最后${b}`), block('n3', c)]
    expect(placed(before, joined, 'p2', '写在最后')).toMatchObject({ kind: 'exact', block: 'n2', start: 0, end: 4 })
    const inside = [block('n1', a), block('n2', '写在今年的最后'), block('n3', b), block('n4', c)]
    expect(placed(before, inside, 'p2', '写在最后')).toMatchObject({ kind: 'edited', block: 'n2', start: 0, end: 7 })
  })

  it('of two equal headings each is the one between its neighbours, and the one that is gone is not the other', () => {
    const heading = '案例拆解'
    const before = [block('p1', a), block('p2', heading), block('p3', b), block('p4', heading), block('p5', c)]
    const next = [block('n1', a), block('n2', b), block('n3', heading), block('n4', c)]
    expect(placed(before, next, 'p4', heading)).toMatchObject({ kind: 'exact', block: 'n3' })
    expect(placed(before, next, 'p2', heading).kind).toMatch(/lost|uncertain/)
  })

  it('what agrees by chance with new words far behind is no part of the place', () => {
    const words = '直播间的选品逻辑一直依赖头部主播，这件事从来都是执行的细节。'
    const grown = `${words.slice(0, -1)}，第二年春天仓库搬到城外以后所有人都重新学了一遍这些细节。`
    const place = placed([block('p1', a), block('p2', words)], [block('p1', a), block('p2', grown)], 'p2', words)
    expect(place.kind).toBe('edited')
    expect(wordsAt([block('p1', a), block('p2', grown)], place)).toBe(words.slice(0, -1))
  })

  it('lost: an anchor that does not say what stands in its own text', () => {
    const [place] = placeAnchors(diffDocuments(old, old, 'folded'), [
      { ...makeAnchor('old', block('p1', a), 0, 4), quote: '别的词' },
    ])
    expect(place).toEqual({ kind: 'lost', confidence: 0 })
  })

  it('gives places inside their blocks only', () => {
    const article = editedArticle({ name: 'inside', characters: 4_000, rate: 0.5, targets: 300, moves: true })
    const lengths = new Map(article.new.map(({ id, text }) => [id, text.length]))
    for (const place of placeAnchors(diffDocuments(article.old, article.new, 'folded'), anchorsOf(article))) {
      if (place.kind === 'lost') continue
      expect(place.start).toBeLessThan(place.end)
      expect(place.end).toBeLessThanOrEqual(lengths.get(place.block) ?? -1)
      expect(place.confidence).toBeGreaterThan(0)
      if (place.kind === 'uncertain') expect(place.confidence).toBeLessThanOrEqual(0.5)
    }
  })
})

describe('with the truth known, 40% of the sentences edited', () => {
  for (const moves of [false, true]) {
    it(`${moves ? 'with' : 'without'} moved paragraphs: over 97% right, none wrong, none for what is gone`, () => {
      let score = noScore
      const seeds: number[] = []
      for (let round = 0; round < 6; round += 1) {
        const article = editedArticle({
          name: `test ${moves} ${round}`,
          characters: 6_000,
          rate: 0.4,
          targets: 300,
          moves,
        })
        seeds.push(article.seed)
        score = addScores(score, scoreOf(judge(article, ours)))
      }
      const told = `seeds ${seeds.join(' ')} ${JSON.stringify(score)}`
      expect(score.wrong, told).toBe(0)
      expect(score.haunted, told).toBe(0)
      expect(score.right / score.alive, told).toBeGreaterThan(0.97)
      expect(score.dead, told).toBeGreaterThan(50)
    })
  }
})
