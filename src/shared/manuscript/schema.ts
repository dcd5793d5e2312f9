/**
 * The one document schema of the desk, used by importers, editor and exporters alike.
 *
 * Every textblock carries a stable `id`; the title is a textblock of its own with the id `title`.
 * Inline leaves (picture, break) are one position wide, so that offsets in a block's text and
 * positions in the document differ by a constant (see text.ts).
 */
import { Schema, type NodeSpec, type MarkSpec } from 'prosemirror-model'

/** The id of the title block. */
export const TITLE_BLOCK_ID = 'title'

const blockId = { id: { default: null, validate: 'string|null' } } as const

const nodes = {
  doc: { content: 'title block*' },
  title: {
    content: 'text*',
    marks: '',
    attrs: { id: { default: TITLE_BLOCK_ID, validate: 'string' } },
    defining: true,
  },
  paragraph: { content: 'inline*', group: 'block', attrs: blockId },
  heading: {
    content: 'inline*',
    group: 'block',
    attrs: { ...blockId, level: { default: 2, validate: 'number' } },
    defining: true,
  },
  blockquote: { content: 'block+', group: 'block', defining: true },
  bulletList: { content: 'listItem+', group: 'block' },
  orderedList: { content: 'listItem+', group: 'block', attrs: { start: { default: 1, validate: 'number' } } },
  listItem: { content: 'paragraph block*', defining: true },
  codeBlock: { content: 'text*', marks: '', group: 'block', attrs: blockId, code: true, defining: true },
  horizontalRule: { group: 'block' },
  table: { content: 'tableRow+', group: 'block', isolating: true },
  tableRow: { content: '(tableCell | tableHeader)*' },
  tableCell: { content: 'block+', attrs: cellSpans(), isolating: true },
  tableHeader: { content: 'block+', attrs: cellSpans(), isolating: true },
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
  text: { group: 'inline' },
} satisfies Record<string, NodeSpec>

const marks = {
  bold: {},
  italic: {},
  underline: {},
  strike: {},
  code: { excludes: '_' },
  /** Shown, never followed: the window opens no address by itself. */
  link: { attrs: { href: { validate: 'string' } }, inclusive: false },
} satisfies Record<string, MarkSpec>

function cellSpans() {
  return { colspan: { default: 1, validate: 'number' }, rowspan: { default: 1, validate: 'number' } }
}

export type ManuscriptNodeName = keyof typeof nodes
export type ManuscriptMarkName = keyof typeof marks

export const manuscriptSchema = new Schema<ManuscriptNodeName, ManuscriptMarkName>({ nodes, marks })
