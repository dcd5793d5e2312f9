/**
 * A transaction as an editor or a command made it, turned into one that suggests the same: its steps are read as what
 * they meant (delete this, insert that, format, change the block's type) and done again with marks.
 *
 * Only what a change touches is read. Pasted blocks and whatever else is not plain typing is checked afterwards: it must
 * leave the base as it was, or the whole transaction is refused.
 */
import { isSuggestion, projectDocument } from '@shared/manuscript/projection'
import { Slice, type Node } from '@tiptap/pm/model'
import { Selection, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import {
  AddMarkStep,
  AddNodeMarkStep,
  AttrStep,
  DocAttrStep,
  Mapping,
  RemoveMarkStep,
  RemoveNodeMarkStep,
  ReplaceAroundStep,
  ReplaceStep,
  type Step,
} from '@tiptap/pm/transform'
import { formatTracked, retypeTracked } from './reformat'
import { withoutSuggestions } from './insert-slice'
import { replaceTracked } from './replace-range'
import { Tracking, type SuggestContext } from './tracking'

/** `refused`: it would change what cannot be a suggestion (lists, quotes, tables, code); nothing is done. */
export type Tracked = { readonly kind: 'tracked'; readonly tr: Transaction } | { readonly kind: 'refused' }

/** Where the caret goes when text was deleted: before it (Backspace, the default) or behind it (Delete). */
export type CaretSide = 'before' | 'behind'

export function trackTransaction(
  state: EditorState,
  original: Transaction,
  context: SuggestContext,
  side: CaretSide = 'before',
): Tracked {
  const [from, to] = reachOf(original)
  const tracking = new Tracking(state.tr, context, from, to)
  const { tr } = tracking
  const places = new Places(original, tr)
  const isDropped = original.getMeta('uiEvent') === 'drop' || original.getMeta('uiEvent') === 'paste'
  for (const [index, step] of original.steps.entries()) {
    const done = trackStep(tracking, step, original.docs[index] ?? original.before, places.at(index), isDropped)
    if (!done) return { kind: 'refused' }
    places.done(index)
  }
  // One step of typing is right by construction; what came in several is looked at as a whole.
  if (original.steps.length > 1 && !projectDocument(state.doc, 'base').eq(projectDocument(tr.doc, 'base'))) {
    return { kind: 'refused' }
  }
  tracking.record()
  carryOver(original, tr)
  select(original, tr, places.at(original.steps.length), side)
  return { kind: 'tracked', tr }
}

/** The first and the last position of the old document that the transaction touches. */
function reachOf(original: Transaction): [number, number] {
  const first = original.steps[0]
  const json = (first?.toJSON() ?? {}) as { from?: unknown; to?: unknown; pos?: unknown }
  const from = json.from ?? json.pos
  const to = json.to ?? from
  const { size } = original.before.content
  const inside = (value: unknown): number => (typeof value === 'number' ? Math.min(Math.max(value, 0), size) : 0)
  return [inside(from), inside(to)]
}

type Place = (position: number, assoc: -1 | 1) => number

/** From positions in the original's documents to the same places in the tracked one. */
class Places {
  private readonly original: Transaction
  private readonly tr: Transaction
  /** For each step of the original: the tracked step that put the same content in. */
  private readonly twins = new Map<number, number>()
  private counted = 0

  constructor(original: Transaction, tr: Transaction) {
    this.original = original
    this.tr = tr
  }

  /** Positions of the document before a step of the original. */
  at(index: number): Place {
    const mapping = new Mapping()
    for (let back = index - 1; back >= 0; back -= 1) {
      const map = this.original.mapping.maps[back]
      if (map !== undefined) mapping.appendMap(map.invert())
    }
    const twinOf = new Map([...this.twins].map(([step, twin]) => [twin, index - 1 - step]))
    for (const [at, map] of this.tr.mapping.maps.entries()) mapping.appendMap(map, twinOf.get(at))
    return (position, assoc) => mapping.map(position, assoc)
  }

  /** Finds the step that did the inserting, for what later steps do to the inserted. */
  done(index: number): void {
    const step = this.original.steps[index]
    const size = step instanceof ReplaceStep ? step.slice.size : 0
    const { steps } = this.tr
    const twin = steps.findLastIndex(
      (each, at) =>
        at >= this.counted && each instanceof ReplaceStep && each.from === each.to && each.slice.size === size,
    )
    if (size > 0 && twin >= 0) this.twins.set(index, twin)
    this.counted = steps.length
  }
}

function trackStep(tracking: Tracking, step: Step, before: Node, place: Place, isDropped: boolean): boolean {
  const { tr } = tracking
  if (step instanceof ReplaceStep) return trackReplace(tracking, step, place, isDropped)
  if (step instanceof ReplaceAroundStep) return trackAround(tracking, step, before, place)
  if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) {
    if (isSuggestion(step.mark)) return false
    const change = step instanceof AddMarkStep ? 'add' : 'remove'
    formatTracked(tracking, place(step.from, 1), place(step.to, -1), step.mark, change)
    return true
  }
  if (step instanceof AttrStep) return trackAttribute(tracking, step, place)
  if (step instanceof DocAttrStep || step instanceof AddNodeMarkStep || step instanceof RemoveNodeMarkStep) return false
  throw new Error(`cannot track a ${step.constructor.name}; ${tr.steps.length} steps done`)
}

