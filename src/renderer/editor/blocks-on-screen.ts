/** Which part of the document lies between two heights of the page, without measuring the rest. */
import type { EditorView } from '@tiptap/pm/view'

/** A part of the document, as positions in it. */
export interface TextRange {
  readonly from: number
  readonly to: number
}

/** The blocks between two heights of the window, in pixels, found by halves; null for a document without blocks below the first. */
export function blocksOnScreen(view: EditorView, top: number, bottom: number): TextRange | null {
  const blocks = view.dom.children
  const firstFrom = (test: (place: DOMRect) => boolean): number => {
    let [low, high] = [0, blocks.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const block = blocks[middle]
      if (block !== undefined && test(block.getBoundingClientRect())) high = middle
      else low = middle + 1
    }
    return low
  }
  const first = blocks[firstFrom((place) => place.bottom >= top)]
  const after = blocks[firstFrom((place) => place.top > bottom)]
  if (first === undefined) return null
  return {
    from: view.posAtDOM(first, 0),
    to: after === undefined ? view.state.doc.content.size : view.posAtDOM(after, 0),
  }
}
