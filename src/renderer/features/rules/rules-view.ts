/** What is open on the rules page. The clause or rule survives a restart; other pages can point at one. */
import type { PlainRule } from '@shared/domain/rules'
import { useViewState } from '@renderer/state/view-state'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export type OpenedInRules =
  | { readonly kind: 'clause'; readonly clause: string }
  | { readonly kind: 'rule'; readonly pack: string; readonly ruleId: string }
  /** A rule is written: in the place of `ruleId`, or a new one. */
  | { readonly kind: 'write'; readonly pack: string; readonly ruleId: string | null }
  | { readonly kind: 'changelog' | 'text' | 'update'; readonly pack: string }
  | { readonly kind: 'new-pack' }
  | { readonly kind: 'allow-list' }

interface RulesView {
  readonly opened: OpenedInRules | null
  /** What was written and not saved, by `draftKey`: looking at another rule loses nothing. */
  readonly drafts: Readonly<Record<string, PlainRule>>
  /** The same for packs written as text, by name. */
  readonly texts: Readonly<Record<string, string>>
  open(opened: OpenedInRules): void
  keepDraft(key: string, rule: PlainRule | null): void
  keepText(pack: string, yaml: string | null): void
}

function withMember<T>(all: Readonly<Record<string, T>>, key: string, value: T | null): Record<string, T> {
  const { [key]: _, ...others } = all
  return value === null ? others : { ...others, [key]: value }
}

export const useRulesView = create<RulesView>()(
  persist(
    (set) => ({
      opened: null,
      drafts: {},
      texts: {},
      open: (opened) => set({ opened }),
      keepDraft: (key, rule) => set(({ drafts }) => ({ drafts: withMember(drafts, key, rule) })),
      keepText: (pack, yaml) => set(({ texts }) => ({ texts: withMember(texts, pack, yaml) })),
    }),
    {
      name: 'tougao.rules',
      version: 2,
      // Of an older version only the place was kept, which is not worth taking over.
      migrate: () => ({ opened: null }),
      partialize: ({ opened }) => ({
        opened: opened?.kind === 'clause' || opened?.kind === 'rule' ? opened : null,
      }),
    },
  ),
)

export function draftKey(pack: string, ruleId: string | null): string {
  return `${pack} ${ruleId ?? '+'}`
}

/** Goes to the rules page at a clause. */
export function openClause(clause: string): void {
  openInRules({ kind: 'clause', clause })
}

/** Goes to the rules page at something of it. */
export function openInRules(opened: OpenedInRules): void {
  useRulesView.getState().open(opened)
  useViewState.getState().set({ page: 'rules' })
}
