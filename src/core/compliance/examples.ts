/** The labelled examples of a pack, run: an editor's change to a rule is proved before it is saved. */
import type { CheckBlock } from '@shared/domain/compliance'
import { check } from './check'
import type { Pattern, RulePack } from './rule-pack'

/** An example that does not do what it says. */
export interface ExampleFailure {
  readonly ruleId: string
  readonly kind: 'hit' | 'miss'
  readonly text: string
}

/** Runs every example of a pack against its own rule; others may hit it too. */
export function exampleFailures(pack: RulePack): readonly ExampleFailure[] {
  return pack.rules.flatMap((rule) => {
    const kind = rule.patterns.every(isHeadline) ? 'title' : 'paragraph'
    const hits = (text: string): boolean => findsRule(pack, rule.id, { id: kind, kind, text })
    return [
      ...rule.examples.hits
        .filter((text) => !hits(text))
        .map((text) => ({ ruleId: rule.id, kind: 'hit' as const, text })),
      ...rule.examples.misses.filter(hits).map((text) => ({ ruleId: rule.id, kind: 'miss' as const, text })),
    ]
  })
}

/** An example of a rule that reads only headlines is a headline. */
function isHeadline(pattern: Pattern): boolean {
  return 'headline' in pattern
}

function findsRule(pack: RulePack, ruleId: string, block: CheckBlock): boolean {
  const { findings } = check([block], [pack], { links: [], imageCount: 0 }, { versionKey: 'example' })
  return findings.some((finding) => finding.ruleId === ruleId)
}
