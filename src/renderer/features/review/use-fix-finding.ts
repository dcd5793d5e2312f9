/** Changing the words of a finding: by hand in suggest mode, with the words selected. */
import { TextSelection } from '@tiptap/pm/state'
import { useText } from '@renderer/app/i18n'
import { useReportError } from '@renderer/components/report-error'
import { byId } from '@renderer/editor/suggest/resolve-suggestions'
import { resolveIn, suggestReplacement } from '@renderer/editor/suggest/suggest-changes'
import { placedMarks } from '@renderer/editor/text-marks'
import type { ReviewFinding } from '@shared/contract/contract'
import { suggestionsOf } from '@shared/manuscript/suggestion-list'
import { useReview } from './review-context'
import { suggesting } from './review-state'
import type { SuggestedFix } from './suggested-fixes'
import { useTextHandle } from './text-handle'
import { offerUndo } from './undo-toast'
import { findingWords } from './finding-words'
import { UNDO_SECONDS } from './use-thread-commands'

export function useFixFinding(finding: ReviewFinding): {
  /** Suggests an offered change; null where the text cannot be changed. */
  readonly fix: ((offer: SuggestedFix) => void) | null
  readonly byHand: () => void
} {
  const t = useText()
  const reportError = useReportError()
  const { detail, version, me, mode, modeBefore, change } = useReview()
  const byHand = (): void => {
    const view = useTextHandle.getState().handle?.view
    // Where it lies now: what was typed moved it.
    const pieces = view === undefined ? [] : placedMarks(view.state).filter(({ id }) => id === finding.id)
    const [first, last] = [pieces[0], pieces.at(-1)]
    if (view === undefined || first === undefined || last === undefined) return
    change(suggesting({ mode, modeBefore }))
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
    const { editor } = handle
    const before = new Set(suggestionsOf(editor.state.doc).map(({ id }) => id))
    const made = suggestReplacement(editor, first.from, last.to, offer.kind === 'delete' ? '' : offer.words, {
      editorId: me.id,
      name: me.name,
      ruleId: finding.ruleId,
      findingId: finding.id,
    })
    if (!made) return
    const ids = suggestionsOf(editor.state.doc).flatMap(({ id }) => (before.has(id) ? [] : [id]))
    const withdraw = offerUndo({
      id: `fixed ${finding.id}`,
      message: t('threads.fixed', { text: findingWords(finding) }),
      testId: 'undo-fix',
      seconds: UNDO_SECONDS,
      // Rejecting just this change leaves what was written since.
      undo: () => Promise.resolve(resolveIn(editor, 'reject', byId(...ids))),
      onError: reportError,
    })
    editor.on('destroy', withdraw)
  }
  const newest = version !== null && version.id === detail.versions[0]?.id
  return { fix: newest && handle !== null && me !== null ? fix : null, byHand }
}
