/** The sheet of figures of the version on screen; another text is another sheet. */
import { useCoreQuery } from '@renderer/client/use-core'
import { useReview } from '@renderer/features/review/review-context'

export function useFigureSheet() {
  const { version } = useReview()
  const versionId = version?.id ?? ''
  return useCoreQuery(
    ['manuscripts', 'figures', versionId, version?.contentHash],
    (client) => client.compliance.figures({ versionId }),
    { enabled: version !== null },
  )
}
