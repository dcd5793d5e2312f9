/** Old verdicts: which packs gave them, and whether those packs say the same of the same text today. */
import type { CheckContext, Finding } from '@shared/domain/compliance'
import type { GivenVerdict, PacksUsed, Replayed } from '@shared/domain/rules'
import { textBlocks } from '@shared/manuscript/text'
import { getVersion, listVerdicts, type Verdict } from '../store/repositories/manuscripts'
import { packSet, packSource } from '../store/repositories/rule-packs'
import type { PackRef } from '../workers/pack-files'
import { currentDocument } from './checking'
import type { DeskContext } from './context'
import { refuse } from './refuse'

/** The verdicts that a version was given, newest first: the last one, and those that said something else. */
export function givenVerdicts(context: DeskContext, versionId: string): GivenVerdict[] {
  const version = getVersion(context.db, versionId) ?? refuse('not-found')
  return listVerdicts(context.db, versionId).map((verdict, index) => ({
    checkedAt: verdict.checkedAt,
    ...countsOf(verdict.findings),
    packs:
      packsOf(context, verdict)?.map(({ name, hash, off }) => ({
        name,
        hash,
        version: packSource(context.db, hash)?.version ?? '',
        off: off === 'all' ? -1 : off.length,
      })) ?? null,
    sameText: verdict.contentHash === version.contentHash,
    current: index === 0,
  }))
}

function countsOf(findings: readonly Finding[]): { errors: number; warnings: number; notes: number } {
  const of = (level: Finding['level']): number => findings.filter((finding) => finding.level === level).length
  return { errors: of('error'), warnings: of('warning'), notes: of('note') }
}

function packsOf(context: DeskContext, { packsKey }: Verdict): PacksUsed | null {
  return packSet(context.db, packsKey)
}

/**
 * Makes a verdict again: the stored packs that gave it, over the stored text, with what was known besides it. Changes nothing.
 * Refused: `not-found` for a version that is gone, `verdict-unknown` for a verdict that it was not given.
 */
export async function replayVerdict(context: DeskContext, versionId: string, checkedAt: number): Promise<Replayed> {
  const { db, blobs } = context
  const version = getVersion(db, versionId) ?? refuse('not-found')
  const verdict = listVerdicts(db, versionId).find((each) => each.checkedAt === checkedAt) ?? refuse('verdict-unknown')
  const used = packsOf(context, verdict)
  if (used === null) return { kind: 'impossible', why: 'packs-unknown' }
  if (!blobs.has(verdict.contentHash)) return { kind: 'impossible', why: 'text-lost' }
  const refs = used.flatMap(({ hash, off }): PackRef[] => {
    const kept = packSource(db, hash)
    return kept === null || !blobs.has(kept.source) ? [] : [{ hash, off, file: blobs.path(kept.source) }]
  })
  if (refs.length < used.length) return { kind: 'impossible', why: 'pack-lost' }
  const document = currentDocument(context, verdict.contentHash)
  const run = await context.tasks.run('check', {
    blocks: textBlocks(document).map(({ id, kind, text }) => ({ id, kind, text })),
    packs: refs,
    context: JSON.parse(verdict.context) as CheckContext,
    versionKey: version.originalHash,
  })
  if (!run.ok) return { kind: 'impossible', why: 'check-failed' }
  return compareFindings(verdict.findings, run.value.findings)
}

function compareFindings(then: readonly Finding[], now: readonly Finding[]): Replayed {
  const keyOf = ({ id, level, start, end }: Finding): string => JSON.stringify([id, level, start, end])
  const before = new Set(then.map(keyOf))
  const after = new Set(now.map(keyOf))
  const shown = ({ ruleId, level, text, message }: Finding) => ({ ruleId, level, text, message })
  const appeared = now.filter((finding) => !before.has(keyOf(finding)))
  const missing = then.filter((finding) => !after.has(keyOf(finding)))
  if (appeared.length === 0 && missing.length === 0) return { kind: 'same', findings: now.length }
  return { kind: 'different', appeared: appeared.slice(0, 100).map(shown), missing: missing.slice(0, 100).map(shown) }
}
