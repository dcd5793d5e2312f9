/** OpenDocument's styles: what a paragraph or a stretch of text is by its style and what that one inherits from (ODF 1.2, 16). */
import { child, elements, type XmlElement } from '../docx/xml-tree'

export type OdtMark = 'bold' | 'italic' | 'underline' | 'strike'

/** What a style says of text: on, off, or nothing. */
export type OdtTextStyle = Readonly<Partial<Record<OdtMark | 'hidden', boolean>>>

export type OdtParagraphRole = 'title' | 'heading' | 'quote' | 'caption' | 'plain'

export interface OdtParagraphStyle {
  readonly role: OdtParagraphRole
  /** Of a heading by its style; null when the style says none. */
  readonly level: number | null
  readonly text: OdtTextStyle
}

interface Style {
  readonly name: string
  readonly displayName: string
  readonly parent: string
  /** Made for one place of the text, not by a person: it has no name of its own. */
  readonly automatic: boolean
  readonly outlineLevel: number
  readonly text: OdtTextStyle
  /** Indented on both sides, as quotes are. */
  readonly indented: boolean
}

/** Styles that inherit from each other in a row; more is a circle. */
const MAX_CHAIN = 20

/** Centimetres from which an indent on the left and one on the right make a quote. */
const QUOTE_INDENT = { left: 0.9, right: 0.4 } as const

const TITLE_NAME = /^(?:title|标题|文章标题|文档标题)$/i
const HEADING_NAME = /^(?:heading|标题)\s*([1-9])$/i
const QUOTE_NAME = /^(?:quotations?|quote|intense quote|block quotation|引用|明显引用|引文)$/i
const CAPTION_NAME = /^(?:caption|illustration|figure|drawing|题注|图注|插图)$/i

export class OdtStyles {
  private readonly styles = new Map<string, Style>()
  /** Whether a level of a list style numbers, by the style's name. */
  private readonly lists = new Map<string, ReadonlyMap<number, boolean>>()

  /** `parts`: the roots of content.xml and styles.xml; what the first says comes first. */
  constructor(parts: readonly XmlElement[]) {
    for (const part of parts) {
      for (const group of elements(part)) {
        if (group.name !== 'office:automatic-styles' && group.name !== 'office:styles') continue
        this.read(group, group.name === 'office:automatic-styles')
      }
    }
  }

  paragraph(name: string): OdtParagraphStyle {
    const chain = this.chain('paragraph', name)
    const named = chain.filter(({ automatic }) => !automatic)
    const role = roleOf(named, chain)
    // A heading is bold because it is a heading.
    const telling = role === 'plain' || role === 'quote' ? chain : []
    const level = named.map(levelOf).find((each) => each > 0) ?? null
    return { role: role === 'plain' && level !== null ? 'heading' : role, level, text: merged(telling) }
  }

  text(name: string): OdtTextStyle {
    return merged(this.chain('text', name))
  }

  numbers(listStyle: string, level: number): boolean {
    return this.lists.get(listStyle)?.get(level) ?? false
  }

  private read(group: XmlElement, automatic: boolean): void {
    for (const element of elements(group)) {
      const name = element.attributes['style:name'] ?? ''
      if (element.name === 'style:style') {
        const key = `${element.attributes['style:family'] ?? ''} ${name}`
        if (!this.styles.has(key)) this.styles.set(key, styleOf(element, automatic))
      } else if (element.name === 'text:list-style' && !this.lists.has(name)) this.lists.set(name, levelsOf(element))
    }
  }

  /** The style, what it inherits from, and so on. */
  private chain(family: string, name: string): readonly Style[] {
    const chain: Style[] = []
    let next = name
    while (next !== '' && chain.length < MAX_CHAIN) {
      const style = this.styles.get(`${family} ${next}`)
      if (style === undefined) break
      chain.push(style)
      next = style.parent
    }
    return chain
  }
}

