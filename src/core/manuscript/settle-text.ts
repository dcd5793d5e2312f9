/**
 * Puts an editor's steps into the text that they were typed in, and moves along what is anchored there: exactly, by the
 * steps' own mappings, as the editor moves its marks.
 */
import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '@shared/domain/result'
import { makeAnchor, type Anchor } from '@shared/manuscript/anchor'
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
    const block = projected?.from.get(anchor.block)
    if (projected === undefined || block?.text.slice(anchor.start, anchor.end) !== anchor.quote) return []
    const from = mapping.map(positionInDocument(block, anchor.start, 'after'), 1)
    const to = mapping.map(positionInDocument(block, anchor.end, 'before'), -1)
    if (from >= to) return []
    // A block that was split in the middle of the words: the anchor stays with the first of them.
    for (const candidate of projected.to) {
      const span = spanIn(candidate, from, to)
      if (span === null) continue
      const moved = makeAnchor(contentHash, candidate, span.start, span.end)
      return [{ annotationId, anchor: { ...moved, projection: anchor.projection } }]
    }
    return []
  })
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
