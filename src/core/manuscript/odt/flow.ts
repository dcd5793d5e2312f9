/** A text that the walk writes: the manuscript's, or a footnote's, which is a text of its own. */
import { BlockBuilder, type TextblockKind } from '../block-builder'
import type { XmlElement } from '../docx/xml-tree'
import type { NodeJson } from '../node-json'
import { InlineState } from './inline-state'

export class OdtFlow {
  readonly builder = new BlockBuilder(0)
  readonly state = new InlineState()
  /** Text boxes of the paragraph under construction: they follow it. */
  private boxes: XmlElement[] = []
  /** Depth before the quote that is open; null when none is. */
  private quote: number | null = null

  begin(kind: TextblockKind): void {
    this.builder.begin(kind)
  }

  text(text: string): void {
    this.builder.text(text, this.state.marks())
  }

  /** Adds a picture or a footnote's reference. */
  leaf(node: NodeJson): void {
    const marks = this.state.marks().filter(({ type }) => type !== 'format')
    this.builder.leaf(marks.length === 0 ? node : { ...node, marks })
  }

  /** Keeps a text box for behind the paragraph. */
  box(element: XmlElement): void {
    this.boxes.push(element)
  }

  /** Ends a paragraph: its end is inserted or deleted where such a change is open there. Gives its text boxes, which come next. */
  endParagraph(): readonly XmlElement[] {
    const [deletion] = this.state.deletions
    const [insertion] = this.state.insertions
    if (deletion !== undefined) this.builder.flush({ paragraphMark: { kind: 'deletion', id: deletion } })
    else if (insertion !== undefined) this.builder.flush({ paragraphMark: { kind: 'insertion', id: insertion } })
    else this.builder.flush()
    return this.boxes.splice(0)
  }

  openQuote(): void {
    if (this.quote !== null) return
    const { depth } = this.builder
    if (this.builder.open('blockquote')) this.quote = depth
  }

  closeQuote(): void {
    if (this.quote !== null) this.builder.closeTo(this.quote)
    this.quote = null
  }
}

/** What the parts of the walk ask of it. */
export interface OdtBlocks {
  /** The text being written: another one inside of a footnote. */
  readonly flow: OdtFlow
  /** Reads one element that stands among blocks. */
  block(element: XmlElement): void
  /** Reads the blocks inside of an element. */
  blocks(parent: XmlElement): void
  /** A place among blocks where a change begins, ends or deleted something. */
  changePoint(element: XmlElement): void
}
