/** Begins a comment on a span: the composer opens in the side panel with the cursor in it. */
import { chosenSpan, type BlockSpan } from '@renderer/editor/text-selection'
import { useViewState } from '@renderer/state/view-state'
import type { AnnotationAudience } from '@shared/domain/annotation'
import { usePanelPrefs } from './panel-prefs'
import { useReview } from './review-context'
import type { Composer } from './review-state'

export interface CommentStart {
  readonly span: BlockSpan
  readonly audience?: AnnotationAudience
  readonly text?: string
  readonly clause?: string
  readonly finding?: Composer['finding']
}

export function useStartComment(): (start: CommentStart) => void {
  const { version, composer, change } = useReview()
  const prefs = usePanelPrefs()
  return ({ span, audience, text = '', clause, finding }) => {
    if (version === null) return
    // Words already written move to the newly selected place rather than being lost.
    const written = composer?.text ?? ''
    const both =
      written.trim() === '' || text === '' || written.includes(text) ? written || text : `${written}\n${text}`
    change({
      activeId: null,
      composer: {
        versionId: version.id,
        ...chosenSpan(span),
        clipped: span.clipped,
        audience: audience ?? composer?.audience ?? prefs.audience,
        text: both,
        clause: clause ?? composer?.clause ?? null,
        finding: finding ?? null,
      },
    })
    useViewState.getState().set({ sideTab: 'comments', focus: false })
  }
}
