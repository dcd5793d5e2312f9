/** The side panel's list for the review on screen: every item, what the filter shows of them, in the order it is listed. */
import { useDeskInfo } from '@renderer/state/use-desk-info'
import type { ReviewFinding } from '@shared/contract/contract'
import type { VersionBrief } from '@shared/domain/submission'
import type { ProjectedBlock } from '@shared/manuscript/projection'
import { useMemo } from 'react'
import { applyFilter, groupItems, type FilterContext, type Filtered, type PanelGroup } from './panel-filter'
import { panelItems, stateOf, type PanelItem, type PanelSuggestion } from './panel-items'
import { usePanelPrefs } from './panel-prefs'
import type { PlacedAnnotation } from './review-model'

export interface PanelList extends Filtered {
  readonly items: readonly PanelItem[]
  readonly byId: ReadonlyMap<string, PanelItem>
  readonly groups: readonly PanelGroup[]
  /** Ids in the order of the list: the stations of n and p. What is settled is one only when the filter asks for it. */
  readonly stations: readonly string[]
  readonly context: FilterContext
}

export function usePanelItems(
  blocks: readonly ProjectedBlock[],
  findings: readonly ReviewFinding[],
  placed: readonly PlacedAnnotation[],
  suggestions: readonly PanelSuggestion[],
  versions: readonly VersionBrief[],
  shownVersion: string,
): PanelList {
  const { filter, order } = usePanelPrefs()
  const me = useDeskInfo().data?.editor.id ?? ''
  const items = useMemo(
    () => panelItems(blocks, findings, placed, suggestions),
    [blocks, findings, placed, suggestions],
  )
  const context = useMemo(
    (): FilterContext => ({
      me,
      ordinals: new Map(versions.map(({ id, ordinal }) => [id, ordinal])),
      shown: shownVersion,
    }),
    [me, versions, shownVersion],
  )
  const filtered = useMemo(() => applyFilter(items, filter, context), [items, filter, context])
  const groups = useMemo(() => groupItems(filtered.shown, order, context), [filtered, order, context])
  const stations = useMemo(
    () =>
      groups
        .flatMap((group) => group.items)
        .filter((item) => stateOf(item) === 'open' || filter.state.includes(stateOf(item)))
        .map(({ id }) => id),
    [groups, filter],
  )
  const byId = useMemo(() => new Map(items.map((item) => [item.id, item])), [items])
  return { ...filtered, items, byId, groups, stations, context }
}
