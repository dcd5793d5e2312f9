/** What a finding is called where it is named in a line: its words, or what it says of the whole piece. */
import type { ReviewFinding } from '@shared/contract/contract'

export function findingWords({ ofPiece, message, text }: Pick<ReviewFinding, 'ofPiece' | 'message' | 'text'>): string {
  return ofPiece === true ? message : text
}
