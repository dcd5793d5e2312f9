import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { METHOD } from '@core/compliance/similarity'
import {
  COMMON_MAX,
  findCandidates,
  listSimilar,
  putFingerprints,
  putSimilar,
  versionsWithoutFingerprints,
} from '@core/store/repositories/similar'
import type { Db } from '@core/store/open-database'
import { getSubmission } from '@core/store/repositories/submissions'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { takeSubmission } from '../../../support/mails'
import { fullScans, plansOf } from '../../../support/query-plans'

const SHORT = '这封信里没有多少字。'.repeat(20)

let desk: TestDesk
let db: Db
let counter: number
beforeEach(async () => {
  desk = openTestDesk()
  db = desk.context.db
  counter = 0
  await takeSubmission(desk.context, { text: SHORT })
})
afterEach(() => desk.close())

/** A submission with these fingerprints: one came by mail, the others are copies of its rows. */
function piece(hashes: readonly number[]): { id: string; versionId: string } {
  counter += 1
  const [id, versionId] = [`piece-${counter}`, `version-${counter}`]
  copyRow('submissions', { id, number: `2609-9${counter}`, current_version_id: versionId })
  copyRow('manuscript_versions', { id: versionId, submission_id: id })
  putFingerprints(db, id, versionId, hashes)
  return { id, versionId }
}

function copyRow(table: string, changes: Record<string, unknown>): void {
  const row = { ...(db.prepare(`SELECT * FROM ${table} LIMIT 1`).get() as object), ...changes }
  const names = Object.keys(row)
  db.prepare(`INSERT INTO ${table} VALUES (${names.map((name) => `@${name}`).join(', ')})`).run(row)
}

const found = (id: string, hashes: readonly number[]): string[] =>
  findCandidates(db, id, hashes, 8).map(({ submissionId }) => submissionId)

describe('candidates', () => {
  it('are what shares most, measured by the smaller one, and never the piece itself', () => {
    const few = piece([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    const all = piece([1, 2])
    piece([100])
    const own = piece([1, 2, 3, 20, 21])
    expect(found(own.id, [1, 2, 3, 20, 21])).toEqual([all.id, few.id])
  })

  it('are not found by what everybody writes, but for a piece that has nothing else', () => {
    const copies = []
    for (let index = 0; index <= COMMON_MAX; index += 1) copies.push(piece([1, 2]))
    const other = piece([1, 2, 3, 4, 5])
    expect(found('x', [1, 3, 4])).toEqual([other.id])
    expect(found('x', [1, 2])).toHaveLength(8)
    expect(found('x', [1, 2])).toContain(copies.at(-1)?.id)
  })

  it('are the newest versions only', () => {
    const { id } = piece([1, 2, 3])
    copyRow('manuscript_versions', { id: 'new', submission_id: id, ordinal: 2 })
    putFingerprints(db, id, 'new', [7])
    expect(found('x', [1, 2, 3])).toEqual([])
    expect(found('x', [7])).toEqual([id])
  })
})

describe('pairs', () => {
  it('are seen from both sides and replaced as a whole', () => {
    const [one, two, three] = [piece([1]), piece([2]), piece([3])]
    putSimilar(db, one.id, one.versionId, 1, [
      { submissionId: two.id, score: 0.4 },
      { submissionId: three.id, score: 0.9 },
    ])
    expect(listSimilar(db, one.id, 9).map(({ submissionId, score }) => [submissionId, score])).toEqual([
      [three.id, 0.9],
      [two.id, 0.4],
    ])
    expect(getSubmission(db, one.id)?.row.similar).toEqual({
      submissionId: three.id,
      number: getSubmission(db, three.id)?.row.number,
      score: 0.9,
    })
    expect(getSubmission(db, two.id)?.row.similar).toMatchObject({ submissionId: one.id, score: 0.4 })
    putSimilar(db, one.id, one.versionId, 1, [])
    for (const { id } of [one, two, three]) expect(getSubmission(db, id)?.row.similar).toBeNull()
  })

  it('are wanting until they were compared by the same method', () => {
    const one = piece([1])
    const wanting = (method: number) => versionsWithoutFingerprints(db, method, '', 9).map(({ versionId }) => versionId)
    expect(wanting(METHOD)).toEqual([one.versionId])
    putSimilar(db, one.id, one.versionId, METHOD, [])
    expect(wanting(METHOD)).toEqual([])
    expect(wanting(METHOD + 1)).toContain(one.versionId)
  })
})

it.each<[string, () => unknown]>([
  ['candidates', () => findCandidates(db, 'x', [1, 2], 8)],
  ['pairs', () => listSimilar(db, 'x', 8)],
  ['the best match of a row', () => getSubmission(db, 'x')],
  ['what has none', () => versionsWithoutFingerprints(db, 1, '', 10)],
  ['writing pairs', () => putSimilar(db, 'x', 'x', 1, [])],
])('%s: by index', (_name, look) => {
  const plans = plansOf(db, look)
  expect(plans.length).toBeGreaterThan(0)
  expect(fullScans(plans)).toEqual([])
})

it('replacing fingerprints: by index', () => {
  const { id, versionId } = piece([1, 2])
  expect(fullScans(plansOf(db, () => putFingerprints(db, id, versionId, [3])))).toEqual([])
})
