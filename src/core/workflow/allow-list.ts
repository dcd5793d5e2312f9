/**
 * The allow-list: words that an editor let stand, for the desk, an author or a piece. A finding that a live entry covers is
 * shown as let pass by it and counts as waived; it is never taken away.
 */
import { v7 as uuidv7 } from 'uuid'
import type { ReviewFinding } from '@shared/contract/contract'
import type { CheckBlock, Finding } from '@shared/domain/compliance'
import { change } from '@shared/domain/event'
import type { AllowEntry, AllowScope } from '@shared/domain/rules'
import { squeezedWord, type Allows } from '../compliance'
import { expiredEntries, getEntry, listEntries, liveEntries, type LiveEntry } from '../store/repositories/allow-entries'
import {
  currentFindings,
  setCovered,
  versionsCoveredBy,
  versionsWithHit,
  type FindingRow,
} from '../store/repositories/findings'
import { getVersion, recountFindings } from '../store/repositories/manuscripts'
import { getSubmission } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { localDate } from './local-date'
import { refuse } from './refuse'

/** UTF-16 units on either side of a finding that are compared with an entry's words. */
const AROUND = 64

/** Words as they are compared: without symbols, width and case, or as they stand when they are nothing but symbols. */
export function comparable(text: string): string {
  const squeezed = squeezedWord(text)
  return squeezed === '' ? text.trim().toLowerCase() : squeezed
}

/** Findings as rows, in the order of the check, with the words around each. */
export function findingRows(findings: readonly Finding[], blocks: readonly CheckBlock[]): FindingRow[] {
  const texts = new Map(blocks.map(({ id, text }) => [id, text]))
  const seen = new Map<string, number>()
  return findings.map((finding) => {
    const text = texts.get(finding.block) ?? ''
    const key = JSON.stringify([finding.ruleId, finding.normalized])
    const occurrence = seen.get(key) ?? 0
    seen.set(key, occurrence + 1)
    return {
      findingId: finding.id,
      ruleId: finding.ruleId,
      clause: finding.clause,
      level: finding.level,
      normalized: finding.normalized,
      occurrence,
      hit: comparable(finding.text),
      before: comparable(text.slice(Math.max(0, finding.start - AROUND), finding.start)).slice(-AROUND),
      after: comparable(text.slice(finding.end, finding.end + AROUND)).slice(0, AROUND),
    }
  })
}

/** The entry that lets a finding pass: of its rule or of any, with words that hold what was found where it stands. */
export function coveringEntry(
  { ruleId, hit, before, after }: Pick<FindingRow, 'ruleId' | 'hit' | 'before' | 'after'>,
  entries: readonly LiveEntry[],
): LiveEntry | null {
  const text = before + hit + after
  const covers = ({ folded }: LiveEntry): boolean => {
    if (folded === '' || folded.length < hit.length) return false
    const first = Math.max(0, before.length + hit.length - folded.length)
    const at = text.indexOf(folded, first)
    return at >= 0 && at <= before.length
  }
  return entries.find((entry) => (entry.ruleId === null || entry.ruleId === ruleId) && covers(entry)) ?? null
}

/** Says of each of a version's findings which entry covers it today, and counts again. Inside a transaction. */
export function coverVersion(context: DeskContext, versionId: string): void {
  const { db } = context
  const version = getVersion(db, versionId)
  if (version === null) return
  const entries = liveEntries(db, version.submissionId, today(context))
  for (const row of currentFindings(db, versionId)) {
    const entryId = coveringEntry(row, entries)?.id ?? null
    if (entryId !== row.allowEntryId) setCovered(db, versionId, row.findingId, entryId)
  }
  recountFindings(db, versionId)
}

/** What the allow-list lets pass in a version today, by finding. `found`: its findings, if not those of its recorded text. */
export function coveredFindings(
  context: DeskContext,
  versionId: string,
  found?: readonly FindingRow[],
): ReadonlyMap<string, NonNullable<ReviewFinding['waiver']>> {
  const version = getVersion(context.db, versionId)
  if (version === null) return new Map()
  const entries = liveEntries(context.db, version.submissionId, today(context))
  if (entries.length === 0) return new Map()
  return new Map(
    (found ?? currentFindings(context.db, versionId)).flatMap((row) => {
      const entry = coveringEntry(row, entries)
      if (entry === null) return []
      const { id, words, scope, expiresOn, reason, editorName, addedAt } = entry
      return [[row.findingId, { reason, editorName, at: addedAt, entry: { id, words, scope, expiresOn } }]]
    }),
  )
}

