import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getSubmission, listSubmissions } from '@core/store/repositories/submissions'
import { inlineTaskRunner, type TaskRunner } from '@core/workers/pool'
import { noteMissingSimilar, similarPieces } from '@core/workflow/similar'
import { fail } from '@shared/domain/result'
import type { SubmissionRow } from '@shared/domain/submission'
import { openTestDesk, RESOURCES_DIR, type TestDesk } from '../../../support/desk'
import { corpusMail, rawMail, takeMail, takeSubmission } from '../../../support/mails'
import { expectRefusal } from '../../../support/rows'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

const rows = (): SubmissionRow[] =>
  listSubmissions(desk.context.db, { filter: 'all', query: '', offset: 0, limit: 100 }).rows
const row = (id: string): SubmissionRow | undefined => getSubmission(desk.context.db, id)?.row

/** Sentences of which no two are alike. */
const words = (from: number, sentences = 12): string =>
  Array.from({ length: sentences }, (_, sentence) =>
    Array.from({ length: 40 }, (_, at) =>
      String.fromCodePoint(0x4e00 + (((from + sentence) * 6151 + at * at * 97 + at * 7919) % 20_011)),
    ).join(''),
  ).join('。\n\n')

async function submit(number: string): Promise<string> {
  const { outcome } = await takeMail(desk.context, corpusMail(number))
  if (outcome.kind !== 'registered') throw new Error(`${number} was ${outcome.kind}`)
  return outcome.submissionId
}

describe('in the corpus', () => {
  it('the piece that another author took is found, from both sides, with the passages', async () => {
    const original = await submit('02')
    const unrelated = await submit('01')
    const copy = await submit('29')
    expect(row(copy)?.similar).toMatchObject({ submissionId: original, number: row(original)?.number })
    expect(row(copy)?.similar?.score).toBeGreaterThan(0.8)
    expect(row(original)?.similar?.submissionId).toBe(copy)
    expect(row(unrelated)?.similar).toBeNull()
    const [piece, ...others] = await similarPieces(desk.context, copy)
    expect(others).toEqual([])
    expect(piece).toMatchObject({ submissionId: original, title: row(original)?.title, sameAuthor: false })
    expect(piece?.score).toBe(row(copy)?.similar?.score)
    expect(piece?.passages.length).toBeGreaterThan(0)
    for (const { here, there } of piece?.passages ?? []) expect(here.slice(0, 8)).toBe(there.slice(0, 8))
    expect(desk.events.some((event) => event.type === 'changed' && event.scopes.includes('submissions'))).toBe(true)
  })
})

describe('in the sample mailbox', () => {
  it('one pair is found and nothing else', async () => {
    const folder = path.join(RESOURCES_DIR, 'sample-mailbox')
    for (const sub of ['cur', 'new']) {
      for (const name of readdirSync(path.join(folder, sub)).toSorted()) {
        await takeMail(desk.context, readFileSync(path.join(folder, sub, name)))
      }
    }
    const marked = rows().filter(({ similar }) => similar !== null)
    expect(marked).toHaveLength(2)
    expect(marked[0]?.similar?.submissionId).toBe(marked[1]?.id)
    expect(marked.map(({ title }) => title).join()).toContain('联名')
  })
})

describe('the same author sending again', () => {
  it('is said with the days between', async () => {
    const first = await takeSubmission(desk.context, { text: words(1), date: 'Mon, 07 Sep 2026 09:00:00 +0800' })
    const again = await takeSubmission(desk.context, { text: words(1), date: 'Wed, 09 Sep 2026 10:00:00 +0800' })
    expect(await similarPieces(desk.context, again)).toMatchObject([
      { submissionId: first, sameAuthor: true, daysApart: 2, score: 1 },
    ])
  })

  it('in the thread of the piece is a version, not a duplicate; only the newest version counts', async () => {
    const id = await takeSubmission(desk.context, { text: words(1, 30), messageId: '<root@mail.example>' })
    const copy = await takeSubmission(desk.context, { text: words(1, 30), from: 'copy@mail.example' })
    expect(row(copy)?.similar?.submissionId).toBe(id)
    const revision = rawMail({ inReplyTo: '<root@mail.example>', text: words(500, 30) })
    expect((await takeMail(desk.context, revision)).outcome.kind).toBe('joined')
    expect(row(id)).toMatchObject({ versions: 2, similar: null })
    expect(row(copy)?.similar).toBeNull()
  })
})

describe('what was interrupted', () => {
  const failing = (name: string): TaskRunner => {
    const inline = inlineTaskRunner()
    return {
      run: (task, input) =>
        task === name ? Promise.resolve(fail({ code: 'worker-died', detail: '' })) : inline.run(task, input),
      tell: () => undefined,
      close: () => inline.close(),
    }
  }

  it.each(['fingerprint', 'compare'])('in %s is done at the next start', async (task) => {
    desk.close()
    desk = openTestDesk({ tasks: failing(task) })
    const first = await takeSubmission(desk.context, { text: words(1) })
    const second = await takeSubmission(desk.context, { text: words(1), from: 'other@mail.example' })
    expect(row(second)?.similar).toBeNull()
    // Without workers the passages are not shown, and nothing fails.
    expect(await similarPieces(desk.context, second)).toEqual([])
    const whole = { ...desk.context, tasks: inlineTaskRunner() }
    await noteMissingSimilar(whole, new AbortController().signal)
    expect(row(second)?.similar).toMatchObject({ submissionId: first, score: 1 })
    expect(row(first)?.similar).toMatchObject({ submissionId: second, score: 1 })
  })

  it('goes on with whatever else is damaged', async () => {
    const first = await takeSubmission(desk.context, { text: words(1) })
    desk.context.db.prepare('UPDATE manuscript_versions SET content_hash = ?').run('0'.repeat(64))
    const second = await takeSubmission(desk.context, { text: words(1), from: 'other@mail.example' })
    expect([row(first)?.similar, row(second)?.similar]).toEqual([null, null])
  })
})

describe('what has nothing like it', () => {
  it('says so', async () => {
    const id = await takeSubmission(desk.context, { text: words(1) })
    await takeSubmission(desk.context, { text: words(900), from: 'other@mail.example' })
    expect(await similarPieces(desk.context, id)).toEqual([])
    expect(row(id)?.similar).toBeNull()
  })

  it('a piece that is not there is refused', async () => {
    await expectRefusal(desk, 'not-found', () => similarPieces(desk.context, 'x'))
  })
})
