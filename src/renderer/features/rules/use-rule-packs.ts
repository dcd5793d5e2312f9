import { useCoreQuery } from '@renderer/client/use-core'

/** The rule packs that are loaded; one query for all who ask. */
export function useRulePacks() {
  return useCoreQuery(['rules', 'packs'], (client) => client.compliance.packs())
}
