/**
 * Spans in the text (findings, comments, highlights) as ProseMirror decorations: built when the spans
 * change, mapped through every other transaction, never rebuilt for a key or a click. Of many, only those near what is seen
 * are in the page (see marks-in-view.ts); all of them can be asked for.
 */
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { assertNever } from '@shared/domain/result'
import type { TextRange } from './blocks-on-screen'
import { watchView } from './marks-in-view'

export type TextMarkKind = 'error' | 'warning' | 'note' | 'comment' | 'highlight'

/** A span between two document positions. */
export interface TextMark {
  readonly id: string
  readonly kind: TextMarkKind
  readonly from: number
  readonly to: number
  /** The places are of the text as it was typed up to this step; absent: of the recorded text. */
  readonly typed?: number
  /** The look of a highlight: each differs in its line as well as in its colour. */
  readonly tone?: string
  /** Said when the pointer rests on it. */
  readonly title?: string
}

interface MarksState {
  readonly marks: DecorationSet
  /** Those of them that are in the page: all of a few, of many those near what is seen. */
  readonly shown: DecorationSet
  readonly many: boolean
  /** What is near enough to be seen, as far as is known. */
  readonly within: TextRange
  /** The selected mark alone, so that selecting touches nothing else. */
  readonly emphasis: DecorationSet
  readonly activeId: string | null
  /** Counts how often they were drawn anew. */
  readonly drawn: number
}

type Change =
  | { readonly type: 'marks'; readonly marks: readonly TextMark[] }
  | { readonly type: 'active'; readonly id: string | null }
  | { readonly type: 'within'; readonly within: TextRange }

export const textMarksKey = new PluginKey<MarksState>('text-marks')

/** So many are drawn wherever they lie. */
const FEW = 200

/** A text is read from its beginning, so this much is near before anybody looked. */
const FIRST_SEEN: TextRange = { from: 0, to: 3_000 }

const nothing: MarksState = {
  marks: DecorationSet.empty,
  shown: DecorationSet.empty,
  many: false,
  within: FIRST_SEEN,
  emphasis: DecorationSet.empty,
  activeId: null,
  drawn: 0,
}

function isFinding(kind: TextMarkKind): boolean {
  return kind !== 'comment' && kind !== 'highlight'
}

function decorate(state: EditorState | Transaction, marks: readonly TextMark[]): DecorationSet {
  const size = state.doc.content.size
  return DecorationSet.create(
    state.doc,
    marks
      .filter((mark) => mark.from < mark.to && mark.to <= size)
      .map((mark) =>
        Decoration.inline(
          mark.from,
          mark.to,
          {
            nodeName: 'span',
            class: `mark mark-${mark.kind}`,
            'data-mark-id': mark.id,
            ...(mark.tone !== undefined && { 'data-tone': mark.tone }),
            ...(mark.title !== undefined && { title: mark.title }),
            ...(isFinding(mark.kind)
              ? { 'data-testid': 'finding-mark', 'data-finding-id': mark.id }
              : { 'data-testid': 'annotation-mark' }),
          },
          { markId: mark.id, kind: mark.kind },
        ),
      ),
  )
}

/** Those marks that are to be in the page. */
function seenOf({ doc }: EditorState | Transaction, marks: DecorationSet, many: boolean, { from, to }: TextRange) {
  return many ? DecorationSet.create(doc, marks.find(from, Math.min(to, doc.content.size))) : marks
}

function emphasise(state: EditorState | Transaction, marks: DecorationSet, id: string | null): DecorationSet {
  if (id === null) return DecorationSet.empty
  const found = marks.find(undefined, undefined, (spec) => spec['markId'] === id)
  return DecorationSet.create(
    state.doc,
    found.map(({ from, to }) =>
      Decoration.inline(from, to, { nodeName: 'span', class: 'mark-active', 'data-active-mark': id }),
    ),
  )
}

