/** What became of the findings of the version before, as the core compares them; null where there is nothing to compare. */
import { useCoreQuery } from '@renderer/client/use-core'
import type { SinceLast } from '@shared/domain/compliance'
import { useReview } from './review-context'

export function useSinceLast(): SinceLast | null {
  const { detail, version, checkedAt } = useReview()
  const versionId = version?.id ?? ''
  const isLater = detail.versions.some(({ ordinal }) => ordinal < (version?.ordinal ?? 0))
  const asked = useCoreQuery(
    ['manuscripts', 'since-last', versionId, version?.contentHash, checkedAt],
    (client) => client.compliance.sinceLast({ versionId }),
    { enabled: isLater && checkedAt !== null },
  )
  return asked.data ?? null
}
