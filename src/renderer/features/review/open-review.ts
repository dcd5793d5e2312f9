import { useViewState } from '@renderer/state/view-state'

/** Goes to a piece on the review page. */
export function openReview(submissionId: string): void {
  useViewState.getState().set({ page: 'review', submissionId })
}
