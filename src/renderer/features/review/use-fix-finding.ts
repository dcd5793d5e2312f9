/** Changing the words of a finding: by hand in suggest mode, with the words selected. */
import { TextSelection } from '@tiptap/pm/state'
import type { ReviewFinding } from '@shared/contract/contract'
import { useReview } from './review-context'
import type { SuggestedFix } from './suggested-fixes'
import { useTextHandle } from './text-handle'

export function useFixFinding(finding: ReviewFinding): {
  /** Makes an offered change; null while changes cannot be suggested yet. */
  readonly fix: ((offer: SuggestedFix) => void) | null
  readonly byHand: () => void
} {
  const { marks, change } = useReview()
  const byHand = (): void => {
    const pieces = marks.filter(({ id }) => id === finding.id)
    const [first, last] = [pieces[0], pieces.at(-1)]
    const view = useTextHandle.getState().handle?.view
    if (view === undefined || first === undefined || last === undefined) return
    change({ mode: 'suggesting' })
    view.dispatch(
      view.state.tr.setSelection(TextSelection.create(view.state.doc, first.from, last.to)).scrollIntoView(),
    )
    view.focus()
  }
  return { fix: null, byHand }
}
