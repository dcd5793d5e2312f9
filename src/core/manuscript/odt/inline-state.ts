/** The marks at a place of the text: by styles, a link, changes and comments that are open there. */
import type { FormerMarks } from '@shared/manuscript/suggestions'
import type { ManuscriptMarkName } from '@shared/manuscript/schema'
import { orderMarks, type MarkJson } from '../node-json'
import type { OdtMark, OdtTextStyle } from './styles'

const MARKS: readonly OdtMark[] = ['bold', 'italic', 'underline', 'strike']

export class InlineState {
  /** Ids of suggestions whose text this is. */
  readonly insertions = new Set<string>()
  readonly deletions = new Set<string>()
  readonly formats = new Set<string>()
  readonly threads = new Set<string>()
  hidden = false
  /** What the paragraph's own style says; a change of formatting is told from it. */
  paragraph: OdtTextStyle = {}

  private readonly styles: OdtTextStyle[] = []
  private readonly links: string[] = []

  within(style: OdtTextStyle, href: string | null, run: () => void): void {
    const { hidden } = this
    this.styles.push(style)
    if (href !== null) this.links.push(href)
    this.hidden = style.hidden ?? hidden
    run()
    this.hidden = hidden
    if (href !== null) this.links.pop()
    this.styles.pop()
  }

  marks(): readonly MarkJson[] {
    const plain = orderMarks(this.names([this.paragraph, ...this.styles]), this.links.at(-1) ?? null)
    const tracked: MarkJson[] = []
    const [insertion] = this.insertions
    const [deletion] = this.deletions
    const [format] = this.formats
    if (insertion !== undefined) tracked.push({ type: 'insertion', attrs: { id: insertion } })
    if (deletion !== undefined) tracked.push({ type: 'deletion', attrs: { id: deletion } })
    if (format !== undefined) {
      // OpenDocument does not say what the text was before: as its paragraph is by itself.
      const before = this.formerly()
      if (JSON.stringify(before) !== JSON.stringify(plain))
        tracked.push({ type: 'format', attrs: { id: format, before } })
    }
    const threads = [...this.threads].map((id): MarkJson => ({ type: 'thread', attrs: { id } }))
    return [...plain, ...tracked, ...threads]
  }

  private formerly(): FormerMarks {
    const names = this.names([this.paragraph])
    return MARKS.filter((name) => names.has(name)).map((type) => ({ type }))
  }

  private names(styles: readonly OdtTextStyle[]): ReadonlySet<ManuscriptMarkName> {
    const names = new Set<ManuscriptMarkName>()
    for (const mark of MARKS)
      if (styles.findLast((style) => style[mark] !== undefined)?.[mark] === true) names.add(mark)
    return names
  }
}
