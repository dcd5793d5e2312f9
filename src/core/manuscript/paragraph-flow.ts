/**
 * Puts paragraphs that say of themselves what they are (an item of the second level, a quote) into lists and quotes, for formats
 * without such structures.
 */
import type { BlockBuilder } from './block-builder'

export interface ParagraphPlace {
  readonly quote: boolean
  /** Null for a paragraph of no list. */
  readonly list: ListPlace | null
}

export interface ListPlace {
  /** The list it belongs to: its numbers go on after other paragraphs. */
  readonly id: string
  /** From 0. */
  readonly level: number
  readonly ordered: boolean
}

interface OpenList extends ListPlace {
  /** The builder's depth before the list. */
  readonly before: number
  /** And inside it. */
  readonly inside: number
}

/** Levels of a list (Word and RTF know nine). */
const MAX_LEVEL = 8

export class ParagraphFlow {
  private readonly lists: OpenList[] = []
  private quote: number | null = null
  /** Items that a list has had on its first level. */
  private readonly counts = new Map<string, number>()

  constructor(private readonly builder: BlockBuilder) {}

  /** Opens and closes what it takes for the next paragraph to stand where it belongs. */
  place({ quote, list }: ParagraphPlace): void {
    if (list === null) {
      this.closeLists(0)
      if (!quote) this.closeQuote()
      else if (this.quote === null) {
        const { depth } = this.builder
        if (this.builder.open('blockquote')) this.quote = depth
      }
      return
    }
    this.closeQuote()
    const level = Math.min(Math.max(list.level, 0), MAX_LEVEL)
    this.closeLists(level + 1)
    const top = this.lists[level]
    if (top !== undefined && (top.ordered !== list.ordered || (level === 0 && top.id !== list.id)))
      this.closeLists(level)
    while (this.lists.length <= level) this.openList(list, this.lists.length === level)
    const open = this.lists[level]
    if (open === undefined) return
    this.builder.closeTo(open.inside)
    this.builder.open('listItem')
    if (level === 0) this.counts.set(list.id, (this.counts.get(list.id) ?? 0) + 1)
  }

  /** Before anything that is no paragraph, and at the end. */
  close(): void {
    this.closeLists(0)
    this.closeQuote()
  }

  private openList(list: ListPlace, own: boolean): void {
    const before = this.builder.depth
    const start = own && this.lists.length === 0 ? (this.counts.get(list.id) ?? 0) + 1 : 1
    this.builder.open(list.ordered ? 'orderedList' : 'bulletList', list.ordered && start !== 1 ? { start } : {})
    this.lists.push({ ...list, before, inside: this.builder.depth })
  }

  private closeLists(keep: number): void {
    while (this.lists.length > keep) {
      const list = this.lists.pop()
      if (list !== undefined) this.builder.closeTo(list.before)
    }
  }

  private closeQuote(): void {
    if (this.quote !== null) this.builder.closeTo(this.quote)
    this.quote = null
  }
}
