/** Somebody else sits down: what was typed is settled as whose it was, then every record carries the other name. */
import { useCoreCommand } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import { settleTexts } from '@renderer/features/review/text-session'
import { useQueryClient } from '@tanstack/react-query'

export function useSwitchEditor() {
  const queries = useQueryClient()
  const reportError = useReportError()
  const change = useCoreCommand(async (client, editorId: string) => {
    await settleTexts()
    return client.approval.switchEditor({ editorId })
  })
  return {
    busy: change.isPending,
    sitDown: (editorId: string): void =>
      change.mutate(editorId, {
        // What may be seen depends on who looks.
        onSuccess: () => void queries.invalidateQueries(),
        onError: reportError,
      }),
  }
}
