/** A document's textblocks as comparing them needs them: text, type, formatting, pictures, place in a table. */
import type { Node } from 'prosemirror-model'
import type { CheckBlock } from '@shared/domain/compliance'
import { projectDocument, type Projection } from '@shared/manuscript/projection'
import { blockKind, blockText } from '@shared/manuscript/text'

/** `[start, end)` of a block's text with its marks, sorted; text without marks is left out. */
export interface FormatRun {
  readonly start: number
  readonly end: number
  readonly marks: readonly string[]
}

export interface CellPlace {
  /** The outermost table that the block stands in, counted over the document. */
  readonly table: number
  readonly row: number
  readonly column: number
}

export interface DiffBlock extends CheckBlock {
  /** Of a heading, 1 to 6; 0 for all others. */
  readonly level: number
  readonly formats: readonly FormatRun[]
  readonly pictures: readonly { readonly at: number; readonly sha256: string; readonly alt: string }[]
  readonly cell: CellPlace | null
}

/** The blocks of a projection, with the ids that anchors name. */
export function diffBlocks(document: Node, projection: Projection): DiffBlock[] {
  const blocks: DiffBlock[] = []
  let tables = 0
  const walk = (parent: Node, cell: CellPlace | null): void => {
    parent.forEach((node) => {
      if (node.isTextblock) blocks.push(diffBlock(node, parent, cell, blocks.length))
      else if (node.type.name === 'table' && cell === null) {
        const table = tables
        tables += 1
        node.forEach((row, _rowOffset, rowAt) =>
          row.forEach((each, _cellOffset, column) => walk(each, { table, row: rowAt, column })),
        )
      } else if (!node.isLeaf) walk(node, cell)
    })
  }
  walk(projectDocument(document, projection), null)
  return blocks
}

function diffBlock(node: Node, parent: Node, cell: CellPlace | null, ordinal: number): DiffBlock {
  const id: unknown = node.attrs['id']
  const level: unknown = node.attrs['level']
  const formats: FormatRun[] = []
  const pictures: { at: number; sha256: string; alt: string }[] = []
  node.forEach((child, start) => {
    if (child.type.name === 'image') {
      pictures.push({ at: start, sha256: String(child.attrs['sha256']), alt: String(child.attrs['alt']) })
    }
    if (child.marks.length === 0) return
    const marks = child.marks.map(({ type, attrs }) =>
      type.name === 'link' ? `link ${String(attrs['href'])}` : type.name,
    )
    formats.push({ start, end: start + child.nodeSize, marks: marks.toSorted() })
  })
  return {
    id: typeof id === 'string' && id !== '' ? id : `b${ordinal}`,
    kind: blockKind(node, parent),
    text: blockText(node),
    level: node.type.name === 'heading' && typeof level === 'number' ? level : 0,
    formats,
    pictures,
    cell,
  }
}
