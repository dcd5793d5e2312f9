import { diffBlocks, type DiffBlock } from '@core/manuscript/diff/diff-blocks'
import { diffDocuments, versionDiff } from '@core/manuscript/diff/diff-documents'
import { diffRuns } from '@core/manuscript/diff/diff-runs'
import { manuscriptSchema } from '@shared/manuscript/schema'
import type { DiffRun, VersionDiff } from '@shared/manuscript/version-diff'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editedArticle } from '../../../bench/anchors/edited-article'

function block(text: string, more: Partial<DiffBlock> = {}): DiffBlock {
  return { id: text.slice(0, 4), kind: 'paragraph', text, level: 0, formats: [], pictures: [], cell: null, ...more }
}

/** The new text, made of the old one and what the runs add. */
function applied(before: string, after: string, runs: readonly DiffRun[]): string {
  let made = ''
  let oldAt = 0
  let newAt = 0
  for (const { kind, length } of runs) {
    if (kind === 'same') made += before.slice(oldAt, oldAt + length)
    if (kind === 'added') made += after.slice(newAt, newAt + length)
    if (kind !== 'added') oldAt += length
    if (kind !== 'removed') newAt += length
  }
  expect(oldAt).toBe(before.length)
  expect(newAt).toBe(after.length)
  return made
}

