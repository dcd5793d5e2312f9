/** Manuscripts and what writers do to them, made up by fast-check; and a desk's state without a page. */
import { manuscriptSchema } from '@shared/manuscript/schema'
import { Fragment, Slice, type Node } from '@tiptap/pm/model'
import type { Command as EditorCommand } from '@tiptap/core'
import { history, redo, undo } from '@tiptap/pm/history'
import { liftListItem, sinkListItem, wrapInList } from '@tiptap/pm/schema-list'
import { EditorState, Selection, TextSelection, type Command, type Transaction } from '@tiptap/pm/state'
import { deleteKey } from '@renderer/editor/suggest/delete-key'
import { enterKey, insertSlice, typeText } from '@renderer/editor/suggest/enter-key'
import { byId, everything, inRange, resolveSuggestions } from '@renderer/editor/suggest/resolve-suggestions'
import { trackTransaction, type Tracked } from '@renderer/editor/suggest/track-transaction'
import type { SuggestContext } from '@renderer/editor/suggest/tracking'
import { insertFootnote, insertTable } from '@renderer/editor/block-commands'
import { makeAnchorOver, quoteOf, type Anchor } from '@shared/manuscript/anchor'
import { projectedBlocks, suggestionIdsIn } from '@shared/manuscript/projection'
import fc from 'fast-check'

const { nodes, marks } = manuscriptSchema

export const words = (text: string, ...names: ('bold' | 'italic')[]): Node =>
  manuscriptSchema.text(
    text,
    names.map((name) => marks[name].create()),
  )
export const paragraph = (id: string, ...content: readonly (Node | string)[]): Node =>
  nodes.paragraph.create({ id }, inline(content))
export const heading = (id: string, level: number, ...content: readonly (Node | string)[]): Node =>
  nodes.heading.create({ id, level }, inline(content))
export const inline = (content: readonly (Node | string)[]): Node[] =>
  content.filter((each) => each !== '').map((each) => (typeof each === 'string' ? words(each) : each))
export const item = (...content: readonly Node[]): Node => nodes.listItem.create(null, content)
export const list = (...items: readonly Node[]): Node => nodes.bulletList.create(null, items)
export const quote = (...content: readonly Node[]): Node => nodes.blockquote.create(null, content)
export const rule = (): Node => nodes.horizontalRule.create()
export const picture = (): Node => nodes.image.create({ sha256: 'a'.repeat(64), contentType: 'image/png', alt: '图' })
export const table = (...cells: readonly Node[]): Node =>
  nodes.table.create(
    null,
    nodes.tableRow.create(
      null,
      cells.map((each) => nodes.tableCell.create(null, each)),
    ),
  )
const row = (cell: Node): Node => nodes.tableRow.create(null, nodes.tableCell.create(null, cell))
export const document = (title: string, ...blocks: readonly Node[]): Node =>
  nodes.doc.create(null, [nodes.title.create(null, inline([title])), ...blocks])

const text = fc.stringMatching(/^[天地玄黄宇宙洪荒a-c ]{0,6}$/)
const inlineNode = fc.oneof(
  { weight: 5, arbitrary: text.map((value) => inline([value])) },
  { weight: 1, arbitrary: text.map((value) => (value === '' ? [] : [words(value, 'bold')])) },
  { weight: 1, arbitrary: fc.constant([picture()]) },
  { weight: 1, arbitrary: fc.constant([nodes.hardBreak.create()]) },
)
const inlineContent = fc.array(inlineNode, { maxLength: 3 }).map((parts) => parts.flat())
const plainParagraph = inlineContent.map((content) => nodes.paragraph.create(null, content))
const plainBlock = fc.oneof(
  { weight: 6, arbitrary: plainParagraph },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 2, max: 4 }), inlineContent)
      .map(([level, content]) => nodes.heading.create({ level }, content)),
  },
  { weight: 1, arbitrary: text.map((value) => nodes.codeBlock.create(null, inline([value]))) },
  { weight: 1, arbitrary: fc.constant(rule()) },
)
const { block } = fc.letrec<{ block: Node; item: Node }>((tie) => ({
  item: fc.tuple(plainParagraph, fc.array(tie('block'), { maxLength: 1 })).map(([first, rest]) => item(first, ...rest)),
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: plainBlock },
    { weight: 1, arbitrary: fc.array(tie('item'), { minLength: 1, maxLength: 3 }).map((items) => list(...items)) },
    {
      weight: 1,
      arbitrary: fc.array(tie('block'), { minLength: 1, maxLength: 2 }).map((content) => quote(...content)),
    },
    { weight: 1, arbitrary: fc.array(plainParagraph, { minLength: 1, maxLength: 2 }).map((cells) => table(...cells)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(plainParagraph, plainParagraph)
        .map(([one, other]) => nodes.table.create(null, [row(one), row(other)])),
    },
  ),
}))

