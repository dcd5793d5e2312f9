/** What the sheet says of each clause. It never says "compliant": a machine that found nothing has proved nothing. */
import type { ChecklistItem, Clause, ClauseVerdict, Finding } from '@shared/domain/compliance'
import { assertNever } from '@shared/domain/result'
import type { RulePack } from './rule-pack'

/** Every clause of every pack, in the packs' order. */
export function checklistOf(packs: readonly RulePack[], findings: readonly Finding[]): ChecklistItem[] {
  const hit = new Set(findings.map((finding) => finding.clause))
  const violated = new Set(findings.filter(({ lead }) => lead === undefined).map((finding) => finding.clause))
  return packs.flatMap((pack) =>
    pack.clauses.map(({ number, coverage }): ChecklistItem => {
      if (!hit.has(number)) return { clause: number, verdict: verdictWithoutFinding(coverage) }
      return { clause: number, verdict: 'hit', ...(violated.has(number) ? {} : { lead: true }) }
    }),
  )
}

/** Rules that cover only part of a clause leave it to a human when they find nothing. */
function verdictWithoutFinding(coverage: Clause['coverage']): ClauseVerdict {
  switch (coverage) {
    case 'rules':
      return 'none'
    case 'partial':
    case 'human':
      return 'human'
    case 'unchecked':
      return 'unchecked'
    default:
      return assertNever(coverage)
  }
}
