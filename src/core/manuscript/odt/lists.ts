/** Lists of an OpenDocument text (ODF 1.2, 5.3): items, their levels, and the number that each begins with. */
import { elements, type XmlElement } from '../docx/xml-tree'
import type { OdtBlocks, OdtFlow } from './flow'
import type { OdtStyles } from './styles'

export class OdtLists {
  /** The last number of each style's list, which a later list may go on from. */
  private readonly counts = new Map<string, number>()

  constructor(
    private readonly walk: OdtBlocks,
    private readonly styles: OdtStyles,
  ) {}

  /** Reads the parts of one list. `inherited` is the style of the list around it. */
  read(parts: readonly XmlElement[], level: number, inherited: string): void {
    const [first] = parts
    if (first === undefined) return
    const style = first.attributes['text:style-name'] ?? inherited
    const items = parts.flatMap(elements).filter(({ name }) => name === 'text:list-item' || name === 'text:list-header')
    // Numbered headings stand in lists that are none.
    if (items.length > 0 && items.every(holdsHeadings)) {
      for (const item of items) this.walk.blocks(item)
      return
    }
    this.flow.closeQuote()
    const { depth } = this.flow.builder
    const ordered = this.styles.numbers(style, level)
    const start = this.startOf(first, items[0], style, level)
    this.flow.builder.open(ordered ? 'orderedList' : 'bulletList', ordered && start !== 1 ? { start } : {})
    const inList = this.flow.builder.depth
    let open = false
    let count = 0
    for (const item of items) {
      // What has no words of its own is a deeper part of the item before it.
      const deeper = open && elements(item).every(({ name }) => name === 'text:list')
      if (!deeper) {
        this.flow.closeQuote()
        this.flow.builder.closeTo(inList)
        this.flow.builder.open('listItem')
        open = true
        count += 1
      }
      for (const child of elements(item)) {
        if (child.name === 'text:list') this.read([child], level + 1, style)
        else this.walk.block(child)
      }
    }
    this.flow.closeQuote()
    this.flow.builder.closeTo(depth)
    if (level === 1) this.counts.set(style, start + count - 1)
  }

  private startOf(list: XmlElement, first: XmlElement | undefined, style: string, level: number): number {
    const said = Number.parseInt(first?.attributes['text:start-value'] ?? '', 10)
    if (said >= 0 && said < 1_000_000) return said
    const goes = list.attributes['text:continue-numbering'] === 'true' || 'text:continue-list' in list.attributes
    return goes && level === 1 ? (this.counts.get(style) ?? 0) + 1 : 1
  }

  private get flow(): OdtFlow {
    return this.walk.flow
  }
}

/** Whether a list goes on with the numbers of the one right before it, which makes them the same list. */
export function goesOn(list: XmlElement, next: XmlElement): boolean {
  return (
    next.name === 'text:list' &&
    next.attributes['text:style-name'] === list.attributes['text:style-name'] &&
    (next.attributes['text:continue-numbering'] === 'true' || 'text:continue-list' in next.attributes)
  )
}

function holdsHeadings(item: XmlElement): boolean {
  const parts = elements(item)
  return (
    parts.length > 0 &&
    parts.every((part) => part.name === 'text:h' || (part.name === 'text:list' && elements(part).every(holdsHeadings)))
  )
}
