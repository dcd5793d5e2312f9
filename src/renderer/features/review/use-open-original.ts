/** 原件: the mail that the version on screen came in, in 往来; of one that came otherwise, its file. Null when there is none. */
import { useFilesView } from '@renderer/state/files-view'
import { useViewState } from '@renderer/state/view-state'
import { useReview } from './review-context'

export function useOpenOriginal(): (() => void) | null {
  const { detail, version, change } = useReview()
  const source = version?.messageHash === null ? version.sourceSha256 : null
  if (source !== null && version?.sourceFilename) {
    const ref = { of: 'submission' as const, submissionId: detail.row.id, sha256: source, entry: null }
    const filename = version.sourceFilename
    return () => useFilesView.getState().show({ ref, filename })
  }
  const hash = version?.messageHash ?? detail.messages[0]?.hash
  if (hash === undefined) return null
  return () => {
    change({ openItem: hash })
    useViewState.getState().set({ sideTab: 'thread' })
  }
}
