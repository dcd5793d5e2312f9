/** Asks again at once for what a command changed, without waiting for the core's event. */
import type { ChangeScope } from '@shared/domain/desk'
import { useQueryClient } from '@tanstack/react-query'

export function useRefresh(): (...areas: readonly ChangeScope[]) => void {
  const queries = useQueryClient()
  return (...areas) => {
    for (const area of areas) void queries.invalidateQueries({ queryKey: [area] })
  }
}
