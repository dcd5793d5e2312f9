/** The same author sending the same piece again within days: the two are linked, and an editor decides what they are. */
import { change, type DeskChange } from '@shared/domain/event'
import { linkedPieces } from '../store/repositories/arrangement'
import { recentPiecesOf } from '../store/repositories/submissions'
import type { DeskContext } from './context'

/** Days within which a piece that comes again is taken for the same one. After that it is a new attempt, or a series. */
export const RESUBMISSION_DAYS = 14
/** Share of letter pairs that two titles have in common from which they are near the same. */
export const TITLE_LIKENESS = 0.8
/** Share of the shorter text that stands in the longer one from which two pieces are near the same. */
export const TEXT_LIKENESS = 0.8
/** Letters from which a title tells one piece from another: 投稿 alone tells nothing. */
const TITLE_LETTERS = 5
const DAY = 86_400_000

/** By title, when a piece was registered: its manuscript is not read yet. */
export function resubmissionsByTitle(context: DeskContext, submissionId: string): DeskChange[] {
  const pieces = recentPiecesOf(context.db, submissionId, RESUBMISSION_DAYS * DAY)
  const own = pieces.find(({ id }) => id === submissionId)
  if (own === undefined) return []
  const others = pieces.filter((piece) => piece.id !== submissionId && haveLikeTitles(own, piece))
  return others.flatMap(({ id }) => linkBothWays(context, submissionId, id))
}

/** By text, when near-duplicates were looked for. */
export function resubmissionsByText(
  context: DeskContext,
  submissionId: string,
  matches: readonly { readonly submissionId: string; readonly score: number }[],
): DeskChange[] {
  const near = new Set(matches.filter(({ score }) => score >= TEXT_LIKENESS).map((match) => match.submissionId))
  if (near.size === 0) return []
  const others = recentPiecesOf(context.db, submissionId, RESUBMISSION_DAYS * DAY).filter(({ id }) => near.has(id))
  return others.flatMap(({ id }) => linkBothWays(context, submissionId, id))
}

function linkBothWays(context: DeskContext, submissionId: string, otherId: string): DeskChange[] {
  if (submissionId === otherId) return []
  if (linkedPieces(context.db, submissionId).some((known) => known.submissionId === otherId)) return []
  return [
    change('submission.linked', submissionId, { submissionId, otherId, kind: 'resubmission' }),
    change('submission.linked', otherId, { submissionId: otherId, otherId: submissionId, kind: 'resubmission' }),
  ]
}

interface Titled {
  readonly title: string
  readonly subject: string
}

function haveLikeTitles(one: Titled, other: Titled): boolean {
  const names = ({ title, subject }: Titled): string[] => [...new Set([bare(title), bare(subject)])]
  return names(one).some((a) => names(other).some((b) => titleLikeness(a, b) >= TITLE_LIKENESS))
}

/** A title without what people put before it: `投稿：`, `【投稿】`, `回复：`. */
function bare(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(
      /^((re|fw|fwd|回复|答复|转发|投稿|来稿|供稿|原创|首发|重新|再次|修改|更新)|[\s:【】[\]()<>《》_-])+/g,
      '',
    )
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** Sørensen–Dice over pairs of letters, 0 to 1; 0 for titles too short to tell. */
export function titleLikeness(one: string, other: string): number {
  if (Math.min(one.length, other.length) < TITLE_LETTERS) return 0
  if (one === other) return 1
  const pairs = new Map<string, number>()
  for (let index = 0; index + 1 < one.length; index += 1) {
    const pair = one.slice(index, index + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  let common = 0
  for (let index = 0; index + 1 < other.length; index += 1) {
    const pair = other.slice(index, index + 2)
    const left = pairs.get(pair) ?? 0
    if (left === 0) continue
    common += 1
    pairs.set(pair, left - 1)
  }
  return (2 * common) / (one.length + other.length - 2)
}
