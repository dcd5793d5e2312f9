/** What became of the findings of the version before: improved, still there, new. */
import type { Finding, SinceLast } from '@shared/domain/compliance'
import { getCheck, getVersion, listVersions, listWaivers } from '../store/repositories/manuscripts'
import { anchorOf, carryAll } from './carried'
import { coveredFindings } from './allow-list'
import type { DeskContext } from './context'
import { refuse } from './refuse'

/** Findings of one version that are followed into the next; a text with more is a list, not an article. */
const FOLLOWED_MAX = 2_000

/** A finding of the version before with where its words are now. */
interface Followed {
  readonly finding: Finding
  readonly place: { readonly block: string; readonly start: number; readonly end: number } | null
}

/**
 * Compares the findings of a version with those of the last one before it that was checked; null when there is none. One is
 * still there when the same rule finds the same words or something in the same place. What was let pass before and is gone now was
 * no task, and counts as nothing.
 */
export async function sinceLast(context: DeskContext, versionId: string): Promise<SinceLast | null> {
  const { db } = context
  const version = getVersion(db, versionId) ?? refuse('not-found')
  const now = getCheck(db, versionId)
  const before = listVersions(db, version.submissionId).find(({ ordinal }) => ordinal < version.ordinal)
  const earlier = before === undefined ? null : getCheck(db, before.id)
  if (now === null || before === undefined || earlier === null) return null
  const followed = await follow(context, before.contentHash, version.contentHash, earlier.findings)
  const left = new Set(now.findings)
  const fixed = new Set<Finding>()
  for (const { finding } of followed) fixed.add(finding)
  const isOpen = new Set<Finding>()
  for (const isSame of [samePlaceAndWords, sameWords, samePlace]) {
    for (const each of followed) {
      if (!fixed.has(each.finding)) continue
      const found = [...left].find((finding) => finding.ruleId === each.finding.ruleId && isSame(each, finding))
      if (found === undefined) continue
      left.delete(found)
      fixed.delete(each.finding)
      isOpen.add(found)
    }
  }
  const waived = new Set(listWaivers(db, before.id).map(({ findingId }) => findingId))
  const covered = coveredFindings(context, before.id)
  return {
    ordinal: before.ordinal,
    still: [...isOpen].map(({ id }) => id),
    fixed: [...fixed]
      .filter(({ id }) => !waived.has(id) && !covered.has(id))
      .map(({ id, ruleId, clause, level, message, text }) => ({ id, ruleId, clause, level, message, text })),
  }
}

async function follow(
  context: DeskContext,
  from: string,
  to: string,
  findings: readonly Finding[],
): Promise<Followed[]> {
  const some = findings.slice(0, FOLLOWED_MAX)
  const carried = await carryAll(
    context,
    to,
    some.map((finding) => ({ anchor: anchorOf(from, finding), comments: null })),
  )
  return some.map((finding, at) => {
    const place = carried[at]?.place
    return { finding, place: place === undefined || place.kind === 'lost' ? null : place }
  })
}

function samePlaceAndWords(each: Followed, now: Finding): boolean {
  return sameWords(each, now) && samePlace(each, now)
}

function sameWords({ finding }: Followed, now: Finding): boolean {
  return finding.normalized === now.normalized
}

/** What is said of the whole piece stands at the title, whatever that is called now. */
function samePlace({ finding, place }: Followed, now: Finding): boolean {
  if (finding.block === 'title' && now.block === 'title') return true
  return place !== null && place.block === now.block && place.start < now.end && now.start < place.end
}
