/** Where a pasted picture goes. `told` writes a document as its blocks, `[图]` for the picture, `^` for the caret. */
import { describe, expect, it } from 'vitest'
import { insertPicture } from '@renderer/editor/pictures'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { history, undo } from '@tiptap/pm/history'
import type { Node } from '@tiptap/pm/model'
import { EditorState } from '@tiptap/pm/state'

const { nodes } = manuscriptSchema
const words = (text: string) => manuscriptSchema.text(text)
const paragraph = (text: string) => nodes.paragraph.create(null, words(text))
const attrs = { sha256: 'a'.repeat(64), contentType: 'image/png', alt: '曲线' }

const document = nodes.doc.create(null, [
  nodes.title.create(null, words('题目')),
  paragraph('天地玄黄'),
  nodes.codeBlock.create(null, words('let')),
  nodes.bulletList.create(null, nodes.listItem.create(null, paragraph('甲'))),
  nodes.table.create(
    null,
    nodes.tableRow.create(null, nodes.tableCell.create(null, nodes.codeBlock.create(null, words('x')))),
  ),
])

function told(doc: Node, caret = -1): string[] {
  const blocks: string[] = []
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true
    let text = ''
    node.forEach((child, offset) => {
      text += child.text ?? '[图]'
      if (position + 1 + offset + child.nodeSize === caret) text += '^'
    })
    blocks.push(`${node.type.name}:${text}`)
    return false
  })
  return blocks
}

function put(find: string, at: number) {
  const state = EditorState.create({ doc: document, plugins: [history()] })
  let place = -1
  document.descendants((node, position) => {
    if (node.text === find) place = position + at
  })
  const tr = insertPicture(state, place, attrs)
  if (tr === null) throw new Error('refused')
  const after = state.apply(tr)
  after.doc.check()
  let back = after
  undo(after, (undone) => {
    back = after.apply(undone)
  })
  expect(back.doc.eq(document)).toBe(true)
  return told(after.doc, after.selection.head)
}

describe('a picture is put', () => {
  const rest = ['codeBlock:let', 'paragraph:甲', 'codeBlock:x']

  it('into the words at its place, and one undo takes it out', () => {
    expect(put('天地玄黄', 2)).toEqual(['title:题目', 'paragraph:天地[图]^玄黄', ...rest])
    expect(put('甲', 1)).toContain('paragraph:甲[图]^')
  })

  it('below a title, which holds words only', () => {
    expect(put('题目', 1)).toEqual(['title:题目', 'paragraph:[图]^', 'paragraph:天地玄黄', ...rest])
  })

  it('below code, in the cell that it stands in', () => {
    expect(put('let', 1)).toEqual([
      'title:题目',
      'paragraph:天地玄黄',
      'codeBlock:let',
      'paragraph:[图]^',
      ...rest.slice(1),
    ])
    expect(put('x', 1)).toEqual(['title:题目', 'paragraph:天地玄黄', ...rest, 'paragraph:[图]^'])
  })
})
