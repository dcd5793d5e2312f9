/** A document in a form that a test can be read against: one line a block. */
import type { Node } from 'prosemirror-model'
import type { DocumentJson } from '@shared/domain/manuscript'
import { manuscriptSchema } from '@shared/manuscript/schema'
import type { Draft } from '@core/manuscript/draft'

export function nodeOf(document: DocumentJson): Node {
  const node = manuscriptSchema.nodeFromJSON(document)
  node.check()
  return node
}

/** The blocks of a draft as a checked node, behind an empty title. */
export function draftNode(draft: Draft): Node {
  const node = manuscriptSchema.nodeFromJSON({ type: 'doc', content: [{ type: 'title' }, ...draft.blocks] })
  node.check()
  return node
}

/** `p: text`, `h2: …`, nested structures in brackets; marks as `<bold>…</>`, breaks as `/`, pictures as `[img alt]`. */
export function outline(node: Node): string[] {
  const lines: string[] = []
  node.forEach((child) => {
    if (child.type.name !== 'title') lines.push(describe(child))
  })
  return lines
}

function describe(node: Node): string {
  if (node.isText) {
    const marks = node.marks.map((mark) =>
      mark.type.name === 'link' ? `link ${String(mark.attrs['href'])}` : mark.type.name,
    )
    return marks.length === 0 ? (node.text ?? '') : `<${marks.join(' ')}>${node.text ?? ''}</>`
  }
  if (node.type.name === 'hardBreak') return ' / '
  if (node.type.name === 'image')
    return `[img ${String(node.attrs['alt'])}${node.attrs['sha256'] === '' ? ' absent' : ''}]`
  const inside: string[] = []
  node.forEach((child) => {
    inside.push(describe(child))
  })
  if (node.isTextblock) return `${label(node)}: ${inside.join('')}`
  return `${label(node)}(${inside.join(' | ')})`
}

const LABELS: Readonly<Record<string, string>> = {
  paragraph: 'p',
  blockquote: 'quote',
  bulletList: 'ul',
  listItem: 'li',
  codeBlock: 'code',
  horizontalRule: 'hr',
  tableRow: 'tr',
  tableCell: 'td',
  tableHeader: 'th',
}

function label(node: Node): string {
  if (node.type.name === 'heading') return `h${String(node.attrs['level'])}`
  if (node.type.name === 'orderedList') return `ol${String(node.attrs['start'])}`
  return LABELS[node.type.name] ?? node.type.name
}
