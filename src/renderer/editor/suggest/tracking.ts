/** Who suggests, and which suggestion a change belongs to. */
import { paragraphMarkOf } from '@shared/manuscript/projection'
import { suggestionsSchema, type SuggestionMeta } from '@shared/manuscript/suggestions'
import type { Mark, Node } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { blockBefore } from './places'

/** Changes next to one another by one editor are one suggestion for so long after it was begun, ms. */
export const JOINED_WITHIN = 10 * 60_000

/** What the engine is told from outside. */
export interface SuggestContext {
  readonly editorId: string
  readonly name: string
  /** UTC milliseconds. */
  readonly now: number
  readonly newSuggestionId: () => string
  readonly newBlockId: () => string
  /** A suggestion of its own, whatever lies beside it: the rule or the finding that it mends. */
  readonly cause?: { readonly ruleId?: string; readonly findingId?: string }
}

/** One change while it is being made into a suggested one. */
export class Tracking {
  readonly tr: Transaction
  readonly context: SuggestContext
  private readonly suggestionId: string
  private used = false

  /** A change of `[from, to)`. */
  constructor(tr: Transaction, context: SuggestContext, from: number, to: number) {
    this.tr = tr
    this.context = context
    this.suggestionId = idFor(tr.doc, from, to, context)
  }

  /** The suggestion's id, the same for all of the change. Ask for it only to put it into the document. */
  get id(): string {
    this.used = true
    return this.suggestionId
  }

  /**
   * Writes down who made the suggestion and when, unless that stands there or nothing was suggested. Last, so that the
   * text's step comes first: the history looks there for what belongs together.
   */
  record(): void {
    const { tr, context, suggestionId: id } = this
    if (!this.used || metaOf(tr.doc, id) !== undefined) return
    const meta: SuggestionMeta = { editorId: context.editorId, name: context.name, at: context.now, ...context.cause }
    tr.setDocAttribute('suggestions', { ...suggestionsSchema.parse(tr.doc.attrs['suggestions']), [id]: meta })
  }
}

export function metaOf(doc: Node, id: string): SuggestionMeta | undefined {
  return (doc.attrs['suggestions'] as Record<string, SuggestionMeta | undefined>)[id]
}

/** Made by the editor who makes the change now. */
export function isOwn(doc: Node, context: SuggestContext, id: string): boolean {
  return metaOf(doc, id)?.editorId === context.editorId
}

/** Whether a further change may become part of a suggestion. */
export function isOngoing(doc: Node, context: SuggestContext, id: string): boolean {
  const meta = metaOf(doc, id)
  return (
    meta !== undefined &&
    context.cause === undefined &&
    meta.editorId === context.editorId &&
    meta.ruleId === undefined &&
    meta.findingId === undefined &&
    meta.at !== null &&
    Math.abs(context.now - meta.at) <= JOINED_WITHIN
  )
}

/** The id for a change of `[from, to)`: that of the editor's own suggestion next to it, or a new one. */
function idFor(doc: Node, from: number, to: number, context: SuggestContext): string {
  return idsBeside(doc, from, to).find((id) => isOngoing(doc, context, id)) ?? context.newSuggestionId()
}

function idsBeside(doc: Node, from: number, to: number): string[] {
  const $from = doc.resolve(from)
  const $to = doc.resolve(to)
  const ids = [...idsOn($from.nodeBefore), ...idsOn($to.nodeAfter), ...idsOn($from.nodeAfter), ...idsOn($to.nodeBefore)]
  if ($from.parent.isTextblock && $from.parentOffset === 0) {
    const before = blockBefore(doc, $from.before())
    if (before?.kind === 'textblock') ids.push(...markId(before.node))
  }
  if ($to.parent.isTextblock && $to.parentOffset === $to.parent.content.size) ids.push(...markId($to.parent))
  return ids
}

function markId(block: Node): string[] {
  const mark = paragraphMarkOf(block)
  return mark === null ? [] : [mark.id]
}

function idsOn(node: Node | null): string[] {
  if (node === null) return []
  return [suggestedBy(node, 'insertion'), suggestedBy(node, 'deletion')].filter((id) => id !== null)
}

/** The id of the suggestion that inserted or deleted a node; null for none. */
export function suggestedBy(node: Node, name: 'insertion' | 'deletion' | 'format'): string | null {
  const mark = node.marks.find(({ type }) => type.name === name)
  return mark === undefined ? null : String(mark.attrs['id'])
}

/** A suggestion mark of the document's own schema. */
export function suggestionMark(doc: Node, name: 'insertion' | 'deletion' | 'format', attrs: Mark['attrs']): Mark {
  const type = doc.type.schema.marks[name]
  if (type === undefined) throw new Error(`the schema has no ${name}`)
  return type.create(attrs)
}
