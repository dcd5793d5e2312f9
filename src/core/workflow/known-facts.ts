/** What a check may know of a piece besides its text: what nobody settled yet, and who else says the same. */
import type { CheckContext, Finding, OpenFact } from '@shared/domain/compliance'
import { provenanceFieldSchema, type VersionBrief } from '@shared/domain/submission'
import { pictureFactsOf } from '../store/repositories/piece'
import { listProvenance } from '../store/repositories/submissions'
import type { DeskContext } from './context'
import { repetitionOf } from './repetition'

/** The part of the context that may change while the text stays. */
export type KnownFacts = Required<Pick<CheckContext, 'open' | 'history'>>

/** `findings`: what the last check of the version found; which pieces say the same depends on what this one says. */
export function knownFacts(
  context: DeskContext,
  version: VersionBrief & { readonly submissionId: string },
  findings: readonly Finding[],
): KnownFacts {
  return {
    open: openFacts(context, version.submissionId, version),
    history: repetitionOf(context.db, version.submissionId, findings),
  }
}

/** What nobody has settled: fields of 首发与授权 without a word, and pictures of which nobody said where they are from. */
export function openFacts(
  { db }: DeskContext,
  submissionId: string,
  version: Pick<VersionBrief, 'images'> | null,
): OpenFact[] {
  const settled = new Set(listProvenance(db, submissionId).map(({ field }) => field))
  const open: OpenFact[] = provenanceFieldSchema.options.filter((field) => !settled.has(field))
  if (version === null || version.images.length === 0) return open
  const facts = pictureFactsOf(db, submissionId)
  const isSourced = ({ sha256 }: { readonly sha256: string }): boolean =>
    (facts.get(sha256)?.source ?? '').trim() !== ''
  return version.images.every(isSourced) ? open : [...open, 'picture-source']
}
