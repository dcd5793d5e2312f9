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

function isDeleted(node: NodeJson): boolean {
  return node.marks?.some(({ type }) => type === 'deletion') ?? false
}

/** Whether the textblock holds more than words: a footnote, a suggested change, a comment's place. */
export function carriesMore(node: NodeJson): boolean {
  return (
    node.attrs?.['paragraphMark'] != null ||
    (node.content?.some(
      (child) =>
        child.type === 'footnoteRef' ||
        (child.marks?.some(({ type }) => type === 'thread' || type === 'insertion' || type === 'deletion') ?? false),
    ) ??
      false)
  )
}

export function hasImage(node: NodeJson): boolean {
  return node.content?.some((child) => child.type === 'image' || hasImage(child)) ?? false
}
