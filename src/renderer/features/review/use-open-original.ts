/** 原件: opens the mail that the version on screen came in, in 往来. Null when there is none. */
import { useViewState } from '@renderer/state/view-state'
import { useReview } from './review-context'

export function useOpenOriginal(): (() => void) | null {
  const { detail, version, change } = useReview()
  const hash = version?.messageHash ?? detail.messages[0]?.hash
  if (hash === undefined) return null
  return () => {
    change({ openItem: hash })
    useViewState.getState().set({ sideTab: 'thread' })
  }
}
