/** What deciding many pieces at once would do to each: the rules are those of a single decision. */
import { isVerdictOpen, type AnsweredElsewhere, type Verdict } from '@shared/domain/decision'
import type { LetterDraft } from '@shared/domain/letter'
import type { ProvenanceField, SubmissionRow } from '@shared/domain/submission'

/** Those that are given to many: a withdrawal is one author's word. */
export const bulkVerdicts = ['reject', 'revise', 'accept', 'reserve', 'junk'] as const
export type BulkVerdict = (typeof bulkVerdicts)[number]

/** Why a piece is decided by itself, or not at all. */
export type BulkObstacle = 'decided' | 'published' | 'merged' | 'complaint' | 'drafted' | 'answered' | 'no-address'

/** What 录用 wants a reason for. */
export interface BulkNeeds {
  readonly errors: number
  readonly unsigned: number
  readonly facts: readonly ProvenanceField[]
}

export interface BulkPiece {
  readonly row: SubmissionRow
  /** How often it was decided, taken back or not. */
  readonly decisions: number
  /** The newest mail that is shown; refused when another comes meanwhile. */
  readonly seen: string | null
  readonly draft: {
    readonly letter: LetterDraft | null
    readonly openErrors: number
    readonly clausesToSign: readonly string[]
    readonly openFacts: readonly ProvenanceField[]
    readonly answeredElsewhere: readonly AnsweredElsewhere[]
  }
}

export type BulkEntry =
  | { readonly kind: 'blocked'; readonly piece: BulkPiece; readonly why: BulkObstacle }
  | {
      readonly kind: 'ready'
      readonly piece: BulkPiece
      readonly needs: BulkNeeds | null
      /** Null: none is wanted, or there is nobody to write to. */
      readonly letter: LetterDraft | null
    }

/** `withLetter`: whether the authors are to be told. */
export function bulkEntry(piece: BulkPiece, verdict: Verdict, withLetter: boolean): BulkEntry {
  const why = obstacleOf(piece, verdict, withLetter)
  if (why !== null) return { kind: 'blocked', piece, why }
  const { openErrors: errors, clausesToSign, openFacts: facts } = piece.draft
  const unsigned = clausesToSign.length
  const isOpen = verdict === 'accept' && (errors > 0 || unsigned > 0 || facts.length > 0)
  return {
    kind: 'ready',
    piece,
    needs: isOpen ? { errors, unsigned, facts } : null,
    letter: withLetter ? piece.draft.letter : null,
  }
}

function obstacleOf({ row, draft }: BulkPiece, verdict: Verdict, withLetter: boolean): BulkObstacle | null {
  if (row.mergedInto !== null) return 'merged'
  if (!isVerdictOpen(row, verdict)) return 'decided'
  if (verdict !== 'accept' && row.publication.kind === 'published') return 'published'
  // What somebody complained of is answered by hand.
  if (row.urgent) return 'complaint'
  // A draft that waits is approved or sent back by itself.
  if (row.awaitsApproval) return 'drafted'
  if (withLetter && verdict !== 'junk') {
    if (row.author.address === '') return 'no-address'
    // A second answer is one that somebody means.
    if (draft.answeredElsewhere.length > 0) return 'answered'
  }
  return null
}

/** What is recorded of a piece: nobody looked at its clauses one by one, so none is signed. */
export function bulkRequest(
  { piece, needs, letter }: Extract<BulkEntry, { kind: 'ready' }>,
  verdict: Verdict,
  reason: string,
  override: string,
) {
  return {
    submissionId: piece.row.id,
    verdict,
    reason,
    override: needs === null ? null : override,
    signedClauses: [],
    openFacts: [...(needs?.facts ?? [])],
    letter,
    // Until all are recorded: the undo time is one for all.
    hold: letter !== null,
    round: piece.decisions + 1,
    seen: piece.seen,
  }
}
