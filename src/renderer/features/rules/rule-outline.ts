/** Rule packs as the page shows them: clauses by item, with their rules, narrowed by a query. Pure. */
import type { Clause, RulePackSummary } from '@shared/domain/compliance'

export type RuleSummary = RulePackSummary['rules'][number]

export interface OutlineClause {
  readonly packTitle: string
  readonly clause: Clause
  readonly rules: readonly RuleSummary[]
}

/** One item of a pack: `7. 文章标题党` with its sub-items. */
export interface OutlineItem {
  /** `7`, `ad-law/9`. */
  readonly number: string
  readonly name: string
  readonly clauses: readonly OutlineClause[]
}

export interface OutlinePack {
  readonly pack: RulePackSummary
  readonly items: readonly OutlineItem[]
}

export function outline(packs: readonly RulePackSummary[], query: string): readonly OutlinePack[] {
  const words = query.trim().toLowerCase().split(/\s+/u).filter(Boolean)
  // The house's own convention has the most clauses and is what editors look for.
  const ordered = packs.toSorted((a, b) => b.clauses.length - a.clauses.length)
  return ordered.flatMap((pack) => {
    const items = itemsOf(pack, words)
    return items.length > 0 ? [{ pack, items }] : []
  })
}

export function clausesOf(outlined: readonly OutlinePack[]): readonly OutlineClause[] {
  return outlined.flatMap(({ items }) => items.flatMap(({ clauses }) => clauses))
}

function itemsOf(pack: RulePackSummary, words: readonly string[]): readonly OutlineItem[] {
  const items = new Map<string, { name: string; clauses: OutlineClause[] }>()
  for (const clause of pack.clauses) {
    const rules = pack.rules.filter((rule) => rule.clause === clause.number)
    if (!says(clause, rules, words)) continue
    const number = itemNumber(clause.number)
    const item = items.get(number) ?? { name: clause.item, clauses: [] }
    item.clauses.push({ packTitle: pack.title, clause, rules })
    items.set(number, item)
  }
  return [...items].map(([number, item]) => ({ number, ...item }))
}

/** Every word of the query, anywhere in the clause or its rules. */
function says(clause: Clause, rules: readonly RuleSummary[], words: readonly string[]): boolean {
  if (words.length === 0) return true
  const text = [
    clause.number,
    clause.item,
    clause.text,
    clause.human,
    ...rules.flatMap(({ id, message, reason, suggestion, hits, misses }) => [
      id,
      message,
      reason,
      suggestion,
      ...hits,
      ...misses,
    ]),
  ]
    .join('\n')
    .toLowerCase()
  return words.every((word) => text.includes(word))
}

/** `links/4` is 4 under the title of its own pack. */
export function shortNumber(clause: string): string {
  return clause.slice(clause.lastIndexOf('/') + 1)
}

function itemNumber(clause: string): string {
  return clause.split('.')[0] ?? clause
}
