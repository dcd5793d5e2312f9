import type { RulePackSummary } from '@shared/domain/compliance'
import { exampleText } from './examples'
import type { RulePack } from './rule-pack'

/** The pack as the window lists it. */
export function summarise(pack: RulePack): RulePackSummary {
  return {
    name: pack.name,
    version: pack.version,
    title: pack.title,
    hash: pack.hash,
    clauses: pack.clauses,
    rules: pack.rules.map((rule) => ({
      id: rule.id,
      clause: rule.clause,
      level: rule.level,
      message: rule.message,
      reason: rule.reason,
      suggestion: rule.suggestion,
      hits: rule.examples.hits.map(exampleText),
      misses: rule.examples.misses.map(exampleText),
    })),
  }
}
