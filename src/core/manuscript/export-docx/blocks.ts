/** A document's blocks as Word's paragraphs and tables, by Word's own styles. */
import {
  HeadingLevel,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  WidthType,
  type IParagraphOptions,
  type IParagraphPropertiesChangeOptions,
  type NumberingDefinition,
} from 'docx'
import type { Node } from 'prosemirror-model'
import { formerTypeOf, paragraphMarkOf } from '@shared/manuscript/projection'
import type { FormerType } from '@shared/manuscript/suggestions'
import { changesOf, inlineContent, UNDER_NOTHING, type InlineSetting, type Under } from './inline'
import {
  CAPTION_STYLE,
  CODE_STYLE,
  CONTINUE_LEVELS,
  continueStyle,
  LIST_LEVELS,
  listNumbering,
  QUOTE_STYLE,
} from './styles'

/** What stands in a section, and in a cell. */
export type Written = Paragraph | Table

export interface BlockSetting extends InlineSetting {
  /** The lists met so far: each has a numbering of its own. */
  readonly lists: NumberingDefinition[]
}

/** Where a block stands. */
interface Where {
  readonly quote: boolean
  /** Lists around it. */
  readonly lists: number
  /** It is the first block of a list's item: that item's number stands before it. */
  readonly item: { readonly reference: string; readonly level: number } | null
  readonly under: Under
}

const AT_TOP: Where = { quote: false, lists: 0, item: null, under: UNDER_NOTHING }

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const

const BULLETS = 'bullets'

/** The title, and the paragraphs of a footnote. */
export function paragraphOf(node: Node, position: number, setting: BlockSetting, style?: string): Paragraph {
  return textblock(node, position, setting, AT_TOP, style === undefined ? {} : { style })
}

/** A block that begins at `position` in the document. */
export function blockOf(node: Node, position: number, setting: BlockSetting): Written[] {
  return block(node, position, setting, AT_TOP)
}

function block(node: Node, position: number, setting: BlockSetting, where: Where): Written[] {
  const own = { ...where, under: changesOf(node.marks, where.under) }
  switch (node.type.name) {
    case 'paragraph':
      return [textblock(node, position, setting, own, where.quote ? { style: QUOTE_STYLE } : {})]
    case 'heading':
      return [textblock(node, position, setting, own, { heading: headingOf(Number(node.attrs['level'])) })]
    case 'caption':
      return [textblock(node, position, setting, own, { style: CAPTION_STYLE })]
    case 'codeBlock':
      return [textblock(node, position, setting, own, { style: CODE_STYLE })]
    case 'horizontalRule':
      return [new Paragraph({ thematicBreak: true, ...endOf(own.under, setting) })]
    case 'blockquote':
      return inside(node, position, setting, { ...own, quote: true, item: null })
    case 'bulletList':
    case 'orderedList':
      return list(node, position, setting, own)
    case 'table':
      return [table(node, position, setting, own)]
    default:
      throw new Error(`no way to write ${node.type.name}`)
  }
}

function inside(node: Node, position: number, setting: BlockSetting, where: Where): Written[] {
  const children: Written[] = []
  node.forEach((child, offset) => children.push(...block(child, position + 1 + offset, setting, where)))
  return apart(children)
}

/** Word makes one table of two that follow each other: an empty paragraph stands between them. */
export function apart(children: readonly Written[]): Written[] {
  return children.flatMap((child, at) =>
    child instanceof Table && children[at + 1] instanceof Table ? [child, new Paragraph({})] : [child],
  )
}

function textblock(
  node: Node,
  position: number,
  setting: BlockSetting,
  where: Where,
  type: IParagraphOptions,
): Paragraph {
  const was = formerTypeOf(node)
  return new Paragraph({
    ...type,
    ...listPlace(where, type),
    ...endOf(where.under, setting, node),
    ...(was !== null && { revision: formerProperties(was, setting) }),
    children: inlineContent(node, position + 1, setting, where.under),
  })
}

