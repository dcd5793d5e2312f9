/** Ends lists and tables so that they are of the schema, and takes tables apart that only laid out a page. */
import { isTextblock, paragraphNode, type NodeJson } from './node-json'

/** An item begins with a paragraph (the schema's rule): a heading becomes one, anything else gets an empty one before it. */
export function closeItem(children: readonly NodeJson[]): NodeJson {
  const [first, ...rest] = children
  if (first?.type === 'paragraph') return { type: 'listItem', content: children }
  if (first?.type === 'heading') return { type: 'listItem', content: [paragraphNode(first.content ?? []), ...rest] }
  return { type: 'listItem', content: [paragraphNode([]), ...children] }
}

export function closeCell(
  type: 'tableCell' | 'tableHeader',
  attrs: Readonly<Record<string, number>>,
  children: readonly NodeJson[],
): NodeJson {
  return { type, attrs, content: children.length === 0 ? [paragraphNode([])] : children }
}

/**
 * A table of data stays one. A table of one column, one with another inside, or one without any text
 * only placed things on a page (mail templates, web editors): its cells' blocks follow each other.
 */
export function closeTable(rows: readonly NodeJson[]): readonly NodeJson[] {
  const filled = rows.filter((row) => (row.content?.length ?? 0) > 0)
  if (filled.length === 0) return []
  const cells = filled.flatMap((row) => row.content ?? [])
  const oneColumn = filled.every((row) => row.content?.length === 1)
  const hasTable = cells.some((cell) => cell.content?.some((block) => block.type === 'table') ?? false)
  if (!oneColumn && !hasTable && cells.some(hasContent)) return [{ type: 'table', content: filled }]
  return cells.flatMap((cell) => cell.content ?? []).filter((block) => !isTextblock(block) || hasContent(block))
}

function hasContent(node: NodeJson): boolean {
  if (node.type === 'text' || node.type === 'image') return true
  return node.content?.some(hasContent) ?? false
}
