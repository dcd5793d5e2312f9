/** Made-up manuscripts with comments and suggested changes of every kind that Word can say, and what to compare of two. */
import { manuscriptSchema } from '@shared/manuscript/schema'
import type { Node } from 'prosemirror-model'
import type { ExportThread, ManuscriptToExport } from '@core/manuscript/export-types'
import type { ImportedThread } from '@shared/domain/annotation'
import { makeAnchorOver, quoteOf } from '@shared/manuscript/anchor'
import { formerTypeOf, paragraphMarkOf, positionInDocument, projectedBlocks } from '@shared/manuscript/projection'
import { suggestionsSchema, type SuggestionMeta } from '@shared/manuscript/suggestions'
import type { RandomNumbers } from './random'

export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const CHARACTERS = [...'春夏秋冬山水云月花鸟虫鱼东西南北中天地人你我他好，。a1😀']
const PEOPLE = ['李编辑', '王作者', '审稿人 & <乙>', '']
/** Whole seconds: Word has no finer times. */
const TIMES = [1_788_000_000_000, 1_788_000_061_000, 1_788_100_000_000, null]

export interface ReviewedDocument extends ManuscriptToExport {
  readonly node: Node
}

interface MarkJson {
  readonly type: string
  readonly attrs?: Record<string, unknown>
}
interface NodeJson {
  readonly type: string
  readonly attrs?: Record<string, unknown>
  readonly content?: readonly NodeJson[]
  readonly marks?: readonly MarkJson[]
  readonly text?: string
}

/** `simple`: without what programs other than Word write back in another way. */
export function reviewedDocument(random: RandomNumbers, pictureSha256: string, simple = false): ReviewedDocument {
  const maker = new Maker(random, pictureSha256, simple)
  return maker.document()
}

class Maker {
  private readonly suggestions: Record<string, SuggestionMeta> = {}
  private readonly notes: NodeJson[] = []

  constructor(
    private readonly random: RandomNumbers,
    private readonly pictureSha256: string,
    private readonly simple: boolean,
  ) {}

  document(): ReviewedDocument {
    const body = Array.from({ length: 3 + this.below(8) }, () => this.block()).flat()
    const bare = {
      type: 'doc',
      attrs: { suggestions: this.suggestions },
      content: [
        { type: 'title', content: [{ type: 'text', text: '县城消费' }, ...this.changedText()] },
        { type: 'paragraph', content: [{ type: 'text', text: '正文从这里开始，够长的一段话。' }] },
        ...body,
        ...this.notes,
      ],
    }
    let ordinal = 0
    const named = (json: NodeJson): NodeJson => {
      const isNamed = ['paragraph', 'heading', 'caption', 'codeBlock'].includes(json.type)
      if (isNamed) ordinal += 1
      return {
        ...json,
        ...(isNamed && { attrs: { ...json.attrs, id: `p${ordinal}` } }),
        ...(json.content !== undefined && { content: json.content.map(named) }),
      }
    }
    const node = manuscriptSchema.nodeFromJSON(named(bare))
    node.check()
    return {
      node,
      document: { ...(node.toJSON() as object), type: 'doc' },
      byline: '文：志刚',
      threads: Array.from({ length: this.below(6) }, () => this.thread(node)).flat(),
      pictures: new Map([[this.pictureSha256, { bytes: PIXEL, contentType: 'image/png' }]]),
      closing: [],
    }
  }

