/** The preview of a piece, and those of the next ones asked for ahead, so that the next shows at once. */
import { useCoreConnection, useCoreQuery } from '@renderer/client/use-core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

const keyFor = (submissionId: string) => ['submissions', 'triage', submissionId] as const

export function usePreview(submissionId: string | null) {
  return useCoreQuery(
    keyFor(submissionId ?? ''),
    (client) => client.triage.preview({ submissionId: submissionId ?? '' }),
    { enabled: submissionId !== null },
  )
}

/** Asks for what is not there yet, or is there from before a change. */
export function usePreviewAhead(submissionIds: readonly string[]): void {
  const connection = useCoreConnection()
  const queryClient = useQueryClient()
  useEffect(() => {
    for (const submissionId of submissionIds) {
      void queryClient.prefetchQuery({
        queryKey: keyFor(submissionId),
        queryFn: async () => (await connection.client()).triage.preview({ submissionId }),
      })
    }
  })
}