/** Every textblock gets an id, as an importer gives one. */
export function numbered(doc: Node): Node {
  let count = 0
  const renamed = (node: Node): Node => {
    if (node.isText) return node
    const content = Fragment.from(node.children.map(renamed))
    if (!node.isTextblock || node.type.name === 'title') return node.copy(content)
    count += 1
    return node.type.create({ ...node.attrs, id: `p${count}` }, content, node.marks)
  }
  return renamed(doc)
}

const note = fc
  .boolean()
  .map((has) =>
    has
      ? [
          nodes.paragraph.create(null, [words('见注'), nodes.footnoteRef.create({ note: 'n1' })]),
          nodes.footnote.create({ note: 'n1' }, nodes.paragraph.create(null, words('注文'))),
        ]
      : [],
  )

export const manuscript = fc
  .tuple(text, fc.array(block, { maxLength: 5 }), note)
  .map(([title, blocks, notes]) => numbered(document(title, ...blocks, ...notes)))

/** Two colleagues at one desk. */
export type Who = 'a' | 'b'

export type Act =
  | { readonly kind: 'type'; readonly who: Who; readonly from: number; readonly to: number; readonly text: string }
  | { readonly kind: 'type-on'; readonly who: Who; readonly text: string }
  | { readonly kind: 'delete'; readonly who: Who; readonly from: number; readonly to: number }
  | { readonly kind: 'key'; readonly who: Who; readonly at: number; readonly key: 'Backspace' | 'Delete' | 'Enter' }
  | { readonly kind: 'key-on'; readonly who: Who; readonly key: 'Backspace' | 'Delete' | 'Enter' }
  | { readonly kind: 'paste'; readonly who: Who; readonly from: number; readonly to: number; readonly slice: Slice }
  | { readonly kind: 'move'; readonly who: Who; readonly from: number; readonly to: number; readonly at: number }
  | {
      readonly kind: 'format'
      readonly who: Who
      readonly from: number
      readonly to: number
      readonly mark: 'bold' | 'italic' | 'code'
      readonly add: boolean
    }
  | { readonly kind: 'retype'; readonly who: Who; readonly from: number; readonly to: number; readonly level: number }
  | { readonly kind: 'rule'; readonly who: Who; readonly at: number }
  | {
      readonly kind: 'insert'
      readonly who: Who
      readonly plain: boolean
      readonly at: number
      readonly what: 'table' | 'image' | 'footnote'
    }
  | {
      readonly kind: 'shape'
      readonly who: Who
      readonly plain: boolean
      readonly at: number
      readonly how: 'list' | 'sink' | 'lift' | 'row' | 'delete-row' | 'delete-table'
    }
  | { readonly kind: 'comment'; readonly at: number; readonly length: number; readonly over: number }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | {
      readonly kind: 'resolve'
      readonly verdict: 'accept' | 'reject'
      readonly which: number | 'range' | 'all'
      readonly from: number
      readonly to: number
    }

const who = fc.constantFrom<Who>('a', 'b')
const place = fc.nat({ max: 1000 })
const key = fc.constantFrom('Backspace', 'Delete', 'Enter')
const pasted: fc.Arbitrary<Slice> = fc
  .tuple(fc.array(block, { minLength: 1, maxLength: 3 }), fc.boolean(), fc.boolean())
  .map(([blocks, start, end]) => {
    const content = Fragment.from(blocks)
    const open = Slice.maxOpen(content)
    return new Slice(content, start ? Math.min(1, open.openStart) : 0, end ? Math.min(1, open.openEnd) : 0)
  })

