import { describe, expect, it } from 'vitest'
import { makeAnchor } from '@shared/manuscript/anchor'
import { projectedBlocks } from '@shared/manuscript/projection'
import { plainText } from '@shared/manuscript/text'
import type { Draft } from '@core/manuscript/draft'
import { finishManuscript } from '@core/manuscript/finish'
import { textNode, type MarkJson, type NodeJson } from '@core/manuscript/node-json'
import { nodeOf } from './support/outline'

const EMPTY: Draft = {
  sourceKind: 'text',
  blocks: [],
  declaredTitle: '',
  declaredByline: '',
  images: [],
  notes: [],
}
const about = (id: string): MarkJson => ({ type: 'thread', attrs: { id } })
const deleted: MarkJson = { type: 'deletion', attrs: { id: 's1' } }
const inserted: MarkJson = { type: 'insertion', attrs: { id: 's2' } }
const p = (...content: readonly NodeJson[]): NodeJson => ({ type: 'paragraph', content })
const thread = (id: string, text = '改') => ({ id, state: 'open' as const, comments: [{ name: '编辑', at: 1, text }] })

function finished(draft: Partial<Draft>) {
  const result = finishManuscript({ ...EMPTY, ...draft }, { subjectTitle: '', letter: false })
  if (!result.ok) throw new Error(result.error.code)
  return { ...result.value, node: nodeOf(result.value.document) }
}

describe('comments of a file', () => {
  it('are anchored to what they are about, and leave no mark behind', () => {
    const { node, threads } = finished({
      blocks: [p(textNode('前面'), textNode('这几个字', [about('a')]), textNode('后面'))],
      threads: [thread('a')],
    })
    const [, block] = projectedBlocks(node, 'current')
    expect(threads).toEqual([
      { anchor: makeAnchor('', block!, 2, 6), state: 'open', comments: [{ name: '编辑', at: 1, text: '改' }] },
    ])
    expect(node.child(1).childCount).toBe(1)
  })

  it('that cross paragraphs are anchored in the first', () => {
    const { threads } = finished({
      blocks: [p(textNode('甲'), textNode('乙', [about('a')])), p(textNode('丙', [about('a')]))],
      threads: [thread('a')],
    })
    expect(threads.map(({ anchor }) => [anchor.block, anchor.quote])).toEqual([['p1', '乙']])
  })

  it('about deleted words are anchored in the base', () => {
    const { threads } = finished({
      blocks: [p(textNode('留下'), textNode('删去', [deleted, about('a')]))],
      threads: [thread('a')],
      suggestions: { s1: { editorId: null, name: '甲', at: 1 } },
    })
    expect(threads.map(({ anchor }) => [anchor.projection, anchor.quote])).toEqual([['base', '删去']])
  })

  it('are counted in the current text where words before them are deleted', () => {
    const { threads } = finished({
      blocks: [p(textNode('删', [deleted]), textNode('增', [inserted]), textNode('这里', [about('a')]))],
      threads: [thread('a')],
      suggestions: { s1: { editorId: null, name: '', at: null }, s2: { editorId: null, name: '', at: null } },
    })
    expect(threads.map(({ anchor }) => [anchor.start, anchor.end, anchor.quote])).toEqual([[1, 3, '这里']])
  })

  it('about nothing that is there are told of with what they say', () => {
    const { threads, report } = finished({ blocks: [p(textNode('正文'))], threads: [thread('a', '此处存疑')] })
    expect(threads).toEqual([])
    expect(report).toEqual([{ code: 'comments-dropped', detail: '此处存疑' }])
  })
})

describe('the title of a file with changes', () => {
  it('keeps them, and what comments are about', () => {
    const { title, node, threads } = finished({
      blocks: [
        {
          type: 'heading',
          attrs: { level: 1 },
          content: [textNode('旧', [deleted]), textNode('新', [inserted, about('a')]), textNode('题目是这样')],
        },
        p(textNode('正文在这里，比题目长得多了。')),
      ],
      threads: [thread('a')],
      suggestions: {
        s1: { editorId: null, name: '甲', at: 1 },
        s2: { editorId: null, name: '甲', at: 1 },
        unused: { editorId: null, name: '乙', at: 1 },
      },
    })
    expect(title).toBe('新题目是这样')
    expect(plainText(node).split('\n')[0]).toBe('旧新题目是这样')
    expect(threads.map(({ anchor }) => [anchor.block, anchor.quote])).toEqual([['title', '新']])
    expect(Object.keys(node.attrs['suggestions'] as object)).toEqual(['s1', 's2'])
  })
})

describe('footnotes of a file', () => {
  const ref = (note: string): NodeJson => ({ type: 'footnoteRef', attrs: { note } })

  it('are numbered by their references; a reference to nothing goes, a note that nothing names is kept as text', () => {
    const { node, report } = finished({
      blocks: [p(textNode('甲'), ref('b'), textNode('乙'), ref('a'), ref('none'), ref('b'))],
      footnotes: [
        { note: 'a', blocks: [p(textNode('甲注'))] },
        { note: 'b', blocks: [{ type: 'heading', attrs: { level: 2 }, content: [textNode('乙注')] }] },
        { note: 'c', blocks: [p(textNode('无主的注'))] },
      ],
    })
    expect(plainText(node)).toBe('\n甲\uFFF9乙\uFFF9\n无主的注\n乙注\n甲注')
    expect(report).toEqual([{ code: 'footnotes-flattened', detail: '1' }])
  })
})
