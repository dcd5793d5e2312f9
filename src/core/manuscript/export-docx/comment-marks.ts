/** Comment threads as Word's comments: where their ranges begin and end in the document, and what is said. */
import { CommentRangeEnd, CommentRangeStart, CommentReference, Paragraph, TextRun, type ICommentOptions } from 'docx'
import type { Node } from 'prosemirror-model'
import { partsOf, type Anchor } from '@shared/manuscript/anchor'
import { positionInDocument, projectedBlocks, type ProjectedBlock } from '@shared/manuscript/projection'
import { assertNever } from '@shared/domain/result'
import type { ExportThread } from '../export-types'
import type { CommentTime } from './real-times'
import { NO_TIME } from './word-time'
import { xmlText } from './xml-text'

export type CommentMark = CommentRangeStart | CommentRangeEnd | TextRun

interface Placed {
  readonly from: number
  readonly to: number
  readonly ids: readonly number[]
}

/**
 * What the first comment of a thread answers: no comment's id. The library writes what is resolved only where something is an
 * answer, and leaves a parent out that it does not find.
 */
const NOBODY = -1

export class CommentMarks {
  readonly options: readonly ICommentOptions[]
  readonly times: readonly CommentTime[]
  /** Positions in the document at which ranges begin or end, with what stands there. */
  private readonly marks = new Map<number, CommentMark[]>()

  /** `whereIs`: where the words at a position of the document stand in the file. */
  constructor(document: Node, threads: readonly ExportThread[], whereIs: (position: number) => Standing) {
    const blocks = {
      current: new Map(projectedBlocks(document, 'current').map((block) => [block.id, block])),
      base: new Map(projectedBlocks(document, 'base').map((block) => [block.id, block])),
    }
    const options: ICommentOptions[] = []
    const placed: Placed[] = []
    const times: CommentTime[] = []
    for (const thread of threads) {
      if (thread.comments.length === 0) continue
      const root = options.length
      for (const [index, comment] of thread.comments.entries()) {
        const id = root + index
        const durableId = (id + 1).toString(16).toUpperCase().padStart(8, '0')
        if (comment.at !== null) times.push({ durableId, at: comment.at })
        options.push({
          id,
          author: xmlText(comment.name),
          initials: xmlText(comment.name).slice(0, 1),
          date: comment.at === null ? NO_TIME : new Date(comment.at),
          children: xmlText(comment.text)
            .split(/\r?\n/)
            .map((line) => new Paragraph({ style: 'CommentText', children: [new TextRun({ text: line })] })),
          resolved: thread.state === 'resolved',
          durableId,
          parentId: index === 0 ? NOBODY : root,
        })
      }
      const ranges = partsOf(thread.anchor).flatMap((part) => range(blocks[part.projection], part) ?? [])
      placed.push({ ...rangeOver(document, ranges, whereIs), ids: options.slice(root).map(({ id }) => id) })
    }
    // At one place, ranges that end stand before those that begin: otherwise one of no text would cover another's.
    for (const { to, from, ids } of placed) if (to > from) this.add(to, ids.flatMap(ending))
    for (const { to, from, ids } of placed) {
      this.add(
        from,
        ids.map((id) => new CommentRangeStart(id)),
      )
      if (to === from) this.add(to, ids.flatMap(ending))
    }
    this.options = options
    this.times = times
  }

  /** What stands before the character at a position. */
  at(position: number): readonly CommentMark[] {
    return this.marks.get(position) ?? []
  }

  /** The positions in `[from, to]` at which something stands, in order. */
  between(from: number, to: number): number[] {
    if (this.marks.size === 0) return []
    const found: number[] = []
    for (let position = from; position <= to; position += 1) if (this.marks.has(position)) found.push(position)
    return found
  }

  private add(position: number, marks: readonly CommentMark[]): void {
    const own = this.marks.get(position)
    if (own === undefined) this.marks.set(position, [...marks])
    else own.push(...marks)
  }
}

function ending(id: number): readonly CommentMark[] {
  return [new CommentRangeEnd(id), new TextRun({ style: 'CommentReference', children: [new CommentReference(id)] })]
}

/** The text itself, a footnote by the position of its reference, or nowhere in the file. */
export type Standing =
  { readonly kind: 'text' } | { readonly kind: 'note'; readonly reference: number } | { readonly kind: 'nowhere' }

/**
 * Before a footnote's reference instead of inside of the footnote: LibreOffice (7.4) opens no file with a comment in there, and
 * of one with a comment over a reference it mixes up the notes.
 */
function standing(where: Standing, from: number, to: number): Range {
  switch (where.kind) {
    case 'text':
      return { from, to }
    case 'note':
      return { from: where.reference, to: where.reference }
    case 'nowhere':
      return AT_THE_TITLE
    default:
      return assertNever(where)
  }
}

interface Range {
  readonly from: number
  readonly to: number
}

/**
 * From the first to the last of the paragraphs that stand in the text itself; where none does, what can be said of the first. What
 * begins in a table's cell ends in it: LibreOffice (7.4) loses a comment that reaches into a cell or out of one.
 */
function rangeOver(document: Node, ranges: readonly Range[], whereIs: (position: number) => Standing): Range {
  const inText = ranges.filter(({ from }) => whereIs(from).kind === 'text')
  const first = inText[0]
  const last = inText.findLast(
    ({ from }) => first !== undefined && cellAt(document, from) === cellAt(document, first.from),
  )
  if (first !== undefined && last !== undefined) return { from: first.from, to: last.to }
  const { from, to } = ranges[0] ?? AT_THE_TITLE
  return standing(whereIs(from), from, to)
}

/** The cell around a position; null outside of tables. */
function cellAt(document: Node, position: number): Node | null {
  const $at = document.resolve(position)
  for (let depth = $at.depth; depth > 0; depth -= 1) {
    if (/^table(?:Cell|Header)$/.test($at.node(depth).type.name)) return $at.node(depth)
  }
  return null
}

/** Where a thread stands whose block is gone or is not written: nothing that was said is lost. */
const AT_THE_TITLE = { from: 1, to: 1 } as const

function range(blocks: ReadonlyMap<string, ProjectedBlock>, anchor: Anchor): Range | null {
  const block = blocks.get(anchor.block)
  if (block === undefined) return null
  const start = Math.min(anchor.start, block.text.length)
  const end = Math.min(Math.max(anchor.end, start), block.text.length)
  const from = positionInDocument(block, start, 'after')
  return { from, to: start === end ? from : positionInDocument(block, end, 'before') }
}
