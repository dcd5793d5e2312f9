/**
 * The editor's schema: Tiptap extensions made out of `shared/manuscript/schema.ts`, so that there is
 * one definition of a manuscript. Only how a node looks in the page is said here.
 */
import { Mark, Node, type AnyExtension, type Attributes } from '@tiptap/core'
import type { DOMOutputSpec, Mark as DocumentMark, Node as DocumentNode } from '@tiptap/pm/model'
import { formerTypeOf, paragraphMarkOf } from '@shared/manuscript/projection'
import { formerMarksSchema } from '@shared/manuscript/suggestions'
import { markParsers, nodeParsers } from './pasted-rules'
import { manuscriptSchema, type ManuscriptMarkName, type ManuscriptNodeName } from '@shared/manuscript/schema'

type NodeView = (node: DocumentNode) => DOMOutputSpec
type MarkView = (mark: DocumentMark) => DOMOutputSpec

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const count = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback)

/** A block's id in the page, for scrolling and tests. */
const blockId = (node: DocumentNode): Record<string, string> => {
  const id = text(node.attrs['id'])
  return { ...(id !== '' && { 'data-block': id }), ...suggestedOf(node) }
}

/** What is suggested of a textblock's end and type, for the style sheet. */
const suggestedOf = (node: DocumentNode): Record<string, string> => {
  const mark = paragraphMarkOf(node)
  const was = formerTypeOf(node)
  return {
    ...(mark !== null && { 'data-end': mark.kind, 'data-end-suggestion': mark.id }),
    ...(was !== null && { 'data-was': was.type, 'data-was-suggestion': was.id }),
  }
}

const cell =
  (tag: 'td' | 'th'): NodeView =>
  (node) => [
    tag,
    { colspan: String(count(node.attrs['colspan'], 1)), rowspan: String(count(node.attrs['rowspan'], 1)) },
    0,
  ]

/** A picture lies in the blob store; one that was not kept shows what it was called. */
const picture: NodeView = (node) => {
  const sha256 = text(node.attrs['sha256'])
  const alt = text(node.attrs['alt'])
  if (sha256 === '') {
    // A picture without words has nothing to be called.
    return ['span', { class: 'picture-missing', ...(alt !== '' && { role: 'img', 'aria-label': alt }) }, alt]
  }
  return ['img', { src: `app://blob/${sha256}`, alt, loading: 'lazy', decoding: 'async' }]
}

const nodeViews: Record<Exclude<ManuscriptNodeName, 'doc' | 'text'>, NodeView> = {
  title: (node) => ['h2', { ...blockId(node), 'data-testid': 'manuscript-title' }, 0],
  paragraph: (node) => ['p', blockId(node), 0],
  // The page has its own h1 and the title is an h2, so that the manuscript's headings start below.
  heading: (node) => {
    const level = count(node.attrs['level'], 2)
    return [`h${Math.min(Math.max(level + 1, 3), 6)}`, { ...blockId(node), 'data-level': String(level) }, 0]
  },
  blockquote: () => ['blockquote', 0],
  bulletList: () => ['ul', 0],
  orderedList: (node) => ['ol', { start: String(count(node.attrs['start'], 1)) }, 0],
  listItem: () => ['li', 0],
  codeBlock: (node) => ['pre', blockId(node), ['code', 0]],
  horizontalRule: () => ['hr'],
  table: () => ['table', ['tbody', 0]],
  tableRow: () => ['tr', 0],
  tableCell: cell('td'),
  tableHeader: cell('th'),
  image: picture,
  hardBreak: () => ['br'],
  caption: (node) => ['p', { ...blockId(node), class: 'caption' }, 0],
  // Its number is counted by the style sheet, in the order of the references.
  footnoteRef: (node) => ['sup', { class: 'footnote-ref', 'data-note': text(node.attrs['note']) }],
  footnote: (node) => ['section', { class: 'footnote', 'data-note': text(node.attrs['note']) }, 0],
}

const markViews: Record<ManuscriptMarkName, MarkView> = {
  bold: () => ['strong', 0],
  italic: () => ['em', 0],
  underline: () => ['u', 0],
  strike: () => ['s', 0],
  code: () => ['code', 0],
  // A span, not an anchor: an address in a manuscript is read, never followed.
  link: (mark) => ['span', { class: 'link', title: text(mark.attrs['href']) }, 0],
  insertion: (mark) => ['ins', { 'data-suggestion': text(mark.attrs['id']) }, 0],
  deletion: (mark) => ['del', { 'data-suggestion': text(mark.attrs['id']) }, 0],
  format: (mark) => {
    const before = formerMarksSchema.parse(mark.attrs['before']).map(({ type }) => type)
    return [
      'span',
      { class: 'reformatted', 'data-suggestion': text(mark.attrs['id']), 'data-before': before.join(' ') },
      0,
    ]
  },
}

function isValidate(value: unknown): value is string | ((attribute: unknown) => void) {
  return typeof value === 'string' || typeof value === 'function'
}

const tableRoles: Partial<Record<ManuscriptNodeName, string>> = {
  table: 'table',
  tableRow: 'row',
  tableCell: 'cell',
  tableHeader: 'header_cell',
}

/** Attributes of the schema as Tiptap writes them. */
function attributesOf(
  attrs: Readonly<Record<string, { default?: unknown; validate?: unknown }>> | undefined,
): Attributes {
  return Object.fromEntries(
    Object.entries(attrs ?? {}).map(([name, spec]) => [
      name,
      {
        ...('default' in spec ? { default: spec.default } : { isRequired: true }),
        ...(isValidate(spec.validate) ? { validate: spec.validate } : {}),
        rendered: false,
      },
    ]),
  )
}

function nodeExtension(name: ManuscriptNodeName): AnyExtension {
  const { attrs, ...spec } = manuscriptSchema.nodes[name].spec
  const view = name === 'doc' || name === 'text' ? null : nodeViews[name]
  return Node.create({
    ...spec,
    name,
    topNode: name === 'doc',
    addAttributes: () => attributesOf(attrs),
    parseHTML: () => nodeParsers[name] ?? [],
    // What the commands of tables know a table by.
    extendNodeSchema: (extension) => {
      const role = extension.name === name ? tableRoles[name] : undefined
      return role === undefined ? {} : { tableRole: role }
    },
    ...(view === null ? {} : { renderHTML: ({ node }: { node: DocumentNode }) => view(node) }),
  })
}

function markExtension(name: ManuscriptMarkName): AnyExtension {
  const { attrs, ...spec } = manuscriptSchema.marks[name].spec
  return Mark.create({
    ...spec,
    name,
    addAttributes: () => attributesOf(attrs),
    parseHTML: () => markParsers[name] ?? [],
    renderHTML: ({ mark }: { mark: DocumentMark }) => markViews[name](mark),
  })
}

/** In the order of the schema: ProseMirror takes the first fitting node of a group as its default. */
export const manuscriptExtensions: readonly AnyExtension[] = [
  ...(Object.keys(manuscriptSchema.nodes) as ManuscriptNodeName[]).map(nodeExtension),
  ...(Object.keys(manuscriptSchema.marks) as ManuscriptMarkName[]).map(markExtension),
]