  /** One block, and a paragraph behind one that would become one with its like. */
  private block(): NodeJson[] {
    const after = (): NodeJson => this.textblock({ type: 'paragraph' })
    switch (this.below(this.simple ? 6 : 10)) {
      case 0:
        return [this.textblock({ type: 'heading', attrs: { level: 1 + this.below(4) } })]
      case 1:
        return [this.list(0), after()]
      case 2:
        return [{ type: 'paragraph', content: [this.image()] }, this.textblock({ type: 'caption' })]
      case 3:
        return [this.table(), after()]
      case 4:
      case 5:
        return this.simple ? [this.ended(), after()] : [after()]
      case 6:
        return [{ type: 'blockquote', content: [after(), after()] }, after()]
      case 7:
        return [
          {
            type: 'codeBlock',
            content: [{ type: 'text', text: `${this.words()}\n  ${this.words()}` }, ...this.changedText()],
          },
          after(),
        ]
      case 8:
        return [{ type: 'horizontalRule', ...this.marked(this.changes()) }, after()]
      default:
        return [
          { type: 'paragraph', content: [this.text(), { type: 'hardBreak' }, this.text(), this.image(), this.note()] },
        ]
    }
  }

  private textblock(kind: { type: string; attrs?: Record<string, unknown> }): NodeJson {
    const content = Array.from({ length: 1 + this.below(5) }, () => this.text())
    if (!this.simple && this.below(5) === 0) content.push(this.note())
    const paragraphMark = !this.simple && this.below(5) === 0 ? this.end() : {}
    const was = !this.simple && this.below(6) === 0 ? this.formerType(kind) : {}
    return { ...kind, attrs: { ...kind.attrs, ...paragraphMark, ...was }, content }
  }

  private end(): Record<string, unknown> {
    return { paragraphMark: { kind: this.below(2) === 0 ? 'insertion' : 'deletion', id: this.suggestion() } }
  }

  /** A paragraph whose end came or went, before another. */
  private ended(): NodeJson {
    return { type: 'paragraph', attrs: this.end(), content: [{ type: 'text', text: this.words() }] }
  }

  private formerType({ type, attrs }: { type: string; attrs?: Record<string, unknown> }): Record<string, unknown> {
    const others = ['paragraph', 'heading', 'caption'].filter((each) => each !== type || each === 'heading')
    const before = others[this.below(others.length)] ?? 'heading'
    const level = before === 'heading' ? (attrs?.['level'] === 3 ? 2 : 3) : null
    return { was: { id: this.suggestion(), type: before, level } }
  }

  private list(depth: number): NodeJson {
    const ordered = this.below(2) === 0
    const item = (): NodeJson => {
      const content: NodeJson[] = [this.textblock({ type: 'paragraph' })]
      if (!this.simple && this.below(3) === 0) content.push(this.textblock({ type: 'paragraph' }))
      if (depth < 2 && this.below(4) === 0) content.push(this.list(depth + 1))
      return { type: 'listItem', content }
    }
    const content = Array.from({ length: 1 + this.below(3) }, item)
    return ordered
      ? { type: 'orderedList', attrs: { start: 1 + this.below(4) }, content }
      : { type: 'bulletList', content }
  }

  private table(): NodeJson {
    const cell = (): NodeJson => ({ type: 'tableCell', content: [this.textblock({ type: 'paragraph' })] })
    const rows = Array.from({ length: 1 + this.below(3) }, (): NodeJson => ({
      type: 'tableRow',
      content: [cell(), cell()],
    }))
    const whole = this.simple ? [] : this.changes()
    // A file has no other way to say that all of the rows came or went than to say it of the table.
    const changed = this.simple || whole.length > 0 ? 0 : this.below(rows.length)
    const content = rows.map((row, at) => (at > 0 && at <= changed ? { ...row, ...this.marked(this.changes()) } : row))
    return { type: 'table', content, ...(!this.simple && this.marked(whole)) }
  }

  private image(): NodeJson {
    const attrs = { sha256: this.pictureSha256, contentType: 'image/png', alt: this.below(2) === 0 ? '' : '图' }
    return { type: 'image', attrs, ...this.marked(this.simple ? [] : this.changes()) }
  }

  private note(): NodeJson {
    const note = `n${this.notes.length + 1}`
    const place = this.notes.push({ type: 'footnote' }) - 1
    this.notes[place] = {
      type: 'footnote',
      attrs: { note },
      content: [{ type: 'paragraph', content: [this.text(), this.text()] }],
    }
    return { type: 'footnoteRef', attrs: { note }, ...this.marked(this.changes()) }
  }

