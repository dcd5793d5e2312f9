/** Accepting and rejecting suggested changes in the text on screen. */
import { useText } from '@renderer/app/i18n'
import { useReportError } from '@renderer/components/report-error'
import type { Pick, Verdict } from '@renderer/editor/suggest/resolve-suggestions'
import { byId } from '@renderer/editor/suggest/resolve-suggestions'
import { resolveIn } from '@renderer/editor/suggest/suggest-changes'
import { suggestionsOf } from '@shared/manuscript/suggestion-list'
import { offerTextUndo } from './offer-text-undo'
import { useReview } from './review-context'
import { useTextHandle } from './text-handle'

/** Seconds in which it is offered to be taken back; afterwards undo in the text still does it. */
const UNDO_SECONDS = 8

export interface SuggestionCommands {
  /** Whether the text on screen may be changed: the newest version, shown in an editor. */
  readonly possible: boolean
  /** Settles one and goes on to the next. */
  readonly settle: (verdict: Verdict, id: string) => void
  readonly settleMany: (verdict: Verdict, pick: Pick) => void
}

export function useSuggestionCommands(): SuggestionCommands {
  const t = useText()
  const { detail, version, suggestions, change } = useReview()
  const handle = useTextHandle((state) => state.handle)
  const reportError = useReportError()
  const possible = handle !== null && version !== null && version.id === detail.versions[0]?.id

  const settleMany = (verdict: Verdict, pick: Pick): void => {
    if (handle === null || !possible) return
    const { editor } = handle
    const before = suggestionsOf(editor.state.doc).length
    if (resolveIn(editor, verdict, pick) === 0) return
    const count = before - suggestionsOf(editor.state.doc).length
    offerTextUndo(editor, {
      id: 'suggestions-settled',
      message: t(verdict === 'accept' ? 'suggest.accepted' : 'suggest.rejected', { count }),
      seconds: UNDO_SECONDS,
      testId: 'undo-suggestions',
      onError: reportError,
    })
  }
  const settle = (verdict: Verdict, id: string): void => {
    const at = suggestions.findIndex((each) => each.id === id)
    const next = suggestions[at + 1] ?? suggestions[at - 1] ?? null
    settleMany(verdict, byId(id))
    change({ activeId: next?.id ?? null })
  }
  return { possible, settle, settleMany }
}
