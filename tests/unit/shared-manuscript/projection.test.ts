import { describe, expect, it } from 'vitest'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { positionInDocument, projectDocument, projectedBlocks, rangesInDocument } from '@shared/manuscript/projection'
import { suggestionsOf } from '@shared/manuscript/suggestion-list'
import type { Node } from 'prosemirror-model'

const { nodes, marks } = manuscriptSchema
const text = (words: string): Node => manuscriptSchema.text(words)
const ins = (words: string, id = 's'): Node => manuscriptSchema.text(words, [marks.insertion.create({ id })])
const del = (words: string, id = 's'): Node => manuscriptSchema.text(words, [marks.deletion.create({ id })])
const p = (id: string, content: readonly Node[] = [], attrs: Record<string, unknown> = {}): Node =>
  nodes.paragraph.create({ id, ...attrs }, content)
const h = (id: string, content: readonly Node[] = [], attrs: Record<string, unknown> = {}): Node =>
  nodes.heading.create({ id, level: 3, ...attrs }, content)
const doc = (...blocks: readonly Node[]): Node =>
  nodes.doc.create(null, [nodes.title.create(null, text('题')), ...blocks])
const inserted = { paragraphMark: { kind: 'insertion', id: 's' } }
const deleted = { paragraphMark: { kind: 'deletion', id: 's' } }
const li = (...content: readonly Node[]): Node => nodes.listItem.create(null, content)
const ul = (...items: readonly Node[]): Node => nodes.bulletList.create(null, items)

const told = (document: Node, projection: 'base' | 'current') =>
  projectedBlocks(document, projection)
    .slice(1)
    .map(({ id, kind, text: words }) => `${id} ${kind} ${words}`)

function project(document: Node, projection: 'base' | 'current'): Node {
  document.check()
  const projected = projectDocument(document, projection)
  projected.check()
  return projected
}