  private text(): NodeJson {
    const format = this.formatting()
    const marks: MarkJson[] = [...format, ...this.changes()]
    if (this.below(6) === 0 && (!this.simple || marks.length === format.length)) {
      const link = format.filter(({ type }) => type === 'link')
      const before = [[], [{ type: 'bold' }], [{ type: 'italic' }, { type: 'strike' }]]
        .map((own): readonly MarkJson[] => [...own, ...link])
        .find((own) => JSON.stringify(own) !== JSON.stringify(format))
      marks.push({ type: 'format', attrs: { id: this.suggestion(), before } })
    }
    return { type: 'text', text: this.words(), ...this.marked(marks) }
  }

  private changedText(): NodeJson[] {
    return Array.from({ length: this.below(4) }, () => ({
      type: 'text',
      text: this.words(),
      ...this.marked(this.changes()),
    }))
  }

  private formatting(): MarkJson[] {
    switch (this.below(8)) {
      case 0:
        return [{ type: 'bold' }]
      case 1:
        return [{ type: 'italic' }, { type: 'underline' }]
      case 2:
        return [{ type: 'strike' }]
      case 3:
        return this.simple ? [] : [{ type: 'code' }]
      case 4:
        return this.simple ? [] : [{ type: 'link', attrs: { href: 'https://a.example/?a=1&b="2"' } }]
      default:
        return []
    }
  }

  private changes(): MarkJson[] {
    const insertion = { type: 'insertion', attrs: { id: '' } }
    const deletion = { type: 'deletion', attrs: { id: '' } }
    switch (this.below(9)) {
      case 0:
      case 1:
        return [{ ...insertion, attrs: { id: this.suggestion() } }]
      case 2:
      case 3:
        return [{ ...deletion, attrs: { id: this.suggestion() } }]
      case 4:
        return this.simple
          ? []
          : [
              { ...insertion, attrs: { id: this.suggestion() } },
              { ...deletion, attrs: { id: this.suggestion() } },
            ]
      default:
        return []
    }
  }

  private marked(marks: readonly MarkJson[]): { marks?: readonly MarkJson[] } {
    return marks.length === 0 ? {} : { marks }
  }

  private suggestion(): string {
    const id = `x${Object.keys(this.suggestions).length}`
    const times = this.simple ? TIMES.slice(0, 3) : TIMES
    const people = this.simple ? PEOPLE.slice(0, 2) : PEOPLE
    this.suggestions[id] = { editorId: null, name: this.pick(people), at: this.pick(times) }
    return id
  }

  private thread(node: Node): ExportThread[] {
    // What is said of a footnote stands at its reference in Word files: tested by itself.
    const inNote = (from: number): boolean => node.resolve(from).node(1).type.name === 'footnote'
    const blocks = projectedBlocks(node, 'current').filter(
      (each) => each.text.length > 0 && !inNote(positionInDocument(each, 0, 'after')),
    )
    const block = this.pick(blocks)
    const start = this.below(block.text.length)
    const first = blocks.indexOf(block)
    const asked = blocks.slice(first + 1, first + 1 + Math.max(0, this.below(5) - 2))
    // One that leaves a cell ends in it: tested by itself.
    const cellOf = (from: number): Node | null => {
      const $at = node.resolve(from)
      const depth = [...Array($at.depth).keys()].findLast((each) => $at.node(each + 1).type.name.startsWith('tableC'))
      return depth === undefined ? null : $at.node(depth + 1)
    }
    const last0 = asked.findLastIndex(
      (each) => cellOf(positionInDocument(each, 0)) === cellOf(positionInDocument(block, 0)),
    )
    const further = asked.slice(0, last0 + 1)
    const last = further.at(-1)
    const end = last === undefined ? start + 1 + this.below(block.text.length - start) : block.text.length
    const anchor = makeAnchorOver('', blocks, [
      { block: block.id, start, end },
      ...further.map((each) => ({
        block: each.id,
        start: 0,
        end: each === last ? 1 + this.below(each.text.length) : each.text.length,
      })),
    ])
    // Half a character, or what nobody sees, is nothing that Word could mark.
    const ends = anchor === null ? '' : quoteOf(anchor)
    if (anchor === null || /^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(ends) || !/\S/.test(ends)) return []
    const comments = Array.from({ length: 1 + this.below(3) }, () => ({
      name: this.pick(PEOPLE.slice(0, 3)),
      at: this.pick(this.simple ? TIMES.slice(0, 3) : TIMES),
      text: this.below(3) === 0 ? `${this.words()}\n${this.words()}` : this.words(),
    }))
    const state = this.below(2) === 0 ? 'open' : 'resolved'
    return [{ annotationId: `a${start}`, audience: 'author', anchor, state, comments }]
  }

