/**
 * The one document schema of the desk, used by importers, editor and exporters alike.
 *
 * Every textblock carries a stable `id`; the title is a textblock of its own with the id `title`.
 * Inline leaves (picture, break, footnote reference) are one position wide, so that offsets in a block's
 * text and positions in the document differ by a constant (see text.ts).
 *
 * Suggested changes (修订) are part of the document, as Word has them: `insertion` and `deletion` on what is
 * inserted and deleted, `format` on text that was formatted otherwise, `paragraphMark` on a textblock whose end was
 * inserted or deleted, `was` on one that was of another type. Each names its suggestion by id; who made it and when
 * stands in the document's own attribute `suggestions` (suggestions.ts).
 */
import { Schema, type NodeSpec, type MarkSpec } from 'prosemirror-model'
import { validateFormerMarks, validateFormerType, validateParagraphMark, validateSuggestions } from './suggestions'

/** The id of the title block. */
export const TITLE_BLOCK_ID = 'title'

const blockId = { id: { default: null, validate: 'string|null' } } as const

/** What a textblock among others says of suggested changes to its end. */
const paragraphMark = { paragraphMark: { default: null, validate: validateParagraphMark } } as const
const textblockAttrs = { ...blockId, ...paragraphMark, was: { default: null, validate: validateFormerType } } as const

/** Suggested changes of whole blocks (a rule, a table), of a table's rows, and of the text in blocks that have no formatting. */
const tracked = 'insertion deletion'

const nodes = {
  doc: {
    content: 'title block* footnote*',
    marks: tracked,
    attrs: { suggestions: { default: {}, validate: validateSuggestions } },
  },
  title: {
    content: 'text*',
    marks: tracked,
    attrs: { id: { default: TITLE_BLOCK_ID, validate: 'string' } },
    defining: true,
    isolating: true,
  },
  paragraph: { content: 'inline*', group: 'block', attrs: textblockAttrs },
  heading: {
    content: 'inline*',
    group: 'block',
    attrs: { ...textblockAttrs, level: { default: 2, validate: 'number' } },
    defining: true,
  },
  /** 图注: what is said of the picture right before it. */
  caption: { content: 'inline*', group: 'block', attrs: textblockAttrs, defining: true },
  blockquote: { content: 'block+', group: 'block', marks: tracked, defining: true },
  bulletList: { content: 'listItem+', group: 'block' },
  orderedList: { content: 'listItem+', group: 'block', attrs: { start: { default: 1, validate: 'number' } } },
  listItem: { content: 'paragraph block*', marks: tracked, defining: true },
  codeBlock: {
    content: 'text*',
    marks: tracked,
    group: 'block',
    attrs: { ...blockId, ...paragraphMark },
    code: true,
    defining: true,
  },
  horizontalRule: { group: 'block' },
  table: { content: 'tableRow+', group: 'block', marks: tracked, isolating: true },
  tableRow: { content: '(tableCell | tableHeader)*' },
  tableCell: { content: 'block+', marks: tracked, attrs: cellSpans(), isolating: true },
  tableHeader: { content: 'block+', marks: tracked, attrs: cellSpans(), isolating: true },
  /** What a footnoteRef of the same `note` refers to. Footnotes stand at the end, numbered by the order of their references. */
  footnote: {
    content: 'paragraph+',
    marks: tracked,
    attrs: { note: { validate: 'string' } },
    defining: true,
    isolating: true,
  },
  image: {
    inline: true,
    group: 'inline',
    atom: true,
    attrs: {
      /** sha256 of the picture's blob; empty when the picture was not kept. */
      sha256: { default: '', validate: 'string' },
      contentType: { default: '', validate: 'string' },
      alt: { default: '', validate: 'string' },
    },
  },
  hardBreak: { inline: true, group: 'inline', selectable: false, linebreakReplacement: true },
  footnoteRef: { inline: true, group: 'inline', atom: true, attrs: { note: { validate: 'string' } } },
  text: { group: 'inline' },
} satisfies Record<string, NodeSpec>

const marks = {
  bold: {},
  italic: {},
  underline: {},
  strike: {},
  code: { excludes: 'code bold italic underline strike link' },
  /** Shown, never followed: the window opens no address by itself. */
  link: { attrs: { href: { validate: 'string' } }, inclusive: false },
  /** Suggested: not in the base, but in the current text. */
  insertion: { attrs: { id: { validate: 'string' } }, inclusive: false },
  /** Suggested: in the base, but not in the current text. What was inserted by one and deleted by another carries both. */
  deletion: { attrs: { id: { validate: 'string' } }, inclusive: false },
  /** Suggested: formatted as it is now; in the base it has the marks in `before` (their JSON) instead. */
  format: {
    attrs: { id: { validate: 'string' }, before: { default: [], validate: validateFormerMarks } },
    inclusive: false,
  },
} satisfies Record<string, MarkSpec>

function cellSpans() {
  return { colspan: { default: 1, validate: 'number' }, rowspan: { default: 1, validate: 'number' } }
}

export type ManuscriptNodeName = keyof typeof nodes
export type ManuscriptMarkName = keyof typeof marks

export const manuscriptSchema = new Schema<ManuscriptNodeName, ManuscriptMarkName>({ nodes, marks })
