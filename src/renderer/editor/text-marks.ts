/**
 * Spans in the text (findings, comments, highlights) as ProseMirror decorations: built when the spans
 * change, mapped through every other transaction, never rebuilt for a key or a click.
 */
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

export type TextMarkKind = 'error' | 'warning' | 'note' | 'comment' | 'highlight'

/** A span between two document positions. */
export interface TextMark {
  readonly id: string
  readonly kind: TextMarkKind
  readonly from: number
  readonly to: number
  /** The look of a highlight: each differs in its line as well as in its colour. */
  readonly tone?: string
  /** Said when the pointer rests on it. */
  readonly title?: string
}

interface MarksState {
  readonly marks: DecorationSet
  /** The selected mark alone, so that selecting touches nothing else. */
  readonly emphasis: DecorationSet
  readonly activeId: string | null
  /** Counts how often they were drawn anew. */
  readonly drawn: number
}

type Change =
  | { readonly type: 'marks'; readonly marks: readonly TextMark[] }
  | { readonly type: 'active'; readonly id: string | null }

export const textMarksKey = new PluginKey<MarksState>('text-marks')

const nothing: MarksState = { marks: DecorationSet.empty, emphasis: DecorationSet.empty, activeId: null, drawn: 0 }

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

function emphasise(state: EditorState | Transaction, marks: DecorationSet, id: string | null): DecorationSet {
  if (id === null) return DecorationSet.empty
  const found = marks.find(undefined, undefined, (spec) => spec['markId'] === id)
  return DecorationSet.create(
    state.doc,
    found.map(({ from, to }) => Decoration.inline(from, to, { nodeName: 'span', class: 'mark-active' })),
  )
}

function next(transaction: Transaction, before: MarksState): MarksState {
  const mapped = transaction.docChanged
    ? {
        ...before,
        marks: before.marks.map(transaction.mapping, transaction.doc),
        emphasis: before.emphasis.map(transaction.mapping, transaction.doc),
      }
    : before
  const change = transaction.getMeta(textMarksKey) as Change | undefined
  if (change === undefined) return mapped
  if (change.type === 'active') {
    return { ...mapped, activeId: change.id, emphasis: emphasise(transaction, mapped.marks, change.id) }
  }
  const marks = decorate(transaction, change.marks)
  return { ...mapped, drawn: before.drawn + 1, marks, emphasis: emphasise(transaction, marks, mapped.activeId) }
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
        view: () => ({
          update({ state }, before) {
            const drawn = textMarksKey.getState(state)?.drawn ?? 0
            if (drawn !== textMarksKey.getState(before)?.drawn) editor.emit('marksDrawn', drawn)
          },
        }),
        props: {
          decorations(state) {
            const own = textMarksKey.getState(state)
            if (own === undefined) return null
            return own.activeId === null ? own.marks : own.marks.add(state.doc, own.emphasis.find())
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
