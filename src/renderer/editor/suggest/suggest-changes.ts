/**
 * 修订模式 in the editor: what is written becomes suggested changes while it is on. The engine beside this file does the
 * work without a page; here it is put between the page and the document.
 */
import { Extension, type Editor } from '@tiptap/core'
import { isHistoryTransaction } from '@tiptap/pm/history'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { ReplaceStep } from '@tiptap/pm/transform'
import type { EditorView } from '@tiptap/pm/view'
import {
  beginComposition,
  continueComposition,
  plainComposition,
  trackComposition,
  withoutStrayMarks,
  type Composition,
} from './composition'
import { deleteKey, deleteRange, type Direction } from './delete-key'
import { enterKey, insertSlice, typeText } from './enter-key'
import { resolveSuggestions, type Pick, type Verdict } from './resolve-suggestions'
import { trackTransaction, type Tracked } from './track-transaction'
import type { SuggestContext } from './tracking'

/** Who suggests. */
export interface Suggester {
  readonly editorId: string
  readonly name: string
}

interface SuggestStorage {
  /** Null while changes are made directly. */
  suggester: Suggester | null
  composition: Composition | null
  /** Counts compositions, so that what ends one ends only that. */
  compositions: number
  lastKey: string
}

declare module '@tiptap/core' {
  interface Storage {
    suggestChanges: SuggestStorage
  }
  interface EditorEvents {
    /** A change that cannot be a suggestion was not made. */
    suggestionRefused: undefined
    /** What an input method composed is settled: the document holds nothing that is still to be read. */
    compositionSettled: undefined
  }
}

const suggestKey = new PluginKey('suggest-changes')

const settledKey = 'suggestionsSettled'

/** Whether a transaction accepted or rejected suggestions. */
export function hasSettled(transaction: Transaction): boolean {
  return transaction.getMeta(settledKey) === true
}

/** Marks a transaction that is applied as it is in suggest mode too: loading, what is no change by a writer. */
export function untracked(transaction: Transaction): Transaction {
  return transaction.setMeta(suggestKey, true)
}

/** Whether an input method is writing: the document holds text that is not settled yet. */
export function isComposing(editor: Editor): boolean {
  return editor.storage.suggestChanges.composition !== null
}

/** Turns 修订模式 on for an editor of the desk, or off (null). */
export function setSuggester(editor: Editor, suggester: Suggester | null): void {
  settleComposition(editor)
  editor.storage.suggestChanges.suggester = suggester
}

/** Accepts or rejects suggestions as one step of the history. How many steps it took: none when nothing was picked. */
export function resolveIn(editor: Editor, verdict: Verdict, pick: Pick): number {
  settleComposition(editor)
  const tr = untracked(resolveSuggestions(editor.state, verdict, pick)).setMeta(settledKey, true)
  if (tr.docChanged) editor.view.dispatch(tr)
  return tr.steps.length
}

/**
 * Suggests other words for `[from, to)` in whatever mode: a replacement of its own that names the rule or the finding it
 * mends. False when the place cannot take it.
 */
export function suggestReplacement(
  editor: Editor,
  from: number,
  to: number,
  text: string,
  cause: Suggester & { readonly ruleId?: string; readonly findingId?: string },
): boolean {
  settleComposition(editor)
  const { editorId, name, ...why } = cause
  const tracked = typeText(editor.state, from, to, text.replaceAll(/\s*\n\s*/g, ' '), {
    ...contextOf({ editorId, name }),
    cause: why,
  })
  return apply(editor, tracked)
}

function contextOf({ editorId, name }: Suggester): SuggestContext {
  return { editorId, name, now: Date.now(), newSuggestionId: shortId, newBlockId: () => `n${shortId().slice(0, 12)}` }
}

/** Enough to be the only one in a document, and short, as it stands at every change. */
function shortId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 16)
}

function apply(editor: Editor, tracked: Tracked): boolean {
  if (tracked.kind === 'refused') {
    editor.emit('suggestionRefused', undefined)
    return false
  }
  editor.view.dispatch(untracked(tracked.tr))
  return true
}

/** Reads what an input method wrote, once it has ended. */
export function settleComposition(editor: Editor): void {
  const { storage } = editor
  const { composition, suggester } = storage.suggestChanges
  if (composition === null) return
  flush(editor.view)
  const complete = storage.suggestChanges.composition ?? composition
  storage.suggestChanges.composition = null
  const tracked: Tracked | null =
    suggester === null
      ? asTracked(plainComposition(editor.state, complete))
      : trackComposition(editor.state, complete, contextOf(suggester))
  if (tracked !== null) apply(editor, tracked)
  editor.emit('compositionSettled', undefined)
}

/**
 * After ProseMirror has read the last of a composition, which it does in a microtask of its own, and before anything else
 * happens: the next composition may begin at once.
 */
async function settleSoon(editor: Editor): Promise<void> {
  const ended = editor.storage.suggestChanges.compositions
  await Promise.resolve()
  await Promise.resolve()
  if (editor.storage.suggestChanges.compositions === ended && !editor.isDestroyed) settleComposition(editor)
}

function asTracked(tr: Transaction | null): Tracked | null {
  return tr === null ? null : { kind: 'tracked', tr }
}

/** Has the view read what the page already shows. ProseMirror has no public way to ask for it. */
function flush(view: EditorView): void {
  const { domObserver } = view as unknown as { readonly domObserver?: { flush(): void } }
  domObserver?.flush()
}

