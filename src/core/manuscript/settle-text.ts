/**
 * Puts an editor's steps into the text that they were typed in, and moves along what is anchored there: exactly, by the
 * steps' own mappings, as the editor moves its marks.
 */
import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '@shared/domain/result'
import { joinParts, makeAnchor, partsOf, standsIn, type Anchor } from '@shared/manuscript/anchor'
import { positionInDocument, projectedBlocks, type ProjectedBlock } from '@shared/manuscript/projection'
import { manuscriptSchema } from '@shared/manuscript/schema'
import type { Node } from 'prosemirror-model'
import { Mapping } from 'prosemirror-transform'
import { applySteps, type StepRefusal } from './apply-steps'
import { editedText, type EditedDocument } from './edited-text'

export interface AnchoredAnnotation {
  readonly annotationId: string
  readonly anchor: Anchor
}

export interface TextToSettle {
  /** The document's JSON. */
  readonly base: string
  /** ProseMirror's steps as JSON, in order. */
  readonly steps: readonly string[]
  /** Anchors made in the base. */
  readonly anchors: readonly AnchoredAnnotation[]
}

export interface SettledText extends EditedDocument {
  /** Where the anchors lie now; those whose words are gone are left out. */
  readonly anchors: readonly AnchoredAnnotation[]
}

export function settleText({ base, steps, anchors }: TextToSettle): Result<SettledText, StepRefusal> {
  const before = manuscriptSchema.nodeFromJSON(JSON.parse(base))
  const applied = applySteps(before, steps)
  if (!applied.ok) return applied
  const { document: after, maps } = applied.value
  let edited: EditedDocument
  try {
    edited = editedText(after)
  } catch (error) {
    return fail({ code: 'step-refused', step: null, detail: (error as Error).message })
  }
  const contentHash = createHash('sha256').update(edited.json, 'utf8').digest('hex')
  return ok({ ...edited, anchors: movedAnchors(before, after, new Mapping(maps), contentHash, anchors) })
}

/** Anchors of one text in another that it became; those whose words are gone, or that never stood there, are left out. */
export function movedAnchors(
  before: Node,
  after: Node,
  mapping: Mapping,
  contentHash: string,
  anchors: readonly AnchoredAnnotation[],
): AnchoredAnnotation[] {
  const blocks = (['base', 'current'] as const).map((projection) => ({
    projection,
    from: new Map(projectedBlocks(before, projection).map((block) => [block.id, block])),
    to: projectedBlocks(after, projection),
  }))
  return anchors.flatMap(({ annotationId, anchor }) => {
    const projected = blocks.find(({ projection }) => projection === anchor.projection)
    const range = projected === undefined ? null : rangeBefore(projected.from, anchor)
    if (projected === undefined || range === null) return []
    const from = mapping.map(range.from, 1)
    const to = mapping.map(range.to, -1)
    if (from >= to) return []
    // A block that was split in the middle of the words: the anchor goes over both.
    const moved = joinParts(
      projected.to.flatMap((candidate) => {
        const span = spanIn(candidate, from, to)
        return span === null ? [] : [makeAnchor(contentHash, candidate, span.start, span.end)]
      }),
    )
    return moved === null ? [] : [{ annotationId, anchor: { ...moved, projection: anchor.projection } }]
  })
}

/** From the first of the words to the last; null where they are not what the anchor says. */
function rangeBefore(
  blocks: ReadonlyMap<string, ProjectedBlock>,
  anchor: Anchor,
): { readonly from: number; readonly to: number } | null {
  const parts = partsOf(anchor)
  const end = parts.at(-1) ?? anchor
  const [first, last] = [blocks.get(anchor.block), blocks.get(end.block)]
  const isThere = standsIn(
    parts.flatMap(({ block }) => blocks.get(block) ?? []),
    anchor,
  )
  if (first === undefined || last === undefined || !isThere) return null
  return { from: positionInDocument(first, anchor.start, 'after'), to: positionInDocument(last, end.end, 'before') }
}

/** The part of a projected block that lies in `[from, to)` of the document; null for none. */
function spanIn(block: ProjectedBlock, from: number, to: number): { start: number; end: number } | null {
  const parts = block.runs
    .map((run) => ({
      start: Math.max(run.start, run.start + from - run.from),
      end: Math.min(run.end, run.start + to - run.from),
    }))
    .filter(({ start, end }) => start < end)
  const [first] = parts
  const last = parts.at(-1)
  return first === undefined || last === undefined ? null : { start: first.start, end: last.end }
}
