/** Selecting a finding or an annotation: in the text and on its card at once. */
import { useViewState } from '@renderer/state/view-state'
import { useReview } from './review-context'

export function useSelectMark(): (id: string | null) => void {
  const { findings, change } = useReview()
  return (id) => {
    change({ activeId: id })
    if (id === null) return
    useViewState.getState().set({ sideTab: findings.some((finding) => finding.id === id) ? 'findings' : 'comments' })
  }
}
