/** What a group of an RTF file inherits from the one around it, and what its tables say. */
import type { ManuscriptMarkName } from '@shared/manuscript/schema'

/** Where text goes. */
export type RtfDestination =
  | 'text'
  | 'skip'
  | 'fonts'
  | 'styles'
  | 'lists'
  | 'list-overrides'
  | 'authors'
  | 'picture'
  | 'field'
  | 'field-code'
  | 'shape'
  | 'property-name'
  | 'property-value'
  | 'list-text'
  | 'old-list'
  | 'comment-author'
  | 'comment-start'
  | 'comment-end'
  | 'comment-ref'
  | 'comment-date'
  | 'comment-parent'

export interface RtfCharacters {
  readonly bold: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly strike: boolean
  readonly hidden: boolean
  readonly revised: boolean
  readonly deleted: boolean
  readonly author: number
  readonly deleter: number
  readonly at: number
  readonly deletedAt: number
}

export const PLAIN: RtfCharacters = {
  bold: false,
  italic: false,
  underline: false,
  strike: false,
  hidden: false,
  revised: false,
  deleted: false,
  author: 0,
  deleter: 0,
  at: 0,
  deletedAt: 0,
}

export interface RtfParagraph {
  readonly style: number
  /** 0 to 8; null for body text. */
  readonly outline: number | null
  readonly inTable: boolean
  /** `\ls`; 0 for none. */
  readonly list: number
  readonly level: number
  /** Twips. */
  readonly left: number
  readonly right: number
}

export const NO_PARAGRAPH: RtfParagraph = {
  style: 0,
  outline: null,
  inTable: false,
  list: 0,
  level: 0,
  left: 0,
  right: 0,
}

/** A field with its code, which is read before its result. */
export interface RtfField {
  code: string
}

export interface RtfGroup {
  destination: RtfDestination
  characters: RtfCharacters
  paragraph: RtfParagraph
  font: number | null
  /** Characters that stand in for a `\u` where it is not known. */
  fallback: number
  /** Between `\rtlch` and `\ltrch`: what is said there is not for our scripts. */
  rightToLeft: boolean
  href: string | null
  field: RtfField | null
  /** Done when the group ends. */
  onClose: (() => void) | null
}

/** The group that holds the file. */
export function firstGroup(): RtfGroup {
  return {
    destination: 'text',
    characters: PLAIN,
    paragraph: NO_PARAGRAPH,
    font: null,
    fallback: 1,
    rightToLeft: false,
    href: null,
    field: null,
    onClose: null,
  }
}

export interface RtfStyle {
  readonly name: string
  readonly outline: number | null
  readonly marks: readonly ManuscriptMarkName[]
}

export interface RtfTables {
  /** Encodings by font; null for a font that says nothing. */
  readonly fonts: Map<number, string | null>
  readonly styles: Map<number, RtfStyle>
  /** Whether a level numbers its items (null: no list at all), by `\listid`. */
  readonly lists: Map<number, (boolean | null)[]>
  /** `\ls` → `\listid`. */
  readonly overrides: Map<number, number>
  readonly authors: string[]
}

const TITLE_NAME = /^(?:title|标题|文章标题|文档标题)$/i
const HEADING_NAME = /^(?:heading|标题)\s*([1-9])$/i
const QUOTE_NAME = /^(?:quotations?|quote|intense quote|block text|引用|明显引用|引文)$/i
const CAPTION_NAME = /^(?:caption|illustration|figure|drawing|题注|图注|插图)$/i

export type RtfRole =
  { readonly kind: 'plain' | 'title' | 'quote' | 'caption' } | { readonly kind: 'heading'; readonly level: number }

/** Twips (1/20 point) on both sides from which an indent makes a quote: about 0.9 cm and 0.4 cm. */
const QUOTE_INDENT = { left: 510, right: 226 } as const

export function roleOf(paragraph: RtfParagraph, style: RtfStyle | undefined): RtfRole {
  const name = style?.name ?? ''
  if (TITLE_NAME.test(name)) return { kind: 'title' }
  const named = HEADING_NAME.exec(name)?.[1]
  const outline = paragraph.outline ?? style?.outline ?? null
  if (named !== undefined) return { kind: 'heading', level: Number(named) }
  if (outline !== null) return { kind: 'heading', level: outline + 1 }
  if (QUOTE_NAME.test(name)) return { kind: 'quote' }
  if (CAPTION_NAME.test(name)) return { kind: 'caption' }
  const indented = paragraph.left >= QUOTE_INDENT.left && paragraph.right >= QUOTE_INDENT.right
  return { kind: indented && paragraph.list === 0 ? 'quote' : 'plain' }
}
