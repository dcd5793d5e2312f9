/** The figures of the dashboard. */
import type { Database } from 'better-sqlite3'
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
      // From the last mail before the decision: later ones wait for the next decision.
      `SELECT d.at, d.verdict, d.at - coalesce((SELECT max(m.received_at) FROM submission_messages m
         WHERE m.submission_id = d.submission_id AND m.received_at <= d.at), d.at) AS took
       FROM decisions d WHERE d.reverted_at IS NULL AND d.verdict <> 'junk'`,
    )
    .all() as { at: number; verdict: string; took: number }[]
  // A submission came in with its first mail; `submissions.received_at` is that of its newest.
  const received = db
    .prepare('SELECT min(received_at) FROM submission_messages GROUP BY submission_id')
    .pluck()
    .all() as number[]
  const accepted = decided.filter((decision) => decision.verdict === 'accept').length
  const closed = decided.filter((decision) => decision.verdict === 'accept' || decision.verdict === 'reject').length
  return {
    byState: countByState(db),
    weeks: byWeek(received, decided),
    medianHoursToDecision: median(decided.map((decision) => decision.took / 3_600_000)),
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
  return db
    .prepare(
      `SELECT f.key AS clause, sum(f.value) AS count
       FROM submissions s JOIN checks c ON c.version_id = s.current_version_id, json_each(c.clauses) f
       GROUP BY 1 ORDER BY 2 DESC, 1`,
    )
    .all() as Stats['findingsByClause']
}
