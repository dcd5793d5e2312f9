/** Comments of a file: the marks that say in a draft what each is about become anchors in the document. */
import type { Node } from 'prosemirror-model'
import type { ImportedThread } from '@shared/domain/annotation'
import { joinParts, makeAnchor, type Anchor } from '@shared/manuscript/anchor'
import { projectedBlocks, type ProjectedBlock } from '@shared/manuscript/projection'
import { leafCharacter, textBlocks } from '@shared/manuscript/text'
import type { DraftThread } from './draft'
import { isTextblock, joinedText, threadsIn, type NodeJson } from './node-json'
import type { Report } from './report'

/** `[start, end)` of the text of a document's nth textblock. */
export interface MarkedRange {
  readonly block: number
  readonly start: number
  readonly end: number
}

/** UTF-16 units of a quote that an anchor holds (`anchorSchema`). */
const MAX_QUOTE = 20_000

export interface Unmarked {
  readonly blocks: readonly NodeJson[]
  /** By the thread's id, in the order of the text. */
  readonly ranges: ReadonlyMap<string, readonly MarkedRange[]>
}

/** Takes the marks `thread` out of a document's blocks, which begin with the title. */
export function withoutThreadMarks(blocks: readonly NodeJson[]): Unmarked {
  const ranges = new Map<string, MarkedRange[]>()
  let ordinal = 0
  const visit = (node: NodeJson): NodeJson => {
    if (!isTextblock(node)) return node.content === undefined ? node : { ...node, content: node.content.map(visit) }
    const block = ordinal
    ordinal += 1
    if (node.content === undefined) return node
    let at = 0
    const content: NodeJson[] = []
    for (const child of node.content) {
      const start = at
      at += child.type === 'text' ? (child.text ?? '').length : leafCharacter(child.type).length
      for (const id of threadsIn(child)) {
        const own = ranges.get(id) ?? []
        own.push({ block, start, end: at })
        ranges.set(id, own)
      }
      content.push(withoutThreads(child))
    }
    // Text that only a comment's edge divided is one node again.
    return { ...node, content: joinedText(content) }
  }
  return { blocks: blocks.map(visit), ranges }
}

function withoutThreads(node: NodeJson): NodeJson {
  if (node.marks === undefined) return node
  const marks = node.marks.filter(({ type }) => type !== 'thread')
  if (marks.length === node.marks.length) return node
  const { marks: _, ...bare } = node
  return marks.length === 0 ? bare : { ...bare, marks }
}

/**
 * Anchors in the current text; of what was commented on and then deleted, in the base. A comment whose words cannot be
 * found in either is told of in the report, with what it says. The anchors' content hash is still empty.
 */
export function placeThreads(
  document: Node,
  threads: readonly DraftThread[],
  ranges: ReadonlyMap<string, readonly MarkedRange[]>,
  report: Report,
): readonly ImportedThread[] {
  if (threads.length === 0) return []
  const blocks = textBlocks(document)
  const projections = (['current', 'base'] as const).map((projection) => ({
    projection,
    blocks: projectedBlocks(document, projection),
  }))
  return threads.flatMap(({ id, state, comments }) => {
    const spans = (ranges.get(id) ?? []).flatMap(({ block, start, end }) => {
      const from = blocks[block]?.from
      return from === undefined ? [] : [{ from: from + start, to: from + end }]
    })
    for (const { projection, blocks: projected } of projections) {
      const anchor = covered(projected, spans)
      if (anchor !== null) return [{ anchor: { ...anchor, projection }, state, comments }]
    }
    report.note('comments-dropped', comments.map(({ text }) => text).join(' / '))
    return []
  })
}

interface Span {
  readonly from: number
  readonly to: number
}

/** What the spans cover, over as many blocks as they reach. */
function covered(blocks: readonly ProjectedBlock[], spans: readonly Span[]): Anchor | null {
  const [first] = spans
  const last = spans.at(-1)
  if (first === undefined || last === undefined) return null
  const parts: Anchor[] = []
  for (const block of blocks) {
    let start = Infinity
    let end = -1
    for (const run of block.runs) {
      // Spans lie in order: what is between the first and the last is looked at only where it is covered.
      if (run.from >= last.to || run.from + run.end - run.start <= first.from) continue
      for (const { from, to } of spans) {
        const begin = Math.max(from, run.from)
        const finish = Math.min(to, run.from + run.end - run.start)
        if (begin >= finish) continue
        start = Math.min(start, run.start + begin - run.from)
        end = Math.max(end, run.start + finish - run.from)
      }
    }
    if (end > start) parts.push(makeAnchor('', block, start, Math.min(end, start + MAX_QUOTE)))
  }
  return joinParts(parts)
}
