/** The document as importers build it: ProseMirror's JSON before the schema has checked it. */
import type { ManuscriptMarkName, ManuscriptNodeName } from '@shared/manuscript/schema'
import { BREAK_CHARACTER, IMAGE_CHARACTER } from '@shared/manuscript/text'

export interface MarkJson {
  readonly type: ManuscriptMarkName
  readonly attrs?: { readonly href: string }
}

export interface NodeJson {
  readonly type: ManuscriptNodeName
  readonly attrs?: Readonly<Record<string, string | number | null>>
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

/** Whether the node is a textblock (holds inline content itself). */
export function isTextblock(node: NodeJson): boolean {
  return node.type === 'paragraph' || node.type === 'heading' || node.type === 'codeBlock' || node.type === 'title'
}

/** The text of a textblock by the one rule of shared/manuscript/text.ts. */
export function inlineText(node: NodeJson): string {
  return (node.content ?? [])
    .map((child) => {
      if (child.type === 'text') return child.text ?? ''
      return child.type === 'hardBreak' ? BREAK_CHARACTER : IMAGE_CHARACTER
    })
    .join('')
}

export function hasImage(node: NodeJson): boolean {
  return node.content?.some((child) => child.type === 'image' || hasImage(child)) ?? false
}
