import { blockIds } from '@renderer/editor/block-ids'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { textBlocks } from '@shared/manuscript/text'
import { Slice, type Node } from '@tiptap/pm/model'
import { EditorState, type Plugin, type Transaction } from '@tiptap/pm/state'
import { describe, expect, it } from 'vitest'

const { nodes } = manuscriptSchema
const paragraph = (id: string | null, text: string): Node =>
  nodes.paragraph.create({ id }, text === '' ? [] : manuscriptSchema.text(text))
const start = nodes.doc.create(null, [
  nodes.title.create(null, manuscriptSchema.text('题')),
  paragraph('p1', '一二三四'),
  paragraph('p2', '五六七八'),
])
const plugins = (): Plugin[] => blockIds.config.addProseMirrorPlugins?.call({} as never) ?? []
const state = (doc = start) => EditorState.create({ doc, plugins: plugins() })
const ids = (after: EditorState) => textBlocks(after.doc).map(({ id }) => id)
const apply = (before: EditorState, change: (tr: Transaction) => Transaction) => before.apply(change(before.tr))
const from = (before: EditorState, id: string) => textBlocks(before.doc).find((block) => block.id === id)!.from

describe('the ids of blocks', () => {
  it('stay as they are while somebody types', () => {
    const before = state()
    expect(ids(apply(before, (tr) => tr.insertText('字', from(before, 'p1') + 1)))).toEqual(['title', 'p1', 'p2'])
  })

  it('of a block that is split: the first part keeps it, the second has one of its own', () => {
    const before = state()
    const after = apply(before, (tr) => tr.split(from(before, 'p1') + 2))
    expect(ids(after)).toEqual(['title', 'p1', expect.stringMatching(/^n[\da-f]{12}$/), 'p2'])
  })

  it('goes with the words when an empty block is made before them', () => {
    const before = state()
    const after = apply(before, (tr) => tr.split(from(before, 'p2')))
    expect(textBlocks(after.doc).find(({ id }) => id === 'p2')?.text).toBe('五六七八')
    expect(new Set(ids(after)).size).toBe(4)
  })

  it('of a copy are new wherever it is put', () => {
    const before = state()
    for (const at of [from(before, 'p1') - 1, before.doc.content.size]) {
      const copy = new Slice(before.doc.slice(from(before, 'p1') - 1, from(before, 'p1') + 5).content, 0, 0)
      const after = apply(before, (tr) => tr.replace(at, at, copy))
      expect(ids(after)).toHaveLength(4)
      expect(new Set(ids(after)).size).toBe(4)
      // Which of two equal ones is the original is seen by which was put there.
      const original = textBlocks(after.doc).findIndex(({ id }) => id === 'p1')
      expect(original).toBe(at < from(before, 'p1') ? 2 : 1)
    }
  })

  it('are the same after undoing and splitting again only where the block is the same', () => {
    const before = state()
    const once = apply(before, (tr) => tr.split(from(before, 'p1') + 2))
    const joined = apply(once, (tr) => tr.join(from(before, 'p1') + 3))
    const again = apply(joined, (tr) => tr.split(from(before, 'p1') + 2))
    expect(ids(joined)).toEqual(['title', 'p1', 'p2'])
    expect(ids(again)[2]).not.toBe(ids(once)[2])
  })

  it('of a block from before ids were kept stays its place until something is made of it', () => {
    const before = state(start.copy(start.content.addToEnd(paragraph(null, '九'))))
    const after = apply(before, (tr) => tr.split(from(before, 'p1') + 2))
    expect(after.doc.lastChild?.attrs['id']).toBe(null)
  })
})
