/** What Word's styles mean for a manuscript, by their names: Word keeps English ones inside, WPS and others localised ones. */
import type { ManuscriptMarkName } from '@shared/manuscript/schema'
import { child, childrenNamed, childValue, toggle, type XmlElement } from './xml-tree'

/** What a paragraph is by its style. */
export type Role =
  | { readonly kind: 'paragraph' | 'title' | 'quote' | 'code' | 'caption' }
  | { readonly kind: 'heading'; readonly level: number }
  /** Goes on with the list item before it, `level` lists deep. */
  | { readonly kind: 'list-continue'; readonly level: number }

interface Style {
  readonly id: string
  readonly name: string
  readonly basedOn: string | null
  readonly paragraph: XmlElement | undefined
  readonly run: XmlElement | undefined
}

/** A chain of styles that are based on each other. Word's own are at most five long; a hostile one is a circle. */
const MAX_STYLE_CHAIN = 16

/** Levels of headings that the schema has. */
const MAX_HEADING = 6

const TITLE = /^(?:title|标题|文章标题|文档标题)$/
const SUBTITLE = /^(?:subtitle|副标题)$/
const HEADING = /^(?:heading|标题) ?([1-6])$/
const QUOTE = /^(?:quote|intense quote|quotations|block text|引用|明显引用)$/
const CAPTION = /^(?:caption|题注|图注|图题|illustration|figure)$/
const CODE =
  /^(?:code|code block|source code|html preformatted|html 预设格式|preformatted text|代码|代码块|源代码|程序代码)$/
const LIST_CONTINUE = /^(?:list continue|列表接续)(?: ([2-5]))?$/

const CODE_RUN =
  /^(?:code|html code|html 代码|html typewriter|source text|verbatim char|inline code|代码字符|行内代码)$/
const LINK_RUN = /^(?:hyperlink|followedhyperlink|internet link|超链接)$/

export class Styles {
  private readonly paragraphs = new Map<string, Style>()
  private readonly characters = new Map<string, Style>()
  private readonly roles = new Map<string, Role>()
  private defaultParagraph: string | null = null

  constructor(root: XmlElement | undefined) {
    for (const element of childrenNamed(root, 'w:style')) {
      const id = element.attributes['w:styleId'] ?? ''
      const type = element.attributes['w:type']
      const style: Style = {
        id,
        name: (childValue(element, 'w:name') ?? id).toLowerCase().trim(),
        basedOn: childValue(element, 'w:basedOn'),
        paragraph: child(element, 'w:pPr'),
        run: child(element, 'w:rPr'),
      }
      if (type === 'character') this.characters.set(id, style)
      else if (type === 'paragraph' || type === undefined) {
        this.paragraphs.set(id, style)
        if (/^(?:1|true|on)$/.test(element.attributes['w:default'] ?? '')) this.defaultParagraph = id
      }
    }
  }

  /** The role of a paragraph with these properties. */
  role(properties: XmlElement | undefined): Role {
    const id = childValue(properties, 'w:pStyle') ?? this.defaultParagraph
    const role = id === null ? PARAGRAPH : this.roleOfStyle(id)
    if (role.kind !== 'paragraph') return role
    return headingOf(childValue(properties, 'w:outlineLvl')) ?? role
  }

  /** The list that a paragraph's style puts it into: its `w:numPr`. */
  numbering(properties: XmlElement | undefined): XmlElement | undefined {
    for (const style of this.chain(this.paragraphs, childValue(properties, 'w:pStyle'))) {
      const numbering = child(style.paragraph, 'w:numPr')
      if (numbering !== undefined) return numbering
    }
    return undefined
  }

  /** The marks that a character style gives; not the underline of links, which the link itself says. */
  characterMarks(id: string | null): ReadonlySet<ManuscriptMarkName> {
    const marks = new Set<ManuscriptMarkName>()
    const settled = new Set<ManuscriptMarkName>()
    for (const style of this.chain(this.characters, id)) {
      if (LINK_RUN.test(style.name)) continue
      if (style.name === 'strong' || style.name === '要点') marks.add('bold')
      if (style.name === 'emphasis' || style.name === '强调') marks.add('italic')
      if (CODE_RUN.test(style.name)) marks.add('code')
      for (const [property, mark] of TOGGLES) {
        const on = toggle(style.run, property)
        if (on === null || settled.has(mark)) continue
        settled.add(mark)
        if (on) marks.add(mark)
      }
    }
    return marks
  }

  private roleOfStyle(id: string): Role {
    const known = this.roles.get(id)
    if (known !== undefined) return known
    const role = this.findRole(id)
    this.roles.set(id, role)
    return role
  }

  private findRole(id: string): Role {
    const chain = this.chain(this.paragraphs, id)
    // A style that is not defined still says what it is by its id.
    if (chain.length === 0) return roleOfName(id.toLowerCase().replace(/^heading(?=\d$)/, 'heading ')) ?? PARAGRAPH
    for (const style of chain) {
      const role = roleOfName(style.name) ?? (style.id === 'Title' ? TITLE_ROLE : null)
      if (role !== null) return role
      const outline = headingOf(childValue(style.paragraph, 'w:outlineLvl'))
      if (outline !== null) return outline
    }
    return PARAGRAPH
  }

  private chain(styles: ReadonlyMap<string, Style>, id: string | null): readonly Style[] {
    const chain: Style[] = []
    for (let next = id; next !== null && chain.length < MAX_STYLE_CHAIN;) {
      const style = styles.get(next)
      if (style === undefined) break
      chain.push(style)
      next = style.basedOn
    }
    return chain
  }
}

const PARAGRAPH: Role = { kind: 'paragraph' }
const TITLE_ROLE: Role = { kind: 'title' }

const TOGGLES: readonly (readonly [string, ManuscriptMarkName])[] = [
  ['w:b', 'bold'],
  ['w:i', 'italic'],
  ['w:strike', 'strike'],
  ['w:dstrike', 'strike'],
]

/** Null when the name says nothing, so that the style it is based on is asked. */
function roleOfName(name: string): Role | null {
  if (TITLE.test(name)) return TITLE_ROLE
  if (SUBTITLE.test(name)) return PARAGRAPH
  const level = HEADING.exec(name)?.[1]
  if (level !== undefined) return { kind: 'heading', level: Number(level) }
  if (QUOTE.test(name)) return { kind: 'quote' }
  if (CAPTION.test(name)) return { kind: 'caption' }
  if (CODE.test(name)) return { kind: 'code' }
  const continued = LIST_CONTINUE.exec(name)
  if (continued !== null) return { kind: 'list-continue', level: Number(continued[1] ?? '1') }
  return null
}

function headingOf(outlineLevel: string | null): Role | null {
  if (outlineLevel === null || !/^\d$/.test(outlineLevel)) return null
  const level = Number(outlineLevel) + 1
  return level <= MAX_HEADING ? { kind: 'heading', level } : null
}