function passes(transaction: Transaction): boolean {
  return (
    !transaction.docChanged ||
    transaction.getMeta(suggestKey) === true ||
    isHistoryTransaction(transaction) ||
    // Tiptap's own way of loading a document.
    transaction.getMeta('preventUpdate') !== undefined
  )
}

export const suggestChanges = Extension.create<Record<string, never>, SuggestStorage>({
  name: 'suggestChanges',
  // Before the keys of plain editing.
  priority: 1000,

  addStorage: () => ({ suggester: null, composition: null, compositions: 0, lastKey: '' }),

  dispatchTransaction({ transaction, next }) {
    const { editor, storage } = this
    if (storage.composition !== null && transaction.docChanged) {
      storage.composition = continueComposition(storage.composition, transaction)
      next(transaction)
      return
    }
    if (passes(transaction)) {
      next(transaction)
      return
    }
    if (storage.suggester === null) {
      next(cleanTyping(transaction))
      return
    }
    const tracked = track(editor.state, transaction, contextOf(storage.suggester), storage.lastKey)
    if (tracked.kind === 'tracked') next(untracked(tracked.tr))
    else editor.emit('suggestionRefused', undefined)
  },

  addProseMirrorPlugins() {
    const { editor, storage } = this
    const context = (): SuggestContext | null => (storage.suggester === null ? null : contextOf(storage.suggester))
    return [
      new Plugin({
        key: suggestKey,
        props: {
          handleKeyDown(view, event) {
            storage.lastKey = event.key
            settleComposition(editor)
            const by = context()
            if (by !== null && view.editable && beginsComposition(event) && crossesBlocks(view.state)) {
              markSelection(view, by)
              return false
            }
            return by !== null && view.editable && handleKey(editor, event, by)
          },
          handleTextInput(view, from, to, text) {
            const by = context()
            if (by === null || storage.composition !== null || view.composing) return false
            storage.lastKey = ''
            apply(editor, typeText(view.state, from, to, text, by))
            return true
          },
          handlePaste(view, _event, slice) {
            const by = context()
            if (by === null) return false
            const { from, to } = view.state.selection
            apply(editor, insertSlice(view.state, from, to, slice, by))
            return true
          },
          handleDOMEvents: {
            compositionstart(view) {
              if (!view.editable) return false
              settleComposition(editor)
              const by = context()
              // The input method would write over the selection: it is marked first, and written behind.
              if (by !== null && !view.state.selection.empty) markSelection(view, by)
              storage.compositions += 1
              storage.composition = beginComposition(view.state)
              return false
            },
            compositionend() {
              void settleSoon(editor)
              return false
            },
            mousedown() {
              settleComposition(editor)
              return false
            },
            blur() {
              settleComposition(editor)
              return false
            },
          },
        },
      }),
    ]
  },
})

function markSelection(view: EditorView, context: SuggestContext): void {
  const { from, to } = view.state.selection
  view.dispatch(untracked(deleteRange(view.state, from, to, 'forward', context)))
}

/**
 * A letter that an input method takes. When it begins to write over several blocks it is too late to mark them: the page
 * has joined them already in its own way, and what it writes then is left behind.
 */
function beginsComposition(event: KeyboardEvent): boolean {
  const isLetter = /^Key[A-Z]$/.test(event.code)
  return event.keyCode === TAKEN_BY_INPUT_METHOD && isLetter && !event.ctrlKey && !event.metaKey && !event.altKey
}

/** What `keyCode` is of a key that an input method takes; there is no other sign of it in Chromium. */
const TAKEN_BY_INPUT_METHOD = 229

function crossesBlocks({ selection }: EditorState): boolean {
  return !selection.empty && !selection.$from.sameParent(selection.$to)
}

function track(state: EditorState, transaction: Transaction, context: SuggestContext, lastKey: string): Tracked {
  if (transaction.getMeta('uiEvent') === 'cut') {
    const { from, to } = state.selection
    return { kind: 'tracked', tr: deleteRange(state, from, to, 'forward', context) }
  }
  return trackTransaction(state, transaction, context, lastKey === 'Delete' ? 'behind' : 'before')
}

function handleKey(editor: Editor, event: KeyboardEvent, context: SuggestContext): boolean {
  if (event.isComposing || event.altKey) return false
  const isWord = event.ctrlKey || event.metaKey
  if (event.key === 'Backspace' || event.key === 'Delete') {
    const direction: Direction = event.key === 'Backspace' ? 'backward' : 'forward'
    const tr = deleteKey(editor.state, direction, context, isWord ? 'word' : 'character')
    if (tr !== null) editor.view.dispatch(untracked(tr))
    return true
  }
  if (event.key === 'Enter' && !isWord && !event.shiftKey) {
    apply(editor, enterKey(editor.state, context))
    return true
  }
  return false
}

/** Typed among suggested text without 修订模式: plain text, not part of what stands around it. */
function cleanTyping(transaction: Transaction): Transaction {
  for (const [index, step] of transaction.steps.entries()) {
    if (!(step instanceof ReplaceStep) || step.slice.size === 0) continue
    if (!step.slice.content.content.every((node) => node.isText)) continue
    const mapping = transaction.mapping.slice(index + 1)
    const from = mapping.map(step.from, -1)
    withoutStrayMarks(transaction, from, mapping.map(step.from + step.slice.size, 1))
  }
  return transaction
}
