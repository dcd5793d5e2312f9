/** Changing the words of a finding: by hand in suggest mode, with the words selected. */
import { TextSelection } from '@tiptap/pm/state'
import { suggestReplacement } from '@renderer/editor/suggest/suggest-changes'
import { placedMarks } from '@renderer/editor/text-marks'
import type { ReviewFinding } from '@shared/contract/contract'
import { useReview } from './review-context'
import type { SuggestedFix } from './suggested-fixes'
import { useTextHandle } from './text-handle'

export function useFixFinding(finding: ReviewFinding): {
  /** Suggests an offered change; null where the text cannot be changed. */
  readonly fix: ((offer: SuggestedFix) => void) | null
  readonly byHand: () => void
} {
  const { marks, detail, version, me, change } = useReview()
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
  const handle = useTextHandle((state) => state.handle)
  const fix = (offer: SuggestedFix): void => {
    if (handle === null || me === null) return
    // Where it lies now: what was typed moved it.
    const pieces = placedMarks(handle.view.state).filter(({ id }) => id === finding.id)
    const [first, last] = [pieces[0], pieces.at(-1)]
    if (first === undefined || last === undefined) return
    suggestReplacement(handle.editor, first.from, last.to, offer.kind === 'delete' ? '' : offer.words, {
      editorId: me.id,
      name: me.name,
      ruleId: finding.ruleId,
      findingId: finding.id,
    })
  }
  const newest = version !== null && version.id === detail.versions[0]?.id
  return { fix: newest && handle !== null && me !== null ? fix : null, byHand }
}
