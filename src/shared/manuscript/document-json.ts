/** A document as it is written down: attributes that say nothing are left out, so that the schema can grow without changing what is kept. */
import type { Node } from 'prosemirror-model'
import type { DocumentJson } from '../domain/manuscript'

interface PlainNode {
  readonly type: string
  readonly attrs?: Readonly<Record<string, unknown>>
  readonly content?: readonly PlainNode[]
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> }[]
  readonly text?: string
}

/** The document's JSON without attributes at their defaults. `manuscriptSchema.nodeFromJSON` reads it back equal. */
export function documentJson(document: Node): DocumentJson {
  return { ...plain(document), type: 'doc' }
}

function plain(node: Node): PlainNode {
  const attrs = telling(node.attrs, node.type.spec.attrs)
  const content: PlainNode[] = []
  node.forEach((child) => content.push(plain(child)))
  return {
    type: node.type.name,
    ...(attrs !== null && { attrs }),
    ...(content.length > 0 && { content }),
    ...(node.marks.length > 0 && {
      marks: node.marks.map((mark) => {
        const said = telling(mark.attrs, mark.type.spec.attrs)
        return said === null ? { type: mark.type.name } : { type: mark.type.name, attrs: said }
      }),
    }),
    ...(node.text !== undefined && { text: node.text }),
  }
}

function telling(
  attrs: Readonly<Record<string, unknown>>,
  spec: Readonly<Record<string, { readonly default?: unknown }>> | null | undefined,
): Record<string, unknown> | null {
  const said = Object.entries(attrs).filter(([name, value]) => !isDefault(value, spec?.[name]?.default))
  return said.length === 0 ? null : Object.fromEntries(said)
}

function isDefault(value: unknown, fallback: unknown): boolean {
  if (value === fallback) return true
  // The defaults that are no plain values are empty lists and records.
  return typeof value === 'object' && value !== null && typeof fallback === 'object' && Object.keys(value).length === 0
}