function trackReplace(tracking: Tracking, step: ReplaceStep, place: Place, isDropped: boolean): boolean {
  const isInsertion = step.from === step.to
  const from = place(step.from, isInsertion ? -1 : 1)
  const to = isInsertion ? from : Math.max(from, place(step.to, -1))
  // What is dropped here was deleted where it comes from, if it was; what is typed only stands among the deleted.
  const inserted = !isInsertion && isEmptyShell(step.slice) ? Slice.empty : step.slice
  const slice = isDropped ? inserted : withoutSuggestions(inserted)
  if (cutsCells(tracking.tr.doc, from)) return false
  return replaceTracked(tracking, from, to, slice).kind === 'inserted'
}

/** Whether a place is between rows of a table in which a cell covers several: taking out a row would take it apart. */
function cutsCells(doc: Node, pos: number): boolean {
  const { parent } = doc.resolve(pos)
  if (parent.type.name !== 'table') return false
  return parent.children.some((row) => row.children.some((cell) => Number(cell.attrs['rowspan']) > 1))
}

/** What a deletion over blocks of different depth puts in to close them: there is nothing in it. */
function isEmptyShell({ content }: Slice): boolean {
  let isEmpty = true
  content.descendants((node) => {
    if (node.isLeaf) isEmpty = false
  })
  return isEmpty
}

function trackAround(tracking: Tracking, step: ReplaceAroundStep, before: Node, place: Place): boolean {
  const node = before.nodeAt(step.from)
  const shell = step.slice.content.firstChild
  const isRetype =
    step.insert === 1 &&
    step.slice.content.childCount === 1 &&
    shell !== null &&
    shell.content.size === 0 &&
    step.gapFrom === step.from + 1 &&
    step.gapTo === step.to - 1 &&
    node?.nodeSize === step.to - step.from
  if (isRetype && node.isTextblock && shell.isTextblock) {
    const at = place(step.from, 1)
    return node.sameMarkup(shell) || retypeTracked(tracking, at, shell.type, shell.attrs)
  }
  // How a deletion over blocks of different depth moves what is left of the last one.
  const $end = before.resolve(step.gapTo)
  const movesRest = $end.parent.isTextblock && step.gapTo === $end.end() && step.gapFrom > step.from
  if (!movesRest || step.slice.content.textBetween(0, step.insert, '\n') !== '') return false
  return replaceTracked(tracking, place(step.from, 1), place(step.gapFrom, -1), Slice.empty).kind === 'inserted'
}

function trackAttribute(tracking: Tracking, step: AttrStep, place: Place): boolean {
  const { tr } = tracking
  const at = place(step.pos, 1)
  const node = tr.doc.nodeAt(at)
  if (node?.type.name === 'heading' && step.attr === 'level') {
    return retypeTracked(tracking, at, node.type, { ...node.attrs, level: step.value as unknown })
  }
  if (step.attr !== 'id') return false
  tr.setNodeAttribute(at, 'id', step.value)
  return true
}

/** Everything that others read from a transaction. */
export function carryOver(original: Transaction, tr: Transaction): void {
  const { meta } = original as unknown as { readonly meta: Readonly<Record<string, unknown>> }
  for (const [key, value] of Object.entries(meta)) tr.setMeta(key, value)
  tr.setTime(original.time)
  if (original.storedMarksSet) tr.setStoredMarks(original.storedMarks)
  if (original.scrolledIntoView) tr.scrollIntoView()
}

function select(original: Transaction, tr: Transaction, place: Place, side: CaretSide): void {
  const { selection } = original
  const assoc = side === 'behind' ? 1 : -1
  const anchor = place(selection.anchor, selection.empty ? assoc : 1)
  const head = selection.empty ? anchor : place(selection.head, -1)
  const [$anchor, $head] = [tr.doc.resolve(anchor), tr.doc.resolve(head)]
  tr.setSelection(
    $anchor.parent.inlineContent && $head.parent.inlineContent
      ? new TextSelection($anchor, $head)
      : Selection.near($head),
  )
}
