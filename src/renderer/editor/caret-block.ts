/**
 * Marks the paragraphs that the selection begins and ends in, so that the style sheet lays them out like any other: in one that
 * is laid out by itself (`content-visibility`), Chromium writes what an input method composes to the wrong place.
 */
import { Extension } from '@tiptap/core'
import { Plugin, type EditorState } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

function around({ doc, selection }: EditorState): DecorationSet {
  const starts = new Set([selection.$from, selection.$to].map((place) => (place.depth === 0 ? -1 : place.before(1))))
  const blocks = [...starts].flatMap((start) => {
    const node = start < 0 ? null : doc.nodeAt(start)
    return node === null ? [] : [Decoration.node(start, start + node.nodeSize, { class: 'caret-block' })]
  })
  return DecorationSet.create(doc, blocks)
}

export const caretBlock = Extension.create({
  name: 'caretBlock',
  addProseMirrorPlugins: () => [new Plugin({ props: { decorations: around } })],
})