function mapped(before: MarksState, { mapping, doc }: Transaction): MarksState {
  const marks = before.marks.map(mapping, doc)
  return {
    ...before,
    marks,
    shown: before.many ? before.shown.map(mapping, doc) : marks,
    within: { from: mapping.map(before.within.from, -1), to: mapping.map(before.within.to, 1) },
    emphasis: before.emphasis.map(mapping, doc),
  }
}

function next(transaction: Transaction, before: MarksState): MarksState {
  const state = transaction.docChanged ? mapped(before, transaction) : before
  const change = transaction.getMeta(textMarksKey) as Change | undefined
  switch (change?.type) {
    case undefined:
      return state
    case 'active':
      return { ...state, activeId: change.id, emphasis: emphasise(transaction, state.marks, change.id) }
    case 'within':
      return { ...state, within: change.within, shown: seenOf(transaction, state.marks, state.many, change.within) }
    case 'marks': {
      const marks = decorate(transaction, change.marks)
      const many = change.marks.length > FEW
      return {
        ...state,
        marks,
        many,
        shown: seenOf(transaction, marks, many, state.within),
        emphasis: emphasise(transaction, marks, state.activeId),
        drawn: before.drawn + 1,
      }
    }
    default:
      return assertNever(change)
  }
}

/** The marks at a position, as they lie now. */
export function marksAt(state: EditorState, position: number): string[] {
  const marks = textMarksKey.getState(state)?.marks
  return (marks?.find(position, position) ?? []).map((found) => String(found.spec['markId']))
}

/** Where each mark lies now, in the order of the text. */
export function placedMarks(state: EditorState): TextMark[] {
  return marksBetween(state, 0, state.doc.content.size)
}

/** The marks that touch a part of the document, as they lie now, in the order of the text. */
export function marksBetween(state: EditorState, from: number, to: number): TextMark[] {
  const marks = textMarksKey.getState(state)?.marks
  return (marks?.find(from, to) ?? [])
    .map(({ from, to, spec }) => ({ id: String(spec['markId']), kind: spec['kind'] as TextMarkKind, from, to }))
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
}

export function setMarks(state: EditorState, marks: readonly TextMark[]): Transaction {
  return state.tr.setMeta(textMarksKey, { type: 'marks', marks } satisfies Change)
}

export function setActiveMark(state: EditorState, id: string | null): Transaction {
  return state.tr.setMeta(textMarksKey, { type: 'active', id } satisfies Change)
}

declare module '@tiptap/core' {
  interface EditorEvents {
    /** Someone clicked on text: the marks that lie there, none for plain text. */
    pickMarks: readonly string[]
    /** The marks were drawn anew. */
    marksDrawn: number
  }
}

export const textMarks = Extension.create({
  name: 'textMarks',
  addProseMirrorPlugins() {
    const { editor } = this
    return [
      new Plugin<MarksState>({
        key: textMarksKey,
        state: { init: () => nothing, apply: next },
        view: (view) => {
          const watch = watchView(
            view,
            () => {
              const own = textMarksKey.getState(view.state)
              return own?.many === true ? own.within : null
            },
            (within) => view.dispatch(view.state.tr.setMeta(textMarksKey, { type: 'within', within } satisfies Change)),
          )
          return {
            update({ state }, before) {
              const drawn = textMarksKey.getState(state)?.drawn ?? 0
              if (drawn === textMarksKey.getState(before)?.drawn) return
              editor.emit('marksDrawn', drawn)
              watch.look()
            },
            destroy: watch.stop,
          }
        },
        props: {
          decorations(state) {
            const own = textMarksKey.getState(state)
            if (own === undefined) return null
            return own.activeId === null ? own.shown : own.shown.add(state.doc, own.emphasis.find())
          },
          handleClick(view, position, event) {
            // What is drawn next must not put the caret back to where it was before the click.
            if (view.editable && !event.shiftKey) {
              const $at = view.state.doc.resolve(position)
              view.dispatch(view.state.tr.setSelection(TextSelection.near($at)))
            }
            // A click that ends a selection by dragging is no choice of a mark.
            if (view.state.selection.empty) editor.emit('pickMarks', marksAt(view.state, position))
            return false
          },
        },
      }),
    ]
  },
})