const insert = {
  kind: fc.constant('insert' as const),
  who,
  at: place,
  what: fc.constantFrom('table', 'image', 'footnote'),
}
const shape = {
  kind: fc.constant('shape' as const),
  who,
  at: place,
  how: fc.constantFrom('list', 'sink', 'lift', 'row', 'delete-row', 'delete-table'),
}
/** Whole blocks made, moved and taken away; those that cannot be suggested are refused. */
const structures: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ ...insert, plain: fc.constant(false) }),
  fc.record({ ...shape, plain: fc.constant(false) }),
)
/** The same while editing, where nothing is a suggestion. */
export const plainStructures: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ ...insert, plain: fc.constant(true) }),
  fc.record({ ...shape, plain: fc.constant(true) }),
)

export const edits: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('type'),
      who,
      from: place,
      to: place,
      text: fc.constantFrom('新', '改写', 'x'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('type-on'), who, text: fc.constantFrom('好', '的', 'y') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete'), who, from: place, to: place }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('key'), who, at: place, key }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('key-on'), who, key }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('paste'), who, from: place, to: place, slice: pasted }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('move'), who, from: place, to: place, at: place }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('format'),
      who,
      from: place,
      to: place,
      mark: fc.constantFrom('bold', 'italic', 'code'),
      add: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('retype'), who, from: place, to: place, level: fc.nat({ max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rule'), who, at: place }) },
  { weight: 2, arbitrary: structures },
)
/** What is said of a piece of the text. */
export const comments: fc.Arbitrary<Act> = fc.record({
  kind: fc.constant('comment'),
  at: place,
  length: fc.integer({ min: 1, max: 6 }),
  over: fc.constantFrom(0, 0, 0, 1, 2),
})
export const travels: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('undo') }),
  fc.record({ kind: fc.constant('redo') }),
)
export const resolutions: fc.Arbitrary<Act> = fc.record({
  kind: fc.constant('resolve'),
  verdict: fc.constantFrom('accept', 'reject'),
  which: fc.oneof(fc.nat({ max: 5 }), fc.constant('range'), fc.constant('all')),
  from: place,
  to: place,
})

/** The editor's own command, which needs no more of it than a state. */
const own =
  (command: EditorCommand): Command =>
  (state, dispatch) => {
    const { tr } = state
    const taken = command({ tr, state, dispatch } as unknown as Parameters<EditorCommand>[0])
    if (taken) dispatch?.(tr)
    return taken
  }

const INSERTS = {
  table: own(insertTable(2, 2)),
  footnote: own(insertFootnote),
  image: (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(picture(), false))
    return true
  },
} satisfies Record<string, Command>

/** A row of as many cells without words. */
const emptied = (line: Node): Node =>
  line.copy(Fragment.from(line.children.map((cell) => cell.copy(Fragment.from(nodes.paragraph.create())))))

/** Does something to the structure of a kind that the caret is in. The table's own commands want the editor's schema. */
function around(
  kind: 'table' | 'tableRow',
  what: (tr: Transaction, node: Node, from: number, parent: Node) => Transaction,
): Command {
  return (state, dispatch) => {
    const { $from } = state.selection
    for (let depth = $from.depth; depth > 0; depth -= 1) {
      const node = $from.node(depth)
      if (node.type.name !== kind) continue
      dispatch?.(what(state.tr, node, $from.before(depth), $from.node(depth - 1)))
      return true
    }
    return false
  }
}

const SHAPES = {
  list: wrapInList(nodes.bulletList),
  sink: sinkListItem(nodes.listItem),
  lift: liftListItem(nodes.listItem),
  row: around('tableRow', (tr, line, from) => tr.insert(from + line.nodeSize, emptied(line))),
  'delete-row': around('tableRow', (tr, line, from, whole) =>
    whole.childCount > 1 ? tr.delete(from, from + line.nodeSize) : tr,
  ),
  'delete-table': around('table', (tr, whole, from) => tr.delete(from, from + whole.nodeSize)),
} satisfies Record<string, Command>

/** A comment as it was made: the text that it was made in, and where. */
export interface Made {
  readonly document: Node
  readonly anchor: Anchor
}

/** A window without a page: the state, and the ids and the time that it hands out. */
export class Desk {
  state: EditorState
  readonly made: Made[] = []
  /** Kinds of acts that changed the text. */
  readonly took = new Set<string>()
  /** Changes that could not be suggested. */
  refused = 0
  private counter = 0
  private clock = 1_000_000

