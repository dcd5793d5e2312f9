/** Goes to a place in the text: it is selected and in the middle of the page. */
import { TextSelection } from '@tiptap/pm/state'
import { useReview } from '@renderer/features/review/review-context'
import { useTextHandle } from '@renderer/features/review/text-handle'
import { rangesInDocument } from '@shared/manuscript/projection'

export function useGoToSpan(): (span: {
  readonly block: string
  readonly start: number
  readonly end: number
}) => void {
  const { document, change } = useReview()
  return ({ block: id, ...span }) => {
    const view = useTextHandle.getState().handle?.view
    const block = document?.blocks.find((each) => each.id === id)
    if (view === undefined || block === undefined) return
    const ranges = rangesInDocument(block, span.start, span.end)
    const [from, to] = [ranges[0]?.from, ranges.at(-1)?.to]
    if (from === undefined || to === undefined || to > view.state.doc.content.size) return
    change({ activeId: null })
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)))
    const [start, end] = [view.domAtPos(from), view.domAtPos(to)]
    const element = start.node instanceof Element ? start.node : start.node.parentElement
    element?.scrollIntoView({ block: 'center' })
    view.focus()
    // A text that is only read draws no selection of its own.
    getSelection()?.setBaseAndExtent(start.node, start.offset, end.node, end.offset)
  }
}
