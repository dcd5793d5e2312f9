/** Rule packs as the page shows them: clauses by item, with their rules, narrowed by a query. Pure. */
import type { Clause } from '@shared/domain/compliance'
import type { ListedPack, ListedRule } from '@shared/domain/rules'

export interface OutlineClause {
  readonly packName: string
  readonly packTitle: string
  readonly clause: Clause
  readonly rules: readonly ListedRule[]
}

/** One item of a pack: `7. 文章标题党` with its sub-items. */
export interface OutlineItem {
  /** `7`, `ad-law/9`. */
  readonly number: string
  readonly name: string
  readonly clauses: readonly OutlineClause[]
}

export interface OutlinePack {
  readonly pack: ListedPack
  readonly items: readonly OutlineItem[]
}

/** `found`: ids of rules that look for the query, as the core knows; their clauses are shown as well. */
export function outline(
  packs: readonly ListedPack[],
  query: string,
  found: ReadonlySet<string> = new Set(),
): readonly OutlinePack[] {
  const words = query.trim().toLowerCase().split(/\s+/u).filter(Boolean)
  // The house's own convention has the most clauses and is what editors look for.
  const ordered = packs.toSorted((a, b) => b.clauses.length - a.clauses.length)
  return ordered.flatMap((pack) => {
    const items = itemsOf(pack, words, found)
    return items.length > 0 || words.length === 0 ? [{ pack, items }] : []
  })
}

export function clausesOf(outlined: readonly OutlinePack[]): readonly OutlineClause[] {
  return outlined.flatMap(({ items }) => items.flatMap(({ clauses }) => clauses))
}

function itemsOf(pack: ListedPack, words: readonly string[], found: ReadonlySet<string>): readonly OutlineItem[] {
  const rulesOf = new Map<string, ListedRule[]>()
  for (const rule of pack.rules) {
    const rules = rulesOf.get(rule.clause)
    if (rules === undefined) rulesOf.set(rule.clause, [rule])
    else rules.push(rule)
  }
  const items = new Map<string, { name: string; clauses: OutlineClause[] }>()
  for (const clause of pack.clauses) {
    const rules = rulesOf.get(clause.number) ?? []
    const shown = shownRules(clause, rules, words, found)
    if (shown === null) continue
    const number = itemNumber(clause.number)
    const item = items.get(number) ?? { name: clause.item, clauses: [] }
    item.clauses.push({ packName: pack.name, packTitle: pack.title, clause, rules: shown })
    items.set(number, item)
  }
  return [...items].map(([number, item]) => ({ number, ...item }))
}

/** The rules of a clause that a query leaves: all of them when the clause says it; null when neither does. */
function shownRules(
  clause: Clause,
  rules: readonly ListedRule[],
  words: readonly string[],
  found: ReadonlySet<string>,
): readonly ListedRule[] | null {
  if (words.length === 0) return rules
  const says = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word))
  const ofClause = `${clause.number}\n${clause.item}\n${clause.text}\n${clause.human}`
  if (says(ofClause)) return rules
  const saying = rules.filter(({ id, message }) => found.has(id) || says(`${ofClause}\n${id}\n${message}`))
  return saying.length > 0 ? saying : null
}

/** `links/4` is 4 under the title of its own pack. */
export function shortNumber(clause: string): string {
  return clause.slice(clause.lastIndexOf('/') + 1)
}

function itemNumber(clause: string): string {
  return clause.split('.')[0] ?? clause
}
