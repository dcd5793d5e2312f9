/** Which items of the side panel are shown: facets that are combined, each with how many items it would show. Pure functions. */
import { stateOf, type PanelItem } from './panel-items'

export const facets = ['kind', 'state', 'audience', 'mention', 'person', 'level', 'rule', 'version'] as const
export type Facet = (typeof facets)[number]

/** The chosen values of each facet; of one without any, everything. */
export type PanelFilter = Readonly<Record<Facet, readonly string[]>>

export const noFilter: PanelFilter = {
  kind: [],
  state: [],
  audience: [],
  mention: [],
  person: [],
  level: [],
  rule: [],
  version: [],
}

/** The one value of 提到我. */
export const MENTIONS_ME = 'me'

export interface FilterContext {
  /** The id of the editor at this desk; empty while it is not known. */
  readonly me: string
  /** The ordinal of each version by its id. */
  readonly ordinals: ReadonlyMap<string, number>
  /** The version on screen, which findings and suggestions are of. */
  readonly shown: string
}

/** Who somebody is in a facet: an editor by id, anybody else by name. */
export function personKey(editorId: string | null, name: string): string {
  return editorId === null || editorId === '' ? `name ${name}` : editorId
}

/** What an item is in a facet. Some are several things (the persons of a thread), some nothing (the level of a comment). */
export function valuesOf(item: PanelItem, facet: Facet, context: FilterContext): readonly string[] {
  switch (facet) {
    case 'kind':
      return [item.kind]
    case 'state':
      return [stateOf(item)]
    case 'audience':
      return item.kind === 'comment' || item.kind === 'highlight' ? [item.placed.annotation.audience] : []
    case 'mention':
      return commentsOf(item).some(({ mentions }) => mentions.includes(context.me)) ? [MENTIONS_ME] : []
    case 'person':
      return [...new Set(peopleOf(item))]
    case 'level':
      return item.kind === 'finding' ? [item.finding.level] : []
    case 'rule':
      return ruleOf(item)
    default: {
      const ordinal = context.ordinals.get(versionOf(item, context))
      return ordinal === undefined ? [] : [String(ordinal)]
    }
  }
}

function commentsOf(item: PanelItem) {
  return item.kind === 'comment' || item.kind === 'highlight' ? item.placed.annotation.comments : []
}

function peopleOf(item: PanelItem): string[] {
  if (item.kind === 'suggestion') return [personKey(item.suggestion.editorId, item.suggestion.name)]
  return commentsOf(item).map(({ editorId, editorName }) => personKey(editorId, editorName))
}

function ruleOf(item: PanelItem): string[] {
  const rule =
    item.kind === 'finding'
      ? item.finding.ruleId
      : item.kind === 'suggestion'
        ? item.suggestion.ruleId
        : item.placed.annotation.ruleId
  return rule == null ? [] : [rule]
}

function versionOf(item: PanelItem, { shown }: FilterContext): string {
  return item.kind === 'comment' || item.kind === 'highlight' ? item.placed.annotation.versionId : shown
}

export function isFiltering(filter: PanelFilter): boolean {
  return facets.some((facet) => filter[facet].length > 0)
}

/** Switches one value of a facet on or off. */
export function toggled(filter: PanelFilter, facet: Facet, value: string): PanelFilter {
  const chosen = filter[facet]
  return {
    ...filter,
    [facet]: chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value],
  }
}

export interface Filtered {
  readonly shown: readonly PanelItem[]
  /** Of each facet's values how many items would be shown with that value alone, the other facets as they are. */
  readonly counts: Readonly<Record<Facet, ReadonlyMap<string, number>>>
}

/** One pass over the items: an item counts for a facet when nothing but that facet may hide it. */
export function applyFilter(items: readonly PanelItem[], filter: PanelFilter, context: FilterContext): Filtered {
  const counts = Object.fromEntries(facets.map((facet) => [facet, new Map<string, number>()])) as Record<
    Facet,
    Map<string, number>
  >
  const shown = items.filter((item) => {
    const values = facets.map((facet) => valuesOf(item, facet, context))
    const misses = facets.filter(
      (facet, at) => filter[facet].length > 0 && values[at]?.some((value) => filter[facet].includes(value)) !== true,
    )
    for (const [at, facet] of facets.entries()) {
      if (misses.length > 1 || (misses.length === 1 && misses[0] !== facet)) continue
      for (const value of values[at] ?? []) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1)
    }
    return misses.length === 0
  })
  return { shown, counts }
}

/** A filter as it was remembered: what is no filter any more is left out. */
export function rememberedFilter(kept: unknown): PanelFilter {
  const known = typeof kept === 'object' && kept !== null ? (kept as Readonly<Record<string, unknown>>) : {}
  return Object.fromEntries(
    facets.map((facet) => {
      const values = known[facet]
      return [facet, Array.isArray(values) ? values.filter((value) => typeof value === 'string') : []]
    }),
  ) as unknown as PanelFilter
}

export const panelOrders = ['text', 'kind', 'clause', 'person'] as const
export type PanelOrder = (typeof panelOrders)[number]

export interface PanelGroup {
  /** A state (`text`), a kind, a clause's number or a person; empty for what has none. */
  readonly key: string
  readonly items: readonly PanelItem[]
}

/** Items in groups, each in the order of the text: by state in the order of the text, or by what they are. */
export function groupItems(items: readonly PanelItem[], order: PanelOrder, context: FilterContext): PanelGroup[] {
  const groups = new Map<string, PanelItem[]>()
  for (const item of items) {
    const key = groupKey(item, order, context)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  const entries = [...groups].map(([key, found]) => ({ key, items: found }))
  const ranks: readonly string[] = order === 'text' ? ['open', 'lost', 'settled'] : kindOrder
  if (order === 'text' || order === 'kind')
    return entries.toSorted((a, b) => ranks.indexOf(a.key) - ranks.indexOf(b.key))
  return entries.toSorted((a, b) => rank(a.key) - rank(b.key) || a.key.localeCompare(b.key, 'zh-CN', { numeric: true }))
}

const kindOrder = ['comment', 'highlight', 'suggestion', 'finding']

/** The convention's clauses come first, what has no group last. */
function rank(key: string): number {
  return key === '' ? 2 : /^\d/.test(key) ? 0 : 1
}

function groupKey(item: PanelItem, order: PanelOrder, context: FilterContext): string {
  switch (order) {
    case 'text':
      return stateOf(item)
    case 'kind':
      return item.kind
    case 'person':
      return valuesOf(item, 'person', context)[0] ?? ''
    default:
      if (item.kind === 'finding') return item.finding.clause
      return item.kind === 'suggestion' ? '' : (item.placed.annotation.clause ?? '')
  }
}