  constructor(doc: Node) {
    this.state = EditorState.create({ doc, plugins: [history({ depth: 1000, newGroupDelay: 0 })] })
  }

  context(name: Who): SuggestContext {
    this.clock += 1000
    return {
      editorId: name,
      name: name === 'a' ? '苏打' : '小羽毛',
      now: this.clock,
      newSuggestionId: () => `s${(this.counter += 1)}`,
      newBlockId: () => `n${(this.counter += 1)}`,
    }
  }

  /** A while goes by, longer than changes are joined. */
  wait(): void {
    this.clock += 60 * 60_000
  }

  apply(tracked: Tracked | Transaction | null): void {
    if (tracked === null) return
    if ('kind' in tracked && tracked.kind === 'refused') this.refused += 1
    else this.state = this.state.apply('kind' in tracked ? tracked.tr : tracked)
  }

  /** A transaction as a command makes it, tracked. */
  track(tr: Transaction, name: Who = 'a'): void {
    if (tr.docChanged) this.apply(trackTransaction(this.state, tr, this.context(name)))
  }

  run(command: Command): boolean {
    return command(this.state, (tr) => {
      this.state = this.state.apply(tr)
    })
  }

  /** A place where a caret can be. */
  caret(at: number): number {
    const { doc } = this.state
    const $at = doc.resolve(at % doc.content.size)
    return (Selection.findFrom($at, 1, true) ?? Selection.findFrom($at, -1, true) ?? Selection.atStart(doc)).head
  }

  range(one: number, other: number): { from: number; to: number } {
    const [a, b] = [this.caret(one), this.caret(other)]
    return { from: Math.min(a, b), to: Math.max(a, b) }
  }

  act(act: Act): void {
    const before = this.state.doc
    this.carryOut(act)
    if (this.state.doc === before) return
    this.took.add(act.kind === 'insert' ? act.what : act.kind === 'shape' ? act.how : act.kind)
  }

  private carryOut(act: Act): void {
    switch (act.kind) {
      case 'type': {
        const { from, to } = this.range(act.from, act.to)
        this.apply(typeText(this.state, from, to, act.text, this.context(act.who)))
        break
      }
      case 'type-on':
        this.track(this.state.tr.insertText(act.text), act.who)
        break
      case 'delete': {
        const { from, to } = this.range(act.from, act.to)
        this.track(
          this.state.tr.setSelection(TextSelection.create(this.state.doc, from, to)).deleteSelection(),
          act.who,
        )
        break
      }
      case 'key':
        this.caretTo(act.at)
        this.press(act.key, act.who)
        break
      case 'key-on':
        this.press(act.key, act.who)
        break
      case 'paste': {
        const { from, to } = this.range(act.from, act.to)
        this.apply(insertSlice(this.state, from, to, act.slice, this.context(act.who)))
        break
      }
      case 'move': {
        const { from, to } = this.range(act.from, act.to)
        const slice = this.state.doc.slice(from, to)
        const { tr } = this.state
        tr.delete(from, to)
        const at = tr.mapping.map(this.caret(act.at))
        this.track(tr.replaceRange(at, at, slice), act.who)
        break
      }
      case 'format': {
        const { from, to } = this.range(act.from, act.to)
        const mark = marks[act.mark].create()
        this.track(act.add ? this.state.tr.addMark(from, to, mark) : this.state.tr.removeMark(from, to, mark), act.who)
        break
      }
      case 'retype': {
        const { from, to } = this.range(act.from, act.to)
        const { tr } = this.state
        if (act.level < 2) tr.setBlockType(from, to, nodes.paragraph)
        else tr.setBlockType(from, to, nodes.heading, (old) => ({ ...old.attrs, level: act.level }))
        this.track(tr, act.who)
        break
      }
      case 'rule': {
        const at = this.caret(act.at)
        const { tr } = this.state
        tr.setSelection(TextSelection.create(tr.doc, at)).replaceSelectionWith(rule())
        this.track(tr, act.who)
        break
      }
      case 'insert':
        this.caretTo(act.at)
        this.command(INSERTS[act.what], act.plain ? null : act.who)
        break
      case 'shape':
        this.caretInside(act.how, act.at)
        this.command(SHAPES[act.how], act.plain ? null : act.who)
        break
      case 'comment': {
        const blocks = projectedBlocks(this.state.doc, 'current').filter(({ text: words }) => words.length > 0)
        const block = blocks[act.at % Math.max(1, blocks.length)]
        if (block === undefined) break
        const start = act.at % block.text.length
        const first = blocks.indexOf(block)
        const further = blocks.slice(first + 1, first + 1 + act.over)
        const end = further.length > 0 ? block.text.length : Math.min(start + act.length, block.text.length)
        const anchor = makeAnchorOver('', blocks, [
          { block: block.id, start, end },
          ...further.map(({ id, text: written }, at) => ({
            block: id,
            start: 0,
            end: at < further.length - 1 ? written.length : Math.min(act.length, written.length),
          })),
        ])
        // Nobody comments on white space.
        if (anchor === null || !/\S/.test(quoteOf(anchor))) break
        this.made.push({ document: this.state.doc, anchor })
        break
      }
      case 'undo':
        this.run(undo)
        break
      case 'redo':
        this.run(redo)
        break
      case 'resolve': {
        const { from, to } = this.range(act.from, act.to)
        const ids = [...suggestionIdsIn(this.state.doc)]
        const pick =
          act.which === 'all'
            ? everything
            : act.which === 'range'
              ? inRange(this.state.doc, from, to)
              : byId(ids[act.which % Math.max(1, ids.length)] ?? '')
        this.apply(resolveSuggestions(this.state, act.verdict, pick))
        break
      }
    }
  }