const said = (before: string, after: string): string => {
  let oldAt = 0
  let newAt = 0
  return diffRuns(before, after)
    .map(({ kind, length }) => {
      const text = kind === 'removed' ? before.slice(oldAt, oldAt + length) : after.slice(newAt, newAt + length)
      if (kind !== 'added') oldAt += length
      if (kind !== 'removed') newAt += length
      return kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`
    })
    .join('')
}

describe('characters', () => {
  it('reads as people would say it', () => {
    expect(said('数据显示，用户增长了。', '数据显示，老用户增长了。')).toBe('数据显示，{+老+}用户增长了。')
    expect(said('第一句。第二句。', '第一句。新的一句。第二句。')).toBe('第一句。{+新的一句。+}第二句。')
    expect(said('他说好，走了。', '他说好。')).toBe('他说好[-，走了-]。')
    expect(said('共 128 人', '共 256 人')).toBe('共 [-128-]{+256+} 人')
    expect(said('', '新')).toBe('{+新+}')
    expect(said('旧', '')).toBe('[-旧-]')
    expect(said('', '')).toBe('')
  })

  it('cuts no surrogate pair in two', () => {
    // The two emoji share their first half.
    expect(said('好😀了', '好😁了')).toBe('好[-😀-]{+😁+}了')
    expect(said('𠮷野', '𠮶野')).toBe('[-𠮷-]{+𠮶+}野')
  })

  const anyText = fc.array(
    fc.constantFrom('增', '长', '的', '，', '。', '😀', '😁', '𠮷', 'a', '1', ' ', '\n', '用户', '数据显示'),
    { maxLength: 60 },
  )
  it('leads from the old text to the new one, in whole characters', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.constantFrom('readable' as const, 'traceable' as const), (a, b, style) => {
        const [before, after] = [a.join(''), b.join('')]
        const runs = diffRuns(before, after, style)
        expect(applied(before, after, runs)).toBe(after)
        let oldAt = 0
        let newAt = 0
        const wellFormed = (text: string): boolean =>
          !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text)
        runs.forEach(({ kind, length }, at) => {
          expect(length).toBeGreaterThan(0)
          expect(runs[at + 1]?.kind).not.toBe(kind)
          if (kind !== 'added') expect(wellFormed(before.slice(oldAt, oldAt + length))).toBe(true)
          if (kind !== 'removed') expect(wellFormed(after.slice(newAt, newAt + length))).toBe(true)
          if (kind !== 'added') oldAt += length
          if (kind !== 'removed') newAt += length
        })
      }),
      { numRuns: 400 },
    )
  })

  it('compares a book in one paragraph by sentence first, and what has no sentences as a whole', () => {
    const article = editedArticle({ name: 'one paragraph', characters: 20_000, rate: 0.3, targets: 0, moves: false })
    const join = (blocks: readonly DiffBlock[]): string => blocks.map(({ text }) => text).join('')
    const [before, after] = [join(article.old), join(article.new)]
    const runs = diffRuns(before, after)
    expect(applied(before, after, runs)).toBe(after)
    const same = runs.reduce((sum, { kind, length }) => sum + (kind === 'same' ? length : 0), 0)
    expect(same / before.length).toBeGreaterThan(0.7)
    const endless = diffRuns('甲'.repeat(5_000) + '乙'.repeat(5_000), '乙'.repeat(5_000) + '甲'.repeat(5_001))
    expect(endless.map(({ kind }) => kind)).toEqual(['removed', 'added'])
  })
})

/** Every block of both texts stands in exactly one row; a moved one in two. */
function expectWhole(diff: VersionDiff | ReturnType<typeof diffDocuments>): void {
  const old: number[] = []
  const next: number[] = []
  const away: number[] = []
  for (const row of diff.rows) {
    switch (row.kind) {
      case 'same':
      case 'moved':
        old.push(row.old)
        next.push(row.new)
        break
      case 'edited':
        old.push(...row.old)
        next.push(...row.new)
        break
      case 'table':
        old.push(...row.old)
        next.push(...row.new)
        expect(row.cells.flatMap((cell) => cell.old).toSorted((a, b) => a - b)).toEqual([...row.old])
        expect(row.cells.flatMap((cell) => cell.new).toSorted((a, b) => a - b)).toEqual([...row.new])
        break
      case 'removed':
        old.push(row.old)
        break
      case 'added':
        next.push(row.new)
        break
      case 'moved-away':
        away.push(row.old)
        break
    }
  }
  expect(old.toSorted((a, b) => a - b)).toEqual(diff.old.map((_block, at) => at))
  // What is new stands in the order of the new text.
  expect(next).toEqual(diff.new.map((_block, at) => at))
  for (const at of away) expect(old).toContain(at)
}

function textsOf(blocks: readonly { readonly text: string }[], at: readonly number[]): string {
  return at.map((index) => blocks[index]?.text ?? '').join('\n')
}

describe('paragraphs', () => {
  const a = '去年双十一期间，品牌方重新调整了投放预算，获客成本降到 30 元。'
  const b = '直播间的选品逻辑一直依赖头部主播，这件事从来都是执行的细节。'
  const c = '小红书博主率先尝试了新品首发节奏，评论区出现大量质疑。'
  const d = '供应链工厂按计划逐步放弃了退货政策，毛利润跌破 12%。'

  const kinds = (old: readonly DiffBlock[], next: readonly DiffBlock[]): string[] =>
    versionDiff(old, next).rows.map((row) =>
      row.kind === 'edited' ? `edited ${row.old.length}:${row.new.length}` : row.kind,
    )

  it('knows what stayed, changed, came and went', () => {
    const edited = a.replace('30 元', '45 元')
    expect(kinds([block(a), block(b), block(c)], [block(edited), block(c), block(d)])).toEqual([
      'edited 1:1',
      'removed',
      'same',
      'added',
    ])
    expect(versionDiff([block(a), block(b), block(c)], [block(edited), block(c), block(d)]).counts).toEqual({
      edited: 1,
      removed: 1,
      added: 1,
      moved: 0,
      sentences: 0,
      formatted: 0,
      pictures: 0,
    })
  })

  it('recognises a paragraph that moved, changed or not', () => {
    expect(
      kinds(
        [a, b, c, d].map((text) => block(text)),
        [b, c, d, a].map((text) => block(text)),
      ),
    ).toEqual(['moved-away', 'same', 'same', 'same', 'moved'])
    const changed = a.replace('投放预算', '会员权益')
    const rows = versionDiff(
      [a, b, c, d].map((text) => block(text)),
      [b, c, d, changed].map((text) => block(text)),
    ).rows
    const moved = rows.find((row) => row.kind === 'moved')
    expect(moved?.runs.some(({ kind }) => kind === 'added')).toBe(true)
  })

  it('recognises one that was split, and several that became one', () => {
    expect(kinds([block(a + b), block(c)], [block(a), block(b), block(c)])).toEqual(['edited 1:2', 'same'])
    expect(kinds([block(a), block(b), block(c)], [block(a + b), block(c)])).toEqual(['edited 2:1', 'same'])
  })

  it('knows formatting, the level of a heading, and what became a heading', () => {
    const bold = block(a, { formats: [{ start: 0, end: 4, marks: ['bold'] }] })
    const { rows, counts } = versionDiff([block(a)], [bold])
    expect(rows).toMatchObject([{ kind: 'edited', formats: [{ start: 0, end: 4, from: [], to: ['bold'] }] }])
    expect(counts.formatted).toBe(1)
    const heading = block('案例拆解', { kind: 'heading', level: 2 })
    expect(versionDiff([heading], [{ ...heading, level: 3 }]).rows).toMatchObject([
      { kind: 'edited', retyped: { from: { kind: 'heading', level: 2 }, to: { kind: 'heading', level: 3 } } },
    ])
  })

  it('takes another width for a change that people see and words do not', () => {
    const [before, after] = [[block('增长，很快。')], [block('增长,很快。')]]
    expect(versionDiff(before, after).rows[0]?.kind).toBe('edited')
    expect(diffDocuments(before, after, 'folded').rows[0]?.kind).toBe('same')
  })

  it('tells pictures apart, and says which came, went and moved', () => {
    const picture = (sha256: string): DiffBlock => block('\uFFFC', { pictures: [{ at: 0, sha256, alt: '' }] })
    const diff = versionDiff(
      [picture('one'), block(a), picture('two'), block(b), picture('three')],
      [block(a), picture('four'), block(b), picture('three'), picture('one')],
    )
    expectWhole(diff)
    expect(diff.pictures.toSorted((x, y) => x.sha256.localeCompare(y.sha256))).toEqual([
      { kind: 'added', sha256: 'four', new: 1 },
      { kind: 'moved', sha256: 'one', old: 0, new: 4 },
      { kind: 'removed', sha256: 'two', old: 2 },
    ])
  })

  it('compares tables cell by cell, rows that came and went included', () => {
    const table = (rows: readonly (readonly string[])[]): DiffBlock[] => {
      const json = {
        type: 'doc',
        content: [
          { type: 'title' },
          {
            type: 'table',
            content: rows.map((row) => ({
              type: 'tableRow',
              content: row.map((text) => ({
                type: 'tableCell',
                content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
              })),
            })),
          },
        ],
      }
      return diffBlocks(manuscriptSchema.nodeFromJSON(json), 'current')
    }
    const before = table([
      ['渠道', '成本'],
      ['直播', '12 元'],
      ['社群', '8 元'],
    ])
    const after = table([
      ['渠道', '成本'],
      ['短视频', '5 元'],
      ['直播', '15 元'],
      ['社群', '8 元'],
    ])
    const diff = versionDiff(before, after)
    expectWhole(diff)
    const row = diff.rows.find(({ kind }) => kind === 'table')
    if (row?.kind !== 'table') throw new Error('no row of the table')
    const words = row.cells.map(({ old, new: to }) => [textsOf(diff.old, old), textsOf(diff.new, to)])
    expect(words).toContainEqual(['12 元', '15 元'])
    expect(words).toContainEqual(['', '短视频'])
    expect(words).toContainEqual(['8 元', '8 元'])
  })

  it('has every block once, its runs lead to the new text, for any edits', () => {
    for (const rate of [0, 0.2, 0.5, 0.9]) {
      for (let round = 0; round < 4; round += 1) {
        const article = editedArticle({
          name: `rows ${rate} ${round}`,
          characters: 4_000,
          rate,
          targets: 0,
          moves: true,
        })
        const diff = versionDiff(article.old, article.new)
        expectWhole(diff)
        for (const row of diff.rows) {
          if (row.kind === 'same') expect(diff.new[row.new]?.text).toBe(diff.old[row.old]?.text)
          if (row.kind !== 'edited' && row.kind !== 'moved') continue
          const before = textsOf(diff.old, row.kind === 'moved' ? [row.old] : row.old)
          const after = textsOf(diff.new, row.kind === 'moved' ? [row.new] : row.new)
          expect(applied(before, after, row.runs), `seed ${article.seed}`).toBe(after)
        }
        if (rate === 0) expect(new Set(diff.rows.map(({ kind }) => kind))).toEqual(new Set(['same']))
      }
    }
  })

  it('says nothing of two texts without anything', () => {
    expect(versionDiff([], []).rows).toEqual([])
    expect(kinds([], [block(a)])).toEqual(['added'])
  })
})
