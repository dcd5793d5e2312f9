import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expiredEntries, liveEntries, listEntries } from '@core/store/repositories/allow-entries'
import {
  currentFindings,
  precisionOfRule,
  precisionOfRules,
  settleOutcomes,
  versionsCoveredBy,
  versionsWithHit,
} from '@core/store/repositories/findings'
import { countOpenFindings, isOutdated, listVersions, uncheckedVersions } from '@core/store/repositories/manuscripts'
import { addEntry, allowedWords, coveringEntry, endExpired, withdrawEntry } from '@core/workflow/allow-list'
import { checkOutdated, documentOf, reviewFindings, waiveFinding, withdrawWaiver } from '@core/workflow/checking'
import type { DeskContext } from '@core/workflow/context'
import { keepEdit, recordEdit } from '@core/workflow/edits'
import { switchRule } from '@core/workflow/rule-packs'
import { timelineOf } from '@core/workflow/timeline'
import { Slice, Fragment } from 'prosemirror-model'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { textBlocks } from '@shared/manuscript/text'
import { openTestDesk, shippedFolder, type TestDesk } from '../../../support/desk'
import { ARTICLE, rawMail, takeMail, takeSubmission } from '../../../support/mails'
import { fullScans, fullSorts, plansOf } from '../../../support/query-plans'
import { packYaml } from '../../compliance/test-pack'
import { authorOf } from '../scenario'

const PACK = packYaml([
  { id: 'test/best', patterns: [{ lexicon: ['最强'] }], examples: { hits: ['最强'], misses: ['强'] } },
  {
    id: 'test/dash',
    level: 'note',
    patterns: [{ lexicon: ['绝对第一'] }],
    examples: { hits: ['绝对第一'], misses: ['一'] },
  },
])
const TEXT = `${ARTICLE}\n\n我看了《最 强大脑》，它说自己是最强的。绝对第一。`

let desk: TestDesk
let context: DeskContext
let folder: string
beforeEach(() => {
  folder = shippedFolder({ 'test.yaml': PACK })
  desk = openTestDesk({ resourcesDir: folder })
  context = desk.context
})
afterEach(() => {
  desk.close()
  rmSync(folder, { recursive: true, force: true })
})

async function piece(text = TEXT, from = '周舟 <zhou@mail.example>'): Promise<{ id: string; versionId: string }> {
  const id = await takeSubmission(context, { text, from })
  return { id, versionId: versionOf(id) }
}

function versionOf(submissionId: string): string {
  const version = listVersions(context.db, submissionId)[0]
  if (version === undefined) throw new Error('there is no version')
  return version.id
}

const entry = (words: string, more: Partial<Parameters<typeof addEntry>[1]> = {}) =>
  addEntry(context, {
    scope: 'desk',
    submissionId: null,
    ruleId: null,
    words,
    reason: '节目名',
    expiresOn: null,
    ...more,
  })
const passed = (versionId: string) =>
  reviewFindings(context, versionId).findings.map(({ waiver }) => waiver?.entry?.words ?? '-')

describe('an entry', () => {
  it('lets a finding pass where its words hold it, with its reason, and nowhere else', async () => {
    const { versionId } = await piece()
    expect(countOpenFindings(context.db, versionId)).toEqual({ error: 2, warning: 0, note: 1 })
    const made = entry('最强大脑')
    expect(made).toMatchObject({ covers: 1, state: 'live', scope: 'desk' })
    const { findings } = reviewFindings(context, versionId)
    expect(findings[0]).toMatchObject({ waiver: { reason: '节目名', entry: { id: made.id, words: '最强大脑' } } })
    expect(findings.map(({ waiver }) => waiver === null)).toEqual([false, true, true])
    expect(countOpenFindings(context.db, versionId)).toEqual({ error: 1, warning: 0, note: 1 })
    withdrawEntry(context, made.id, '停播了')
    expect(passed(versionId)).toEqual(['-', '-', '-'])
    expect(countOpenFindings(context.db, versionId)).toEqual({ error: 2, warning: 0, note: 1 })
    expect(allowedWords(context, { offset: 0, limit: 10 }).rows).toMatchObject([
      { state: 'withdrawn', withdrawnWhy: '停播了', covers: 0 },
    ])
  })

  it('holds for a rule, a piece or an author, and for what comes later', async () => {
    const one = await piece()
    const other = await piece(TEXT, '李四 <li@mail.example>')
    entry('最强', { scope: 'submission', submissionId: one.id })
    expect(passed(one.versionId)).toEqual(['最强', '最强', '-'])
    expect(passed(other.versionId)).toEqual(['-', '-', '-'])
    entry('绝对第一', { scope: 'author', submissionId: other.id, ruleId: 'test/best' })
    expect(passed(other.versionId)).toEqual(['-', '-', '-'])
    entry('绝对第一', { scope: 'author', submissionId: other.id, ruleId: 'test/dash' })
    expect(passed(other.versionId)).toEqual(['-', '-', '绝对第一'])
    const later = await piece(`${TEXT}\n\n又一篇。`, '李四 <li@mail.example>')
    expect(passed(later.versionId)).toEqual(['-', '-', '绝对第一'])
    expect(timelineOf(context, authorOf(context, other.id)).map(({ type }) => type)).toContain('allow-entry.added')
  })

  it('ends with its day in the zone of the desk, and is listed as expired', async () => {
    const { versionId } = await piece()
    // It is 10:00 in Shanghai.
    const made = entry('最强', { expiresOn: '2026-09-10' })
    desk.clock.set(Date.UTC(2026, 8, 10, 15, 59))
    expect(endExpired(context)).toBe(0)
    expect(passed(versionId)).toEqual(['最强', '最强', '-'])
    desk.clock.set(Date.UTC(2026, 8, 10, 16, 0))
    expect(passed(versionId)).toEqual(['-', '-', '-'])
    expect(countOpenFindings(context.db, versionId).error).toBe(0)
    expect(endExpired(context)).toBe(1)
    expect(countOpenFindings(context.db, versionId).error).toBe(2)
    expect(endExpired(context)).toBe(0)
    expect(allowedWords(context, { offset: 0, limit: 10 }).rows).toMatchObject([{ id: made.id, state: 'expired' }])
  })

  it('refuses words of nothing and days that are over', () => {
    expect(() => entry('  ')).toThrow('allow-words-empty')
    expect(() => entry('最强', { expiresOn: '2026-09-09' })).toThrow('allow-expired')
    expect(() => entry('最强', { scope: 'author', submissionId: 'nobody' })).toThrow('not-found')
  })
})

