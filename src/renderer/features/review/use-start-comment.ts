/** Begins a comment on a span: the composer opens in the side panel with the cursor in it. */
import type { BlockSpan } from '@renderer/editor/text-selection'
import { useViewState } from '@renderer/state/view-state'
import type { AnnotationAudience } from '@shared/domain/annotation'
import { useReview } from './review-context'

export interface CommentStart {
  readonly span: BlockSpan
  readonly audience?: AnnotationAudience
  readonly text?: string
}

export function useStartComment(): (start: CommentStart) => void {
  const { version, composer, change } = useReview()
  return ({ span, audience, text }) => {
    if (version === null) return
    change({
      activeId: null,
      composer: {
        versionId: version.id,
        block: span.block.id,
        start: span.start,
        end: span.end,
        quote: span.block.text.slice(span.start, span.end),
        clipped: span.clipped,
        audience: audience ?? composer?.audience ?? 'author',
        // Words already written move to the newly selected place rather than being lost.
        text: text ?? composer?.text ?? '',
      },
    })
    useViewState.getState().set({ sideTab: 'comments' })
  }
}
