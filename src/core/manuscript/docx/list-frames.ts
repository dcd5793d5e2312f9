/** Opens and closes quotes and lists of the builder as paragraphs of a Word file come: there each only says where it belongs. */
import type { BlockBuilder } from '../block-builder'
import type { ListItem } from './numbering'

interface OpenList {
  readonly level: number
  readonly ordered: boolean
  /** The builder's depth before it was opened. */
  readonly depth: number
  /** Of its last item. */
  number: number
}

/** Where a paragraph belongs. */
export interface Place {
  readonly quote: boolean
  readonly item: ListItem | null
  /** For one that goes on in an item: how many lists deep. */
  readonly continues: number | null
}

/** The quotes and lists open in one place that paragraphs stand in: the document, a cell, a text box. */
export class ListFrames {
  private readonly base: number
  private readonly lists: OpenList[] = []
  private quote = false

  constructor(private readonly builder: BlockBuilder) {
    this.base = builder.depth
  }

  /** Makes the builder ready for a paragraph of the place. */
  enter({ quote, item, continues }: Place): void {
    if (quote !== this.quote) {
      this.closeAll()
      this.quote = quote && this.builder.open('blockquote')
    }
    if (item !== null) this.enterItem(item)
    else this.keepLists(continues ?? 0)
  }

  closeAll(): void {
    this.builder.closeTo(this.base)
    this.lists.length = 0
    this.quote = false
  }

  private enterItem(item: ListItem): void {
    while ((this.lists.at(-1)?.level ?? -1) > item.level) this.closeLast()
    let last = this.lists.at(-1)
    if (last?.level === item.level) {
      // Another kind, or a number that does not come next: another list.
      if (last.ordered !== item.ordered || (item.ordered && last.number + 1 !== item.number)) {
        this.closeLast()
        last = this.lists.at(-1)
      } else {
        last.number = item.number
        this.builder.closeTo(last.depth + 1)
        this.builder.open('listItem')
        return
      }
    }
    const { depth } = this.builder
    const opened = item.ordered
      ? this.builder.open('orderedList', { start: item.number })
      : this.builder.open('bulletList')
    // Too deep: the item flows into the one that is open.
    if (!opened) return
    this.lists.push({ level: item.level, ordered: item.ordered, depth, number: item.number })
    this.builder.open('listItem')
  }

  /** Leaves so many lists open, with the builder in the last one's item. */
  private keepLists(count: number): void {
    while (this.lists.length > count) this.closeLast()
    const last = this.lists.at(-1)
    if (last !== undefined) this.builder.closeTo(last.depth + 2)
  }

  private closeLast(): void {
    const last = this.lists.pop()
    if (last !== undefined) this.builder.closeTo(last.depth)
  }
}
