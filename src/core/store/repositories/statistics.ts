/** The figures of the dashboard. */
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { findingSchema } from '@shared/domain/compliance'
import type { Stats } from '@shared/domain/desk'
import { countByState } from './submissions'

/** Weeks that the chart shows. */
const WEEKS = 12
const WEEK_MS = 7 * 24 * 3_600_000
/** Monday 1970-01-05: weeks start on Mondays (ISO 8601). */
const FIRST_MONDAY = 4 * 24 * 3_600_000

export function readStats(db: Database): Stats {
  const decided = db
    .prepare(
      `SELECT d.at, d.verdict, d.at - s.received_at AS took FROM decisions d JOIN submissions s ON s.id = d.submission_id
       WHERE d.reverted_at IS NULL AND d.verdict <> 'junk'`,
    )
    .all() as { at: number; verdict: string; took: number }[]
  const received = db.prepare('SELECT received_at FROM submissions').pluck().all() as number[]
  const accepted = decided.filter((decision) => decision.verdict === 'accept').length
  const closed = decided.filter((decision) => decision.verdict === 'accept' || decision.verdict === 'reject').length
  return {
    byState: countByState(db),
    weeks: byWeek(received, decided),
    medianHoursToDecision: median(decided.map((decision) => Math.max(0, decision.took) / 3_600_000)),
    acceptanceRate: closed === 0 ? null : accepted / closed,
    findingsByClause: byClause(db),
  }
}

function byWeek(
  received: readonly number[],
  decided: readonly { readonly at: number; readonly verdict: string }[],
): Stats['weeks'] {
  const weeks = new Map<number, { received: number; decided: number; accepted: number }>()
  const week = (at: number): { received: number; decided: number; accepted: number } => {
    const index = Math.floor((at - FIRST_MONDAY) / WEEK_MS)
    const entry = weeks.get(index) ?? { received: 0, decided: 0, accepted: 0 }
    weeks.set(index, entry)
    return entry
  }
  for (const at of received) week(at).received += 1
  for (const { at, verdict } of decided) {
    week(at).decided += 1
    if (verdict === 'accept') week(at).accepted += 1
  }
  return [...weeks.entries()]
    .sort(([a], [b]) => a - b)
    .slice(-WEEKS)
    .map(([index, counts]) => ({ week: isoWeek(index * WEEK_MS + FIRST_MONDAY), ...counts }))
}

/** `2026-W36`: the week's number is that of its Thursday (ISO 8601). */
function isoWeek(monday: number): string {
  const thursday = new Date(monday + 3 * 24 * 3_600_000)
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  const number = Math.floor((thursday.getTime() - newYear) / WEEK_MS) + 1
  return `${thursday.getUTCFullYear()}-W${String(number).padStart(2, '0')}`
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)]
  const lower = sorted[Math.ceil(middle) - 1]
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2
}

function byClause(db: Database): Stats['findingsByClause'] {
  const counts = new Map<string, number>()
  const checks = db
    .prepare('SELECT c.findings FROM submissions s JOIN checks c ON c.version_id = s.current_version_id')
    .pluck()
    .all() as string[]
  for (const findings of checks) {
    for (const finding of z.array(findingSchema).parse(JSON.parse(findings))) {
      counts.set(finding.clause, (counts.get(finding.clause) ?? 0) + 1)
    }
  }
  return [...counts.entries()]
    .map(([clause, count]) => ({ clause, count }))
    .sort((a, b) => b.count - a.count || (a.clause < b.clause ? -1 : 1))
}
