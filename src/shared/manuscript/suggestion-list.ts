/** The suggested changes of a document as a reader is told of them: one entry an id, in the order of the text. */
import type { Node } from 'prosemirror-model'
import { carries, formerTypeOf, isSuggestion, paragraphMarkOf } from './projection'
import {
  formerMarksSchema,
  suggestionsSchema,
  type FormerMarks,
  type FormerType,
  type SuggestionMeta,
} from './suggestions'
import { leafCharacter } from './text'

export type SuggestionKind = 'insert' | 'delete' | 'replace' | 'format' | 'split' | 'join' | 'block-type'

/** What a textblock was or is, for saying so. */
export type BlockType = Pick<FormerType, 'type' | 'level'>

export interface Suggestion {
  readonly id: string
  /** Who made it and when; null when nobody wrote it down. */
  readonly meta: SuggestionMeta | null
  readonly kind: SuggestionKind
  /** The words put in, taken out, formatted otherwise; a paragraph's end is `\n`. */
  readonly inserted: string
  readonly deleted: string
  readonly formatted: string
  /** Formatting that was added and removed, by mark name, each once. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** For a change of a textblock's type; null for others. */
  readonly was: BlockType | null
  readonly is: BlockType | null
  /** What it touches, in the order of the document; an end of a paragraph is an empty range there. */
  readonly ranges: readonly { readonly from: number; readonly to: number }[]
}

interface Draft {
  inserted: string
  deleted: string
  formatted: string
  readonly added: Set<string>
  readonly removed: Set<string>
  splits: boolean
  joins: boolean
  was: BlockType | null
  is: BlockType | null
  readonly ranges: { from: number; to: number }[]
}

/** Walks the whole document: for when the writing rests, not for every key. */
export function suggestionsOf(document: Node): Suggestion[] {
  const drafts = new Map<string, Draft>()
  const draft = (id: string): Draft => {
    const known = drafts.get(id) ?? empty()
    drafts.set(id, known)
    return known
  }
  const visit = (node: Node, pos: number): void => {
    noteMarks(node, pos, draft)
    if (node.isTextblock) noteType(node, pos, draft)
    // What is inside of a table that comes or goes as a whole is told by the table.
    if (!node.isInline && (carries(node, 'insertion') || carries(node, 'deletion'))) return
    node.forEach((child, offset) => visit(child, pos + 1 + offset))
    if (node.isTextblock) noteEnd(node, pos, draft)
  }
  document.forEach(visit)
  const metas = suggestionsSchema.parse(document.attrs['suggestions'])
  return [...drafts].map(([id, each]) => ({
    id,
    meta: metas[id] ?? null,
    kind: kindOf(each),
    inserted: each.inserted,
    deleted: each.deleted,
    formatted: each.formatted,
    added: [...each.added],
    removed: [...each.removed],
    was: each.was,
    is: each.is,
    ranges: each.ranges,
  }))
}

function empty(): Draft {
  return {
    inserted: '',
    deleted: '',
    formatted: '',
    added: new Set(),
    removed: new Set(),
    splits: false,
    joins: false,
    was: null,
    is: null,
    ranges: [],
  }
}

function noteMarks(node: Node, pos: number, draft: (id: string) => Draft): void {
  for (const mark of node.marks) {
    if (!isSuggestion(mark)) continue
    const each = draft(String(mark.attrs['id']))
    const words = node.isInline ? (node.text ?? leafCharacter(node.type.name)) : `\n${node.textContent}\n`
    if (mark.type.name === 'insertion') each.inserted += words
    else if (mark.type.name === 'deletion') each.deleted += words
    else noteFormat(node, words, formerMarksSchema.parse(mark.attrs['before']), each)
    touch(each, pos, pos + node.nodeSize)
  }
}

function noteFormat(node: Node, words: string, before: FormerMarks, draft: Draft): void {
  const now = node.marks.filter((mark) => !isSuggestion(mark)).map(({ type }) => type.name)
  const then: readonly string[] = before.map(({ type }) => type)
  draft.formatted += words
  for (const name of now) if (!then.includes(name)) draft.added.add(name)
  for (const name of then) if (!now.includes(name)) draft.removed.add(name)
}

function noteType(node: Node, pos: number, draft: (id: string) => Draft): void {
  const was = formerTypeOf(node)
  if (was === null) return
  const each = draft(was.id)
  each.was ??= { type: was.type, level: was.level }
  const level: unknown = node.attrs['level']
  each.is ??= { type: node.type.name as BlockType['type'], level: typeof level === 'number' ? level : null }
  each.formatted += node.textContent
  touch(each, pos + 1, pos + node.nodeSize - 1)
}

function noteEnd(node: Node, pos: number, draft: (id: string) => Draft): void {
  const mark = paragraphMarkOf(node)
  if (mark === null) return
  const each = draft(mark.id)
  if (mark.kind === 'insertion') each.splits = true
  else each.joins = true
  if (mark.kind === 'insertion') each.inserted += '\n'
  else each.deleted += '\n'
  const end = pos + node.nodeSize - 1
  touch(each, end, end)
}

function touch({ ranges }: Draft, from: number, to: number): void {
  const last = ranges.at(-1)
  if (last !== undefined && last.to === from) last.to = to
  else ranges.push({ from, to })
}

function kindOf({ inserted, deleted, splits, joins, was, added, removed }: Draft): SuggestionKind {
  const words = { inserted: inserted.replaceAll('\n', '') !== '', deleted: deleted.replaceAll('\n', '') !== '' }
  if (words.inserted && words.deleted) return 'replace'
  if (words.inserted) return 'insert'
  if (words.deleted) return 'delete'
  if (was !== null) return 'block-type'
  if (added.size > 0 || removed.size > 0) return 'format'
  if (splits || joins) return splits ? 'split' : 'join'
  // A rule or an empty table.
  if (inserted !== '') return 'insert'
  return deleted === '' ? 'format' : 'delete'
}