/** An item's first paragraph has its number; what goes on in the item is set below it. */
function listPlace({ item, lists }: Where, type: IParagraphOptions): IParagraphOptions {
  if (item !== null && type.heading === undefined) {
    return { numbering: { reference: item.reference, level: item.level, instance: 0, custom: true } }
  }
  if (lists === 0 || type.style !== undefined || type.heading !== undefined) return {}
  return { style: continueStyle(Math.min(lists, CONTINUE_LEVELS) - 1) }
}

/** What is said of a paragraph's end: that it was inserted or deleted, or all of the paragraph was. */
function endOf(under: Under, { revisions }: BlockSetting, node?: Node): IParagraphOptions {
  const mark = node === undefined ? null : paragraphMarkOf(node)
  const insertion = mark?.kind === 'insertion' ? mark.id : under.insertion
  const deletion = mark?.kind === 'deletion' ? mark.id : under.deletion
  if (insertion === null && deletion === null) return {}
  return {
    run: {
      ...(insertion !== null && { insertion: revisions.next(insertion) }),
      ...(deletion !== null && { deletion: revisions.next(deletion) }),
    },
  }
}

function formerProperties(was: FormerType, { revisions }: BlockSetting): IParagraphPropertiesChangeOptions {
  const revision = revisions.next(was.id)
  switch (was.type) {
    case 'heading':
      return { ...revision, heading: headingOf(was.level ?? 2) }
    case 'caption':
      return { ...revision, style: CAPTION_STYLE }
    case 'paragraph':
      return revision
  }
}

function headingOf(level: number): (typeof HEADINGS)[number] {
  return HEADINGS[Math.min(Math.max(level, 1), HEADINGS.length) - 1] ?? HeadingLevel.HEADING_2
}

function list(node: Node, position: number, setting: BlockSetting, where: Where): Written[] {
  const ordered = node.type.name === 'orderedList'
  const level = Math.min(where.lists, LIST_LEVELS - 1)
  const reference = ordered ? `numbers ${setting.lists.length}` : BULLETS
  if (ordered || !setting.lists.some((known) => known.reference === BULLETS))
    setting.lists.push(listNumbering(reference, ordered, level, Number(node.attrs['start'] ?? 1)))
  const children: Written[] = []
  node.forEach((item, itemOffset) => {
    const start = position + 1 + itemOffset
    item.forEach((child, offset, index) => {
      const place = { ...where, lists: where.lists + 1, item: index === 0 ? { reference, level } : null }
      children.push(...block(child, start + 1 + offset, setting, place))
    })
  })
  return children
}

function table(node: Node, position: number, setting: BlockSetting, where: Where): Table {
  // The rows say that they or the whole came or went; what is in them says nothing of its own.
  const plain: Where = { ...AT_TOP }
  const rows: TableRow[] = []
  node.forEach((row, rowOffset) => {
    if (row.childCount === 0) return
    const { insertion, deletion } = changesOf(row.marks, where.under)
    const cells: TableCell[] = []
    let header = true
    row.forEach((cell, offset) => {
      header &&= cell.type.name === 'tableHeader'
      const content = inside(cell, position + 1 + rowOffset + 1 + offset, setting, plain)
      cells.push(
        new TableCell({
          // A cell ends with a paragraph (ECMA-376-1, 17.4.65).
          children: content.at(-1) instanceof Paragraph ? content : [...content, new Paragraph({})],
          columnSpan: Number(cell.attrs['colspan']),
          rowSpan: Number(cell.attrs['rowspan']),
        }),
      )
    })
    rows.push(
      new TableRow({
        children: cells,
        tableHeader: header,
        ...(insertion !== null && { insertion: setting.revisions.next(insertion) }),
        ...(deletion !== null && { deletion: setting.revisions.next(deletion) }),
      }),
    )
  })
  return new Table({ rows, width: { size: 100, type: WidthType.PERCENTAGE } })
}
