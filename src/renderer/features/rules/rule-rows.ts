/** The rows of the list in their order, for the keys. Pure. */
import type { OutlinePack } from './rule-outline'
import type { OpenedInRules } from './rules-view'

export type Row = Extract<OpenedInRules, { kind: 'clause' | 'rule' }>

export function rowsOf(outlined: readonly OutlinePack[]): readonly Row[] {
  return outlined.flatMap(({ pack, items }) =>
    items.flatMap(({ clauses }) =>
      clauses.flatMap(({ clause, rules }): Row[] => [
        { kind: 'clause', clause: clause.number },
        ...rules.map(({ id }): Row => ({ kind: 'rule', pack: pack.name, ruleId: id })),
      ]),
    ),
  )
}

export function rowKey(row: Row): string {
  return row.kind === 'clause' ? `clause ${row.clause}` : `rule ${row.pack} ${row.ruleId}`
}

/** The row that stands for what is open; null for what is no row. */
export function rowOf(opened: OpenedInRules | null): Row | null {
  switch (opened?.kind) {
    case 'clause':
    case 'rule':
      return opened
    case 'write':
      return opened.ruleId === null ? null : { kind: 'rule', pack: opened.pack, ruleId: opened.ruleId }
    default:
      return null
  }
}
