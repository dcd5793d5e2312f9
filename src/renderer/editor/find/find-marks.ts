/** What was looked for, in the text: drawn when it was found, mapped through everything else. */
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

/** A match between two document positions, and what it would become. */
export interface FoundRange {
  readonly from: number
  readonly to: number
  readonly replacement: string
}

interface FindState {
  readonly matches: DecorationSet
  readonly active: DecorationSet
}

type Change =
  | { readonly type: 'matches'; readonly matches: readonly FoundRange[] }
  | { readonly type: 'active'; readonly range: { readonly from: number; readonly to: number } | null }

const key = new PluginKey<FindState>('find')
const nothing: FindState = { matches: DecorationSet.empty, active: DecorationSet.empty }

export function setFound(state: EditorState, matches: readonly FoundRange[]): Transaction {
  return state.tr.setMeta(key, { type: 'matches', matches } satisfies Change)
}

export function setFoundActive(state: EditorState, range: { readonly from: number; readonly to: number } | null) {
  return state.tr.setMeta(key, { type: 'active', range } satisfies Change)
}

/** The matches as they lie now, in the order of the text. */
export function foundRanges(state: EditorState): FoundRange[] {
  return (key.getState(state)?.matches.find() ?? [])
    .map(({ from, to, spec }) => ({ from, to, replacement: String(spec['replacement']) }))
    .toSorted((a, b) => a.from - b.from)
}

function next(transaction: Transaction, before: FindState): FindState {
  const mapped = transaction.docChanged
    ? {
        matches: before.matches.map(transaction.mapping, transaction.doc),
        active: before.active.map(transaction.mapping, transaction.doc),
      }
    : before
  const change = transaction.getMeta(key) as Change | undefined
  if (change === undefined) return mapped
  if (change.type === 'active') {
    const { range } = change
    const active =
      range === null || range.from >= range.to
        ? DecorationSet.empty
        : DecorationSet.create(transaction.doc, [
            Decoration.inline(range.from, range.to, { class: 'found-active', 'data-testid': 'found-active' }),
          ])
    return { ...mapped, active }
  }
  const decorations = change.matches.map(({ from, to, replacement }) =>
    Decoration.inline(from, to, { class: 'found' }, { replacement }),
  )
  return { matches: DecorationSet.create(transaction.doc, decorations), active: DecorationSet.empty }
}

export const findMarks = Extension.create({
  name: 'findMarks',
  addProseMirrorPlugins: () => [
    new Plugin<FindState>({
      key,
      state: { init: () => nothing, apply: next },
      props: {
        decorations(state) {
          const own = key.getState(state)
          return own === undefined ? null : own.matches.add(state.doc, own.active.find())
        },
      },
    }),
  ],
})
