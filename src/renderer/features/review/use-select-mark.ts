/** Selecting a finding or an annotation: in the text and on its card at once, in the tab that has the card. */
import { useViewState } from '@renderer/state/view-state'
import { useReview } from './review-context'

export function useSelectMark(): (id: string | null) => void {
  const { panel, change } = useReview()
  return (id) => {
    change({ activeId: id })
    if (id === null) return
    const { sideTab, set } = useViewState.getState()
    const item = panel.byId.get(id)
    // The list of everything has findings too: whoever goes through it stays there.
    const listed = sideTab === 'comments' && panel.shown.some((each) => each.id === id)
    set({ sideTab: item?.kind === 'finding' && !listed ? 'findings' : 'comments' })
  }
}