/** What the desk's own entries (not those of an author or a piece) let pass today, in any text. Reads them once. */
export function deskAllows(context: DeskContext): Allows {
  const entries = liveEntries(context.db, '', today(context))
  return (finding, text) => {
    if (entries.length === 0) return null
    const [row] = findingRows([finding], [{ id: finding.block, kind: 'paragraph', text }])
    const entry = row === undefined ? null : coveringEntry(row, entries)
    return entry === null ? null : { words: entry.words, reason: entry.reason, editor: entry.editorName }
  }
}

export interface NewEntry {
  readonly scope: AllowScope
  /** The piece that it holds for, or whose author it holds for. */
  readonly submissionId: string | null
  readonly ruleId: string | null
  readonly words: string
  readonly reason: string
  /** The last local day that it holds; null: for good. */
  readonly expiresOn: string | null
}

/** Adds an entry; what it covers counts as let pass at once. Refused: `allow-words-empty`, `allow-expired`, `not-found`. */
export function addEntry(context: DeskContext, entry: NewEntry): AllowEntry {
  const { db } = context
  const folded = comparable(entry.words)
  if (folded === '') refuse('allow-words-empty')
  if (entry.expiresOn !== null && entry.expiresOn < today(context)) refuse('allow-expired')
  const entryId = uuidv7({ msecs: context.now() })
  transact(context, () => {
    const owner = ownerOf(context, entry)
    append(context, [
      change('allow-entry.added', entryId, {
        entryId,
        scope: entry.scope,
        ...owner,
        ruleId: entry.ruleId,
        words: entry.words.trim(),
        folded,
        reason: entry.reason,
        expiresOn: entry.expiresOn,
      }),
    ])
    for (const versionId of versionsWithHit(db, partsOf(folded))) coverVersion(context, versionId)
  })
  announce(context, 'rules', 'submissions', 'manuscripts', 'authors')
  return getEntry(db, entryId, today(context)) ?? refuse('not-found')
}

function ownerOf(
  context: DeskContext,
  { scope, submissionId }: NewEntry,
): { authorId: string | null; submissionId: string | null } {
  if (scope === 'desk') return { authorId: null, submissionId: null }
  const submission = submissionId === null ? null : getSubmission(context.db, submissionId)
  if (submission === null) return refuse('not-found')
  return scope === 'author' ? { authorId: submission.authorId, submissionId: null } : { authorId: null, submissionId }
}

/** Everything that could have been found inside the words: a finding lies whole in them. */
function partsOf(folded: string): string[] {
  const parts = new Set<string>()
  for (let from = 0; from < folded.length; from += 1) {
    for (let to = from + 1; to <= folded.length; to += 1) parts.add(folded.slice(from, to))
  }
  return [...parts]
}

/** Takes an entry back; what it let pass is open again. */
export function withdrawEntry(context: DeskContext, entryId: string, reason: string): void {
  transact(context, () => {
    const entry = getEntry(context.db, entryId, today(context)) ?? refuse('not-found')
    if (entry.state === 'withdrawn') return
    const { authorId, submissionId, words } = entry
    append(context, [change('allow-entry.withdrawn', entryId, { entryId, authorId, submissionId, words, reason })])
    for (const versionId of versionsCoveredBy(context.db, entryId)) coverVersion(context, versionId)
  })
  announce(context, 'rules', 'submissions', 'manuscripts', 'authors')
}

/** A page of entries, newest first; those past their day are listed as expired. */
export function allowedWords(
  context: DeskContext,
  page: { readonly offset: number; readonly limit: number },
): { rows: AllowEntry[]; total: number } {
  return listEntries(context.db, { ...page, today: today(context) })
}

/** Counts again what entries covered that ended since: their findings are open. Returns how many entries that were. */
export function endExpired(context: DeskContext): number {
  const ended = expiredEntries(context.db, today(context))
  if (ended.length === 0) return 0
  transact(context, () => {
    for (const entryId of ended) {
      for (const versionId of versionsCoveredBy(context.db, entryId)) coverVersion(context, versionId)
    }
  })
  announce(context, 'rules', 'submissions', 'manuscripts')
  return ended.length
}

function today(context: DeskContext): string {
  return localDate(context.now(), context.zone)
}