  private words(): string {
    return Array.from({ length: 1 + this.below(6) }, () => this.pick(CHARACTERS)).join('')
  }

  private pick<T>(from: readonly T[]): T {
    const chosen = from[this.below(from.length)]
    if (chosen === undefined) throw new Error('nothing to choose from')
    return chosen
  }

  private below(limit: number): number {
    return this.random.below(limit)
  }
}

/** A document line by line, suggestions by who made them when instead of by their ids. */
export function describeDocument(document: Node): string[] {
  const suggestions = suggestionsSchema.parse(document.attrs['suggestions'])
  const who = (id: unknown): string => {
    const meta = suggestions[String(id)]
    return meta === undefined ? 'nobody' : `${meta.name}@${meta.at ?? 'never'}`
  }
  const marksOf = (node: Node): string =>
    node.marks
      .map(({ type, attrs }) => {
        if (type.name === 'link') return `link ${String(attrs['href'])}`
        if (type.name === 'format') return `format ${who(attrs['id'])} ${JSON.stringify(attrs['before'])}`
        return attrs['id'] === undefined ? type.name : `${type.name} ${who(attrs['id'])}`
      })
      .join(', ')
  const lines: string[] = []
  const visit = (node: Node, depth: number): void => {
    const pad = '  '.repeat(depth)
    if (!node.isTextblock) {
      lines.push(`${pad}${node.type.name} ${marksOf(node)} ${describeAttrs(node)}`.trimEnd())
      node.forEach((child) => visit(child, depth + 1))
      return
    }
    const mark = paragraphMarkOf(node)
    const was = formerTypeOf(node)
    lines.push(
      [
        `${pad}${node.type.name} ${describeAttrs(node)}`.trimEnd(),
        mark === null ? '' : `${mark.kind} of its end ${who(mark.id)}`,
        was === null ? '' : `was ${was.type} ${was.level ?? ''} ${who(was.id)}`,
      ]
        .filter((part) => part !== '')
        .join(' | '),
    )
    // Neighbours that say the same are one, whatever their ids.
    let last: { marks: string; text: string } | null = null
    const runs: { marks: string; text: string }[] = []
    node.forEach((child) => {
      const marks = marksOf(child)
      const text = child.text ?? `[${child.type.name}${String(child.attrs['alt'] ?? '')}]`
      if (last !== null && last.marks === marks) last.text += text
      else runs.push((last = { marks, text }))
    })
    for (const run of runs) lines.push(`${pad}  ${run.text}${run.marks === '' ? '' : ` <${run.marks}>`}`)
  }
  document.forEach((child) => visit(child, 0))
  return lines
}

function describeAttrs(node: Node): string {
  return ['level', 'start', 'colspan', 'rowspan', 'note']
    .flatMap((name) =>
      node.attrs[name] === undefined || node.attrs[name] === 1 ? [] : [`${name}=${String(node.attrs[name])}`],
    )
    .join(' ')
}

/** Threads without what only the desk knows of them. */
export function plainThreads(threads: readonly ImportedThread[]): ImportedThread[] {
  return threads.map(({ anchor, state, comments }) => ({ anchor, state, comments }))
}
