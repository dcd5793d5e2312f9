/** How what the author was asked in an earlier version stands: pure. */
import type { Annotation, CarriedAnnotation, Outcome } from '@shared/domain/annotation'

/** What an editor said of a request in a version; null for nothing. */
export function saidOf({ outcomes }: Annotation, versionId: string | null): Outcome | null {
  return outcomes.find((each) => each.versionId === versionId)?.outcome ?? null
}

/** How a request stands: what an editor said, else what the texts tell. */
export function standingOf(
  annotation: Annotation,
  versionId: string | null,
  carried: CarriedAnnotation | null,
): { readonly by: 'editor' | 'text'; readonly outcome: Outcome } | null {
  const said = saidOf(annotation, versionId)
  if (said !== null) return { by: 'editor', outcome: said }
  const guess = carried?.guess ?? null
  return guess === null ? null : { by: 'text', outcome: guess.outcome }
}
