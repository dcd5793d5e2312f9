/** How each editor likes the side panel: filter, order, who comments are for, own labels and phrases. Survives a restart. */
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { annotationAudienceSchema, LABEL_MAX, type AnnotationAudience } from '@shared/domain/annotation'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { noFilter, panelOrders, rememberedFilter, type PanelFilter, type PanelOrder } from './panel-filter'

export interface PanelPrefs {
  readonly filter: PanelFilter
  readonly order: PanelOrder
  /** Whom the last comment was for: the next one begins so. */
  readonly audience: AnnotationAudience
  /** The label of the last highlight; empty for none. */
  readonly label: string
  /** Labels that this editor made up, the newest first. */
  readonly ownLabels: readonly string[]
  /** 常用语 of this editor, the newest first. */
  readonly phrases: readonly string[]
}

/** Own labels and phrases that are kept. */
export const OWN_MAX = 20
/** Characters of a phrase. */
export const PHRASE_MAX = 500

export const usualPrefs: PanelPrefs = {
  filter: noFilter,
  order: 'text',
  audience: 'author',
  label: '',
  ownLabels: [],
  phrases: [],
}

interface PrefsState {
  readonly byEditor: Readonly<Record<string, PanelPrefs>>
  change(editorId: string, change: Partial<PanelPrefs>): void
}

export const usePanelPrefsStore = create<PrefsState>()(
  persist(
    (set) => ({
      byEditor: {},
      change: (editorId, change) =>
        set(({ byEditor }) => ({
          byEditor: { ...byEditor, [editorId]: { ...(byEditor[editorId] ?? usualPrefs), ...change } },
        })),
    }),
    {
      name: 'tougao.panel',
      version: 1,
      merge: (kept, current) => ({ ...current, byEditor: rememberedPrefs(kept) }),
    },
  ),
)

/** What was kept, as far as it still means something. */
export function rememberedPrefs(kept: unknown): Readonly<Record<string, PanelPrefs>> {
  const byEditor = record(record(kept)['byEditor'])
  return Object.fromEntries(
    Object.entries(byEditor).map(([editorId, value]) => {
      const prefs = record(value)
      const audience = annotationAudienceSchema.safeParse(prefs['audience'])
      const known: PanelPrefs = {
        filter: rememberedFilter(prefs['filter']),
        order: panelOrders.find((order) => order === prefs['order']) ?? usualPrefs.order,
        audience: audience.success ? audience.data : usualPrefs.audience,
        label: typeof prefs['label'] === 'string' ? prefs['label'].slice(0, LABEL_MAX) : '',
        ownLabels: words(prefs['ownLabels'], LABEL_MAX),
        phrases: words(prefs['phrases'], PHRASE_MAX),
      }
      return [editorId, known]
    }),
  )
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

function words(value: unknown, longest: number): string[] {
  const list = Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
  return list.filter((each) => each !== '' && each.length <= longest).slice(0, OWN_MAX)
}

/** The own ones with a new one in front, each once, the oldest dropped. */
export function withOwn(own: readonly string[], added: string): readonly string[] {
  return [added, ...own.filter((each) => each !== added)].slice(0, OWN_MAX)
}

/** The preferences of the editor at this desk. */
export function usePanelPrefs(): PanelPrefs & { readonly change: (change: Partial<PanelPrefs>) => void } {
  const editorId = useDeskInfo().data?.editor.id ?? ''
  const prefs = usePanelPrefsStore((state) => state.byEditor[editorId]) ?? usualPrefs
  return { ...prefs, change: (change) => usePanelPrefsStore.getState().change(editorId, change) }
}
