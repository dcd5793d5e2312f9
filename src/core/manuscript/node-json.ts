/** The document as importers build it: ProseMirror's JSON before the schema has checked it. */
import type { ManuscriptMarkName, ManuscriptNodeName } from '@shared/manuscript/schema'
import type { FormerMarks, FormerType, ParagraphMark } from '@shared/manuscript/suggestions'
import { leafCharacter } from '@shared/manuscript/text'

export interface MarkJson {
  /** `thread` stands in a draft only: what a comment of the file is about. It is an anchor when the draft is finished. */
  readonly type: ManuscriptMarkName | 'thread'
  /** `href` of a link; `id` of a suggested change or a thread, `before` of a change of formatting. */
  readonly attrs?: { readonly href: string } | { readonly id: string; readonly before?: FormerMarks }
}

export interface NodeJson {
  readonly type: ManuscriptNodeName
  readonly attrs?: Readonly<Record<string, string | number | ParagraphMark | FormerType | null>>
  readonly content?: readonly NodeJson[]
  readonly marks?: readonly MarkJson[]
  readonly text?: string
}

/** The schema's order of marks; ProseMirror refuses another. */
const MARK_ORDER: readonly ManuscriptMarkName[] = ['bold', 'italic', 'underline', 'strike', 'code', 'link']

/** Marks in the schema's order; `code` stands alone, as the schema has it. */
export function orderMarks(names: ReadonlySet<ManuscriptMarkName>, href: string | null): readonly MarkJson[] {
  if (names.has('code')) return [{ type: 'code' }]
  const marks: MarkJson[] = []
  for (const name of MARK_ORDER) {
    if (name === 'link') {
      if (href !== null) marks.push({ type: 'link', attrs: { href } })
    } else if (names.has(name)) {
      marks.push({ type: name })
    }
  }
  return marks
}

/** Suggested changes by their ids, as an importer finds them around a piece of text; null for none. */
export interface TrackedChanges {
  readonly insertion: string | null
  readonly deletion: string | null
  readonly format: { readonly id: string; readonly before: FormerMarks } | null
}

/** Formatting marks, behind them those of suggested changes and of threads, in the schema's order. */
export function withTracked(
  marks: readonly MarkJson[],
  tracked: TrackedChanges,
  threads: Iterable<string> = [],
): readonly MarkJson[] {
  const all: MarkJson[] = [...marks]
  if (tracked.insertion !== null) all.push({ type: 'insertion', attrs: { id: tracked.insertion } })
  if (tracked.deletion !== null) all.push({ type: 'deletion', attrs: { id: tracked.deletion } })
  if (tracked.format !== null) all.push({ type: 'format', attrs: tracked.format })
  for (const id of threads) all.push({ type: 'thread', attrs: { id } })
  return all
}

const TRACKED: ReadonlySet<string> = new Set(['insertion', 'deletion', 'thread'])

/** The marks that text without formatting (a title, code) keeps: suggested changes of the text itself, and threads. */
export function trackedOnly(marks: readonly MarkJson[] = []): readonly MarkJson[] {
  return marks.filter(({ type }) => TRACKED.has(type))
}

/** Neighbours of equal marks as one text node, as the schema's own tools write them. */
export function joinedText(nodes: readonly NodeJson[]): NodeJson[] {
  const joined: NodeJson[] = []
  for (const node of nodes) {
    const last = joined.at(-1)
    if (node.type === 'text' && last?.type === 'text' && sameMarks(last.marks, node.marks))
      joined[joined.length - 1] = { ...last, text: (last.text ?? '') + (node.text ?? '') }
    else joined.push(node)
  }
  return joined
}

function sameMarks(one: readonly MarkJson[] = [], other: readonly MarkJson[] = []): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

export function textNode(text: string, marks: readonly MarkJson[] = []): NodeJson {
  return marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks }
}

export function paragraphNode(content: readonly NodeJson[]): NodeJson {
  return content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content }
}

const TEXTBLOCKS: ReadonlySet<ManuscriptNodeName> = new Set(['paragraph', 'heading', 'caption', 'codeBlock', 'title'])

/** Whether the node is a textblock (holds inline content itself). */
export function isTextblock(node: NodeJson): boolean {
  return TEXTBLOCKS.has(node.type)
}

/** The text of a textblock by the one rule of shared/manuscript/text.ts. */
export function inlineText(node: NodeJson): string {
  return (node.content ?? [])
    .map((child) => (child.type === 'text' ? (child.text ?? '') : leafCharacter(child.type)))
    .join('')
}

/** The text without what is suggested to be deleted. */
export function currentText(node: NodeJson): string {
  const { content } = node
  return content === undefined ? '' : inlineText({ ...node, content: content.filter((child) => !isDeleted(child)) })
}

/** Whether the node is suggested to go. */
export function isDeleted(node: NodeJson): boolean {
  return node.marks?.some(({ type }) => type === 'deletion') ?? false
}

/**
 * Whether the textblock holds more than words: a footnote, a suggested change, a comment's place. Threads whose words go on
 * elsewhere lose nothing with it.
 */
export function carriesMore(node: NodeJson, elsewhere: ReadonlySet<string> = new Set()): boolean {
  return (
    node.attrs?.['paragraphMark'] != null ||
    (node.content?.some(
      (child) =>
        child.type === 'footnoteRef' ||
        (child.marks?.some(({ type }) => type === 'insertion' || type === 'deletion') ?? false) ||
        [...threadsIn(child)].some((id) => !elsewhere.has(id)),
    ) ??
      false)
  )
}

/** The ids of the threads that a node, or what is in it, is about. */
export function threadsIn(node: NodeJson): Set<string> {
  const own = (node.marks ?? []).flatMap(({ type, attrs }) =>
    type === 'thread' && attrs !== undefined && 'id' in attrs ? [attrs.id] : [],
  )
  return new Set([...own, ...(node.content ?? []).flatMap((child) => [...threadsIn(child)])])
}

export function hasImage(node: NodeJson): boolean {
  return node.content?.some((child) => child.type === 'image' || hasImage(child)) ?? false
}
