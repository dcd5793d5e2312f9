/**
 * A text under construction out of a run of paragraphs, cell ends and row ends, as RTF and Word 97 write it: the document's own,
 * a footnote's, a text box's, a comment's.
 */
import { BlockBuilder, type TextblockAttrs, type TextblockKind } from './block-builder'
import type { InlinePiece } from './inline-content'
import { MAX_BLOCKS } from './limits'
import type { NodeJson } from './node-json'
import { ParagraphFlow, type ParagraphPlace } from './paragraph-flow'
import { tableBlocks, type GridCell, type GridRow } from './grid-table'

interface Part {
  readonly builder: BlockBuilder
  readonly flow: ParagraphFlow
}

export class FlowingText {
  /** Of the paragraph under construction. */
  pieces: InlinePiece[] = []
  /** Text boxes of the paragraph under construction: they follow it. */
  boxes: NodeJson[] = []

  private readonly main = part()
  private cell: Part | null = null
  private cells: (readonly NodeJson[])[] = []
  private rows: GridRow[] = []
  private cellCount = 0

  get full(): boolean {
    return this.main.builder.full || this.cellCount > MAX_BLOCKS
  }

  get declaredTitle(): string {
    return this.main.builder.declaredTitle
  }

  endParagraph(kind: TextblockKind, place: ParagraphPlace, attrs: TextblockAttrs, inTable: boolean): void {
    const pieces = this.pieces.splice(0)
    const boxes = this.boxes.splice(0)
    const empty = pieces.length === 0 && boxes.length === 0 && Object.keys(attrs).length === 0
    if (!inTable) this.endTable()
    if (empty) return
    const { builder, flow } = inTable ? (this.cell ??= part()) : this.main
    flow.place(place)
    builder.textblock(kind, pieces, attrs)
    builder.append(boxes)
  }

  endCell(): void {
    this.cellCount += 1
    if (this.full) return
    this.cell?.flow.close()
    this.cells.push(this.cell?.builder.end() ?? [])
    this.cell = null
  }

  endRow(definitions: readonly GridCell[], header: boolean): void {
    if (this.cells.length > 0) this.rows.push({ definitions, header, cells: this.cells })
    this.cells = []
  }

  end(): readonly NodeJson[] {
    this.endTable()
    this.main.flow.close()
    return this.main.builder.end()
  }

  private endTable(): void {
    // What a damaged table has open is kept as far as it came.
    if (this.cell !== null) this.endCell()
    this.endRow([], false)
    const rows = this.rows.splice(0)
    if (rows.length === 0) return
    this.main.flow.close()
    this.main.builder.append(tableBlocks(rows))
  }
}

function part(): Part {
  const builder = new BlockBuilder(0)
  return { builder, flow: new ParagraphFlow(builder) }
}
