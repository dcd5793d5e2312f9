/** The selected suggestion, emphasised in the text; and clicks on suggested words. */
import { Extension } from '@tiptap/core'
import { formerTypeOf, isSuggestion, paragraphMarkOf } from '@shared/manuscript/projection'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

declare module '@tiptap/core' {
  interface EditorEvents {
    /** Someone clicked on suggested text. */
    pickSuggestion: string
  }
}

const activeKey = new PluginKey<DecorationSet>('active-suggestion')

/** A stretch of the text that a suggestion touches. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Emphasises what a suggestion touches; nothing for none. The ranges are those of the text as it stands. */
export function setActiveSuggestion(state: EditorState, ranges: readonly Stretch[]): Transaction {
  return state.tr.setMeta(activeKey, ranges)
}

function emphasised(doc: Node, ranges: readonly Stretch[]): DecorationSet {
  const { size } = doc.content
  return DecorationSet.create(
    doc,
    ranges
      .filter(({ from, to }) => from < to && to <= size)
      .map(({ from, to }) => Decoration.inline(from, to, { nodeName: 'span', class: 'suggestion-active' })),
  )
}

/** The suggestion at a position: of the words there, or of the block's end or type. */
function suggestionAt(state: EditorState, pos: number): string | null {
  const $pos = state.doc.resolve(pos)
  const node = $pos.nodeAfter ?? $pos.nodeBefore
  const mark = node?.marks.find(isSuggestion) ?? $pos.nodeBefore?.marks.find(isSuggestion)
  if (mark !== undefined) return String(mark.attrs['id'])
  if (!$pos.parent.isTextblock) return null
  const isEnd = $pos.parentOffset === $pos.parent.content.size
  return (isEnd ? paragraphMarkOf($pos.parent)?.id : undefined) ?? formerTypeOf($pos.parent)?.id ?? null
}

export const activeSuggestion = Extension.create({
  name: 'activeSuggestion',
  addProseMirrorPlugins() {
    const { editor } = this
    return [
      new Plugin<DecorationSet>({
        key: activeKey,
        state: {
          init: () => DecorationSet.empty,
          apply(tr, before) {
            const ranges = tr.getMeta(activeKey) as readonly Stretch[] | undefined
            if (ranges !== undefined) return emphasised(tr.doc, ranges)
            return tr.docChanged ? before.map(tr.mapping, tr.doc) : before
          },
        },
        props: {
          decorations: (state) => activeKey.getState(state),
          handleClick(view, pos) {
            const id = view.state.selection.empty ? suggestionAt(view.state, pos) : null
            if (id !== null) editor.emit('pickSuggestion', id)
            return false
          },
        },
      }),
    ]
  },
})