describe('the two texts of a document with suggested changes', () => {
  it('are without what was inserted, and without what was deleted', () => {
    const document = doc(p('p1', [text('天'), ins('地'), del('玄'), text('黄')]))
    expect(told(document, 'base')).toEqual(['p1 paragraph 天玄黄'])
    expect(told(document, 'current')).toEqual(['p1 paragraph 天地黄'])
    expect(project(document, 'base').eq(doc(p('p1', [text('天玄黄')])))).toBe(true)
  })

  it('know where each character lies, across what is left out', () => {
    const document = doc(p('p1', [text('天'), ins('地'), del('玄'), text('黄')]))
    const block = projectedBlocks(document, 'current')[1]
    if (block === undefined) throw new Error('no block')
    const words = (from: number, to: number) => document.textBetween(from, to)
    expect(rangesInDocument(block, 1, 3).map(({ from, to }) => words(from, to))).toEqual(['地', '黄'])
    expect(words(positionInDocument(block, 2), positionInDocument(block, 3, 'before'))).toBe('黄')
    expect(positionInDocument(block, 2, 'before')).toBe(positionInDocument(block, 2) - 1)
  })

  it('join what was split and what is to be joined; the first block keeps its name', () => {
    const document = doc(
      p('p1', [text('天')], inserted),
      p('n', [text('地')]),
      p('p2', [text('玄')], deleted),
      p('p3', [text('黄')]),
    )
    expect(told(document, 'base')).toEqual(['p1 paragraph 天地', 'p2 paragraph 玄', 'p3 paragraph 黄'])
    expect(told(document, 'current')).toEqual(['p1 paragraph 天', 'n paragraph 地', 'p2 paragraph 玄黄'])
  })

  it('a block of which nothing is left gives way to the one that it is joined with', () => {
    const before = doc(p('n', [ins('新')], inserted), h('p1', [text('小标题')]))
    expect(told(before, 'base')).toEqual(['p1 heading 小标题'])
    const after = doc(h('h1', [del('小标题')], deleted), p('p1', [text('正文')]))
    expect(told(after, 'current')).toEqual(['p1 paragraph 正文'])
    expect(told(doc(p('p1', [], inserted), p('n', [])), 'base')).toEqual(['p1 paragraph '])
  })

  it('a list below a paragraph that goes stays a list', () => {
    const document = doc(p('p1', [del('引子')], deleted), ul(li(p('p2', [text('一')])), li(p('p3', [text('二')]))))
    expect(project(document, 'current').eq(doc(ul(li(p('p2', [text('一')])), li(p('p3', [text('二')])))))).toBe(true)
  })

  it('an item that is joined away hands on what else it held', () => {
    const document = doc(ul(li(p('p1', [text('一')], deleted)), li(p('p2', [text('二')]), p('p3', [text('三')]))))
    expect(project(document, 'current').eq(doc(ul(li(p('p1', [text('一二')]), p('p3', [text('三')])))))).toBe(true)
  })

  it('an item stays valid when its first paragraph becomes one with a heading', () => {
    const document = doc(ul(li(p('p1', [], deleted), h('p2', [text('题')]))))
    expect(project(document, 'current').eq(doc(ul(li(p('p2', [text('题')])))))).toBe(true)
  })

  it('nothing is joined over a cell, a footnote or code', () => {
    const cell = (...content: readonly Node[]): Node => nodes.tableCell.create(null, content)
    const document = doc(
      p('p1', [text('天')], deleted),
      nodes.table.create(
        null,
        nodes.tableRow.create(null, [cell(p('p2', [text('地')], deleted)), cell(p('p3', [text('玄')]))]),
      ),
      p('p4', [text('黄')], deleted),
      nodes.codeBlock.create({ id: 'p5' }, text('宇')),
    )
    expect(told(document, 'current')).toHaveLength(5)
  })

  it('a table and a rule go as wholes, and text is joined over them', () => {
    const mark = [marks.deletion.create({ id: 's' })]
    const document = doc(
      p('p1', [text('天')], deleted),
      nodes.horizontalRule.create(null, null, mark),
      p('p2', [text('地')]),
    )
    expect(project(document, 'current').eq(doc(p('p1', [text('天地')])))).toBe(true)
    const quoted = doc(nodes.blockquote.create(null, [nodes.horizontalRule.create(null, null, mark)]), p('p2'))
    expect(project(quoted, 'current').eq(doc(p('p2')))).toBe(true)
  })

  it('formatting and a heading are what they were', () => {
    const bold = marks.bold.create()
    const was = { id: 's', type: 'heading', level: 3 }
    const document = doc(
      nodes.paragraph.create({ id: 'p1', was }, [
        manuscriptSchema.text('天', [bold, marks.format.create({ id: 's', before: [{ type: 'italic' }] })]),
      ]),
    )
    expect(project(document, 'base').eq(doc(h('p1', [manuscriptSchema.text('天', [marks.italic.create()])])))).toBe(
      true,
    )
    expect(project(document, 'current').eq(doc(p('p1', [manuscriptSchema.text('天', [bold])])))).toBe(true)
  })

  it('a footnote goes with the last of its references', () => {
    const reference = nodes.footnoteRef.create({ note: 'n1' }, null, [marks.deletion.create({ id: 's' })])
    const footnote = nodes.footnote.create({ note: 'n1' }, p('f1', [text('注')]))
    const document = doc(p('p1', [text('天'), reference]), footnote)
    expect(told(document, 'base')).toHaveLength(2)
    expect(told(document, 'current')).toEqual(['p1 paragraph 天'])
    const twice = doc(p('p1', [reference, nodes.footnoteRef.create({ note: 'n1' })]), footnote)
    expect(told(twice, 'current')).toHaveLength(2)
  })
})

describe('the list of suggestions', () => {
  it('says what each is, in the order of the text', () => {
    const document = nodes.doc.create({ suggestions: { a: { editorId: 'e', name: '苏打', at: 1 } } }, [
      nodes.title.create(null, [ins('题', 'a')]),
      p('p1', [text('天'), del('地', 'b'), ins('玄', 'b'), del('黄', 'c')]),
      p('p2', [text('宇')], { paragraphMark: { kind: 'insertion', id: 'd' } }),
      p('p3', [text('宙')], { paragraphMark: { kind: 'deletion', id: 'e' } }),
      h('p4', [text('洪')], { was: { id: 'f', type: 'paragraph', level: null } }),
      p('p5', [manuscriptSchema.text('荒', [marks.bold.create(), marks.format.create({ id: 'g' })])]),
      nodes.horizontalRule.create(null, null, [marks.insertion.create({ id: 'h' })]),
    ])
    const list = suggestionsOf(document)
    expect(list.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'a insert',
      'b replace',
      'c delete',
      'd split',
      'e join',
      'f block-type',
      'g format',
      'h insert',
    ])
    expect(list[0]?.meta?.name).toBe('苏打')
    expect(list[1]).toMatchObject({ meta: null, inserted: '玄', deleted: '地' })
    expect(list[5]).toMatchObject({ was: { type: 'paragraph', level: null }, is: { type: 'heading', level: 3 } })
    expect(list[6]).toMatchObject({ formatted: '荒', added: ['bold'], removed: [] })
    const [replaced] = list[1]?.ranges ?? []
    expect(replaced === undefined ? '' : document.textBetween(replaced.from, replaced.to)).toBe('地玄')
  })
})
