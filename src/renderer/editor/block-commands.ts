/** What the toolbar and the keys do to whole blocks. A block keeps its id whatever it becomes. */
import type { Command } from '@tiptap/core'
import type { Node, Schema } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { isInTable } from '@tiptap/pm/tables'

export type BlockKind =
  { readonly type: 'paragraph' | 'caption' | 'codeBlock' } | { readonly type: 'heading'; readonly level: number }

function nodeType(schema: Schema, name: string) {
  const type = schema.nodes[name]
  if (type === undefined) throw new Error(`the schema has no ${name}`)
  return type
}

/** Makes the selected textblocks, but the title, blocks of a kind. */
export function setBlockKind(kind: BlockKind): Command {
  return ({ tr, state, dispatch }) => {
    const type = nodeType(state.schema, kind.type)
    const level = kind.type === 'heading' ? { level: kind.level } : {}
    const { from, to } = tr.selection
    let touched = false
    tr.doc.nodesBetween(from, to, (node) => {
      if (!node.isTextblock) return true
      if (node.type.name !== 'title') touched = true
      return false
    })
    if (touched && dispatch !== undefined) {
      tr.doc.nodesBetween(from, to, (node, position) => {
        if (!node.isTextblock) return true
        if (node.type.name === 'title') return false
        const start = tr.mapping.map(position)
        tr.setBlockType(start + 1, start + 1, type, { id: node.attrs['id'] as unknown, ...level })
        return false
      })
    }
    return touched
  }
}

/** Whether a rule or a table may stand here: not in the title, not in a footnote. */
function takesBlocks(document: Node, position: number): boolean {
  const $at = document.resolve(position)
  return $at.parent.type.name !== 'title' && !withinFootnote($at)
}

/** A list of the kind, the other kind turned into it, or out of it. */
export function toggleList(kind: 'bulletList' | 'orderedList'): Command {
  return ({ commands }) => commands.toggleList(kind, 'listItem')
}

export const insertRule: Command = ({ tr, state, dispatch, commands }) => {
  if (!takesBlocks(tr.doc, tr.selection.from)) return false
  if (dispatch === undefined) return true
  return commands.insertContent({ type: nodeType(state.schema, 'horizontalRule').name })
}

/** A table with a head, where the caret stands; not in another one. */
export function insertTable(rows: number, columns: number): Command {
  return ({ tr, state, dispatch }) => {
    if (!takesBlocks(tr.doc, tr.selection.from) || isInTable(state)) return false
    const { schema } = state
    const cell = (name: string): Node => nodeType(schema, name).create(null, nodeType(schema, 'paragraph').create())
    const row = (name: string): Node =>
      nodeType(schema, 'tableRow').create(
        null,
        Array.from({ length: columns }, () => cell(name)),
      )
    const table = nodeType(schema, 'table').create(
      null,
      Array.from({ length: rows }, (_, index) => row(index === 0 ? 'tableHeader' : 'tableCell')),
    )
    if (dispatch === undefined) return true
    const { $from } = tr.selection
    const depth = Math.max(1, $from.depth)
    const at = $from.after(depth)
    tr.insert(at, table)
    tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)))
    return true
  }
}

/** A footnote at the caret: its reference, and its text at the end, where the caret goes. */
export const insertFootnote: Command = ({ tr, state, dispatch }) => {
  const { $to } = tr.selection
  const { parent } = $to
  if (parent.type.name === 'title' || parent.type.spec.code === true || withinFootnote($to)) return false
  if (dispatch === undefined) return true
  const { schema } = state
  const note = `n${crypto.randomUUID().slice(0, 8)}`
  const place = footnotePlace(tr.doc, $to.pos)
  const footnote = nodeType(schema, 'footnote').create({ note }, nodeType(schema, 'paragraph').create())
  tr.insert(place, footnote)
  tr.insert($to.pos, nodeType(schema, 'footnoteRef').create({ note }))
  tr.setSelection(TextSelection.near(tr.doc.resolve(place + 3)))
  tr.scrollIntoView()
  return true
}

function withinFootnote($at: { readonly depth: number; node: (depth: number) => Node }): boolean {
  return Array.from({ length: $at.depth }, (_, depth) => $at.node(depth + 1)).some(
    (node) => node.type.name === 'footnote',
  )
}

/** Footnotes stand in the order of their references: before that of the first reference after the caret. */
function footnotePlace(document: Node, caret: number): number {
  const later = new Set<unknown>()
  document.nodesBetween(caret, document.content.size, (node, position) => {
    if (node.type.name === 'footnoteRef' && position >= caret) later.add(node.attrs['note'])
  })
  let place = document.content.size
  let found = false
  document.forEach((node, offset) => {
    if (found || node.type.name !== 'footnote' || !later.has(node.attrs['note'])) return
    place = offset
    found = true
  })
  return place
}

/** A caption below the block of the caret. */
export const insertCaption: Command = ({ tr, state, dispatch }) => {
  const { $from } = tr.selection
  if ($from.parent.type.name === 'title') return false
  if (dispatch === undefined) return true
  const at = $from.after()
  tr.insert(at, nodeType(state.schema, 'caption').create())
  tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)))
  return true
}

/** An address as it may stand in a manuscript; null when it is none. Shown, never followed. */
export function addressOf(written: string): string | null {
  const text = written.trim()
  if (/^mailto:[^\s@]+@[^\s@]+$/i.test(text)) return text
  const whole = /^[a-z][a-z\d+.-]*:/i.test(text) ? text : `https://${text}`
  try {
    const url = new URL(whole)
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null
  } catch {
    return null
  }
}