function styleOf(element: XmlElement, automatic: boolean): Style {
  const { attributes } = element
  const name = attributes['style:name'] ?? ''
  const text = child(element, 'style:text-properties')?.attributes ?? {}
  const paragraph = child(element, 'style:paragraph-properties')?.attributes ?? {}
  return {
    name: decodedName(name),
    displayName: attributes['style:display-name'] ?? decodedName(name),
    parent: attributes['style:parent-style-name'] ?? '',
    automatic,
    outlineLevel: Number.parseInt(attributes['style:default-outline-level'] ?? '0', 10) || 0,
    text: textStyleOf(text),
    indented:
      centimetres(paragraph['fo:margin-left']) >= QUOTE_INDENT.left &&
      centimetres(paragraph['fo:margin-right']) >= QUOTE_INDENT.right,
  }
}

/** `Heading_20_1` is how a name with a blank is written (ODF 1.2, 19.498). */
function decodedName(name: string): string {
  return name.replace(/_([0-9a-f]{2,4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

function textStyleOf(properties: Readonly<Record<string, string>>): OdtTextStyle {
  const style: Partial<Record<OdtMark | 'hidden', boolean>> = {}
  // Chinese characters have properties of their own, which programs set beside the others or alone.
  const weights = said(properties, ['fo:font-weight', 'style:font-weight-asian'])
  if (weights.length > 0) style.bold = weights.some((value) => value === 'bold' || Number.parseInt(value, 10) >= 600)
  const slants = said(properties, ['fo:font-style', 'style:font-style-asian'])
  if (slants.length > 0) style.italic = slants.some((value) => value === 'italic' || value === 'oblique')
  const lines = said(properties, ['style:text-underline-style', 'style:text-underline-type'])
  if (lines.length > 0) style.underline = lines.every((value) => value !== 'none')
  const strikes = said(properties, ['style:text-line-through-style', 'style:text-line-through-type'])
  if (strikes.length > 0) style.strike = strikes.every((value) => value !== 'none')
  const display = properties['text:display']
  if (display !== undefined) style.hidden = display === 'none'
  return style
}

function said(properties: Readonly<Record<string, string>>, names: readonly string[]): string[] {
  return names.flatMap((name) => properties[name] ?? [])
}

function centimetres(length: string | undefined): number {
  const match = /^(-?[\d.]{1,12})(cm|mm|in|pt|pc)$/.exec(length ?? '')
  const value = Number(match?.[1] ?? 0)
  switch (match?.[2]) {
    case 'mm':
      return value / 10
    case 'in':
      return value * 2.54
    case 'pt':
      return (value * 2.54) / 72
    case 'pc':
      return (value * 2.54) / 6
    default:
      return value
  }
}

function levelsOf(listStyle: XmlElement): ReadonlyMap<number, boolean> {
  const levels = new Map<number, boolean>()
  for (const level of elements(listStyle)) {
    const at = Number.parseInt(level.attributes['text:level'] ?? '', 10)
    const numbered =
      level.name === 'text:list-level-style-number' && (level.attributes['style:num-format'] ?? '') !== ''
    if (at > 0) levels.set(at, numbered)
  }
  return levels
}

function roleOf(named: readonly Style[], chain: readonly Style[]): OdtParagraphRole {
  for (const { name, displayName } of named) {
    for (const each of [displayName, name]) {
      if (TITLE_NAME.test(each)) return 'title'
      if (HEADING_NAME.test(each)) return 'heading'
      if (QUOTE_NAME.test(each)) return 'quote'
      if (CAPTION_NAME.test(each)) return 'caption'
    }
  }
  return chain[0]?.indented === true ? 'quote' : 'plain'
}

function levelOf({ name, displayName, outlineLevel }: Style): number {
  const byName = HEADING_NAME.exec(displayName)?.[1] ?? HEADING_NAME.exec(name)?.[1]
  return byName === undefined ? outlineLevel : Number(byName)
}

/** The nearest word on each property wins. */
function merged(chain: readonly Style[]): OdtTextStyle {
  return Object.assign({}, ...chain.toReversed().map(({ text }) => text)) as OdtTextStyle
}