it('words hold a finding only where they stand around it', () => {
  const live = (folded: string) => [{ id: 'a', ruleId: null, folded }] as unknown as Parameters<typeof coveringEntry>[1]
  const row = { ruleId: 'r', hit: '最强', before: '我看了', after: '大脑节目' }
  for (const words of ['最强', '最强大脑', '看了最强', '我看了最强大脑节目'])
    expect(coveringEntry(row, live(words))).not.toBeNull()
  for (const words of ['强', '大脑', '最强音', '看了', '最强大脑节目单'])
    expect(coveringEntry(row, live(words))).toBeNull()
  // The words stand elsewhere as well, before the finding.
  expect(coveringEntry({ ...row, before: '最强大脑和', after: '的' }, live('最强大脑'))).toBeNull()
})

describe("a rule's precision", () => {
  const best = () => precisionOfRule(context.db, 'test/best')

  it('counts what was edited away as mended and what was let pass as waived', async () => {
    const { versionId } = await piece()
    expect(best()).toEqual({ fixed: 0, waived: 0 })
    const [first] = reviewFindings(context, versionId).findings
    waiveFinding(context, versionId, first!.id, '节目名')
    expect(best()).toEqual({ fixed: 0, waived: 1 })
    const version = listVersions(context.db, (await piece()).id)[0]
    expect(version).toBeDefined()
    const text = listVersions(context.db, reviewPiece(versionId))[0]!
    const document = documentOf(context, text.contentHash)
    const block = textBlocks(document).find((each) => each.text.includes('它说自己'))!
    const at = block.from + block.text.indexOf('最强的')
    const edited = document.replace(at, at + 2, new Slice(Fragment.from(manuscriptSchema.text('很强')), 0, 0))
    recordEdit(context, versionId, text.contentHash, await keepEdit(context, edited), [])
    await checkOutdated(context, new AbortController().signal)
    expect(best()).toEqual({ fixed: 1, waived: 1 })
    withdrawWaiver(context, versionId, first!.id)
    expect(best()).toEqual({ fixed: 1, waived: 0 })
  })

  it('counts what the next version has no more, by how often the words stood there', async () => {
    const { hash } = await takeMail(context, rawMail({ messageId: '<a@mail.example>', text: TEXT }))
    expect(hash).not.toBe('')
    desk.clock.advance(60_000)
    const revised = TEXT.replace('它说自己是最强的', '它说自己很强')
    await takeMail(
      context,
      rawMail({ inReplyTo: '<a@mail.example>', subject: '修改稿', text: `${revised}\n\n改好了，请看。` }),
    )
    const versions = context.db.prepare('SELECT count(*) FROM manuscript_versions').pluck().get()
    expect(versions).toBe(2)
    expect(best()).toEqual({ fixed: 1, waived: 0 })
  })

  it('does not count what a change of rules took away', async () => {
    await piece()
    await switchRule(context, { pack: 'test', ruleId: 'test/best', on: false, reason: '' })
    await checkOutdated(context, new AbortController().signal)
    expect(best()).toEqual({ fixed: 0, waived: 0 })
    expect(precisionOfRules(context.db).get('test/dash')).toEqual({ fixed: 0, waived: 0 })
  })
})

function reviewPiece(versionId: string): string {
  return context.db
    .prepare('SELECT submission_id FROM manuscript_versions WHERE id = ?')
    .pluck()
    .get(versionId) as string
}

it('is found by index: precision, what an entry may cover, entries of a piece, what is to be checked again', () => {
  const { db } = context
  const plans = plansOf(db, () => {
    precisionOfRules(db)
    precisionOfRule(db, 'x')
    versionsWithHit(db, ['x'])
    versionsCoveredBy(db, 'x')
    liveEntries(db, 'x', '2026-01-01')
    expiredEntries(db, '2026-01-01')
    listEntries(db, { offset: 0, limit: 10, today: '2026-01-01' })
    currentFindings(db, 'x')
    countOpenFindings(db, 'x')
    settleOutcomes(db, 'x')
    uncheckedVersions(db, 'x', '', 10)
    isOutdated(db, 'x', 'y')
  })
  // A desk has few editors; words in a list are no table.
  const scans = fullScans(plans).filter((step) => !step.startsWith('SCAN json_each'))
  expect(scans).toEqual([])
  // The rules' precision is counted in the order of its index, without a row of the table.
  const [all] = plans
  expect(all?.steps).toEqual(['SCAN findings USING COVERING INDEX findings_outcome'])
  expect(fullSorts(plans).filter((step) => !step.includes('UNION ALL'))).toEqual([])
  const outdated = plans.find(({ sql }) => sql.includes('LEFT JOIN checks'))
  expect(outdated?.steps.join('\n')).toContain('COVERING INDEX checks_origin')
})
