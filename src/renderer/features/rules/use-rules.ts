import { useCoreQuery } from '@renderer/client/use-core'

/** The packs with their rules in brief, what could not be read, and how far checking again is. */
export function useRules() {
  return useCoreQuery(['rules', 'overview'], (client) => client.rules.overview())
}

/** One rule in full; asked for only where it is shown. */
export function useRuleDetail(pack: string, ruleId: string) {
  return useCoreQuery(['rules', 'rule', pack, ruleId], (client) => client.rules.rule({ pack, ruleId }))
}