  /** A command of the toolbar, tracked as what somebody does to the text, or as it is. */
  command(command: Command, name: Who | null): void {
    command(this.state, (tr) => {
      if (name === null) this.apply(tr)
      else this.track(tr, name)
    })
  }

  /** Where a command on structures finds one, if there is any. */
  private caretInside(how: keyof typeof SHAPES, at: number): void {
    const kind = how === 'list' ? 'paragraph' : how === 'sink' || how === 'lift' ? 'listItem' : 'tableRow'
    const places: number[] = []
    this.state.doc.descendants((node, position, _, index) => {
      if (node.type.name === kind && (how !== 'sink' || index > 0)) places.push(position + 1)
      return true
    })
    this.caretTo(places[at % Math.max(1, places.length)] ?? at)
  }

  private caretTo(at: number): void {
    this.state = this.state.apply(this.state.tr.setSelection(TextSelection.create(this.state.doc, this.caret(at))))
  }

  press(name: 'Backspace' | 'Delete' | 'Enter', by: Who = 'a'): void {
    const context = this.context(by)
    if (name === 'Enter') this.apply(enterKey(this.state, context))
    else this.apply(deleteKey(this.state, name === 'Backspace' ? 'backward' : 'forward', context))
  }
}

/**
 * A document as a line to compare: blocks joined by ` | `, `[+地]` inserted, `[-玄]` deleted, `{黄}` reformatted, `¶+` and
 * `¶-` for ends, `h3:` for a heading (`h3<p:` that was a paragraph), with the id before each block.
 */
export function told(doc: Node): string {
  const blocks: string[] = []
  doc.descendants((node) => {
    if (node.type.name === 'horizontalRule') blocks.push(wrapped(node, '—'))
    if (node.type.name === 'table' && node.marks.length > 0) {
      blocks.push(wrapped(node, node.textContent))
      return false
    }
    if (!node.isTextblock) return true
    const { id, level, was, paragraphMark } = node.attrs as Record<string, unknown>
    const type = node.type.name === 'heading' ? `h${String(level)}` : ''
    const before = was === null || was === undefined ? '' : `<${(was as { type: string }).type[0] ?? ''}`
    const end = paragraphMark == null ? '' : (paragraphMark as { kind: string }).kind === 'insertion' ? '¶+' : '¶-'
    const words = node.children.map((child) => wrapped(child, child.text ?? child.type.name)).join('')
    blocks.push(`${String(id)}:${type}${before}${type + before === '' ? '' : ':'}${words}${end}`)
    return false
  })
  return blocks.join(' | ')
}

function wrapped(node: Node, words: string): string {
  const names = node.marks.map(({ type }) => type.name)
  const bold = names.includes('bold') ? `*${words}*` : words
  const inner = names.includes('format') ? `{${bold}}` : bold
  const signs = `${names.includes('insertion') ? '+' : ''}${names.includes('deletion') ? '-' : ''}`
  return signs === '' ? inner : `[${signs}${inner}]`
}
