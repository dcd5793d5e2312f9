import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listAnnotations } from '@core/store/repositories/annotations'
import { getCheck, listVersions, listWaivers } from '@core/store/repositories/manuscripts'
import { getSubmission, listProvenance } from '@core/store/repositories/submissions'
import { reviewFindings, waiveFinding, withdrawWaiver } from '@core/workflow/checking'
import { nameEditor } from '@core/workflow/desk'
import {
  addAnnotation,
  openSubmission,
  removeAnnotation,
  replyToAnnotation,
  restoreAnnotation,
  setAnnotationAudience,
  setAnnotationState,
  setProvenance,
} from '@core/workflow/review'
import { submissionDetail } from '@core/workflow/submissions'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { corpusMail, takeMail, takeSubmission } from '../../../support/mails'
import { allRows, expectRefusal } from '../../../support/rows'
import { anchorIn } from '../scenario'

let desk: TestDesk
let id: string
beforeEach(async () => {
  desk = openTestDesk()
  nameEditor(desk.context, '小羽毛')
  id = await takeSubmission(desk.context)
})
afterEach(() => desk.close())

const row = () => getSubmission(desk.context.db, id)!.row
const annotate = (text = '请补出处') =>
  addAnnotation(desk.context, { ...anchorIn(desk.context, id), kind: 'comment', audience: 'author', text })

describe('opening', () => {
  it('reads a submission and starts its review, once', () => {
    expect(row()).toMatchObject({ state: 'new', unread: true })
    openSubmission(desk.context, id)
    expect(row()).toMatchObject({ state: 'reviewing', unread: false })
    const before = allRows(desk)
    const told = desk.events.length
    openSubmission(desk.context, id)
    expect(allRows(desk)).toEqual(before)
    expect(desk.events).toHaveLength(told)
  })

  it('of what is not there is refused', () =>
    expectRefusal(desk, 'not-found', () => openSubmission(desk.context, 'none')))
})

describe('annotations', () => {
  it('keep their thread, state and audience', () => {
    const { id: annotationId } = annotate()
    replyToAnnotation(desk.context, annotationId, '第二处也是')
    setAnnotationState(desk.context, annotationId, 'resolved')
    setAnnotationAudience(desk.context, annotationId, 'editors')
    const listed = listAnnotations(desk.context.db, id)
    expect(listed).toMatchObject([{ state: 'resolved', audience: 'editors', kind: 'comment' }])
    expect(listed[0]?.comments.map(({ text, editorName }) => [text, editorName]).toSorted()).toEqual([
      ['第二处也是', '小羽毛'],
      ['请补出处', '小羽毛'],
    ])
  })

  it('that are set to what they are leave no event', () => {
    const { id: annotationId } = annotate()
    const before = allRows(desk)
    setAnnotationState(desk.context, annotationId, 'open')
    setAnnotationAudience(desk.context, annotationId, 'author')
    expect(allRows(desk)).toEqual(before)
  })

  it('come back whole when their removal is taken back', async () => {
    const added = annotate()
    removeAnnotation(desk.context, added.id)
    expect(listAnnotations(desk.context.db, id)).toEqual([])
    await expectRefusal(desk, 'not-found', () => replyToAnnotation(desk.context, added.id, 'x'))
    await expectRefusal(desk, 'not-found', () => removeAnnotation(desk.context, added.id))
    expect(restoreAnnotation(desk.context, added.id)).toEqual(added)
    await expectRefusal(desk, 'not-found', () => restoreAnnotation(desk.context, added.id))
  })

  it.each([
    ['another quote', { quote: '没有的话' }],
    ['no quote', { quote: '', start: 0, end: 0 }],
    ['another block', { block: 'none' }],
    ['offsets that are turned', { start: 5, end: 2 }],
    ['offsets past the end', { start: 90_000, end: 90_008 }],
    ['another document', { contentHash: '0'.repeat(64) }],
  ])('with %s are out of place', async (_what, wrong) => {
    const { versionId, anchor } = anchorIn(desk.context, id)
    await expectRefusal(desk, 'annotation-out-of-place', () =>
      addAnnotation(desk.context, {
        versionId,
        anchor: { ...anchor, ...wrong },
        kind: 'comment',
        audience: 'author',
        text: 'x',
      }),
    )
  })

  it('on a version that is not there are refused', async () => {
    const { anchor } = anchorIn(desk.context, id)
    await expectRefusal(desk, 'not-found', () =>
      addAnnotation(desk.context, { versionId: 'none', anchor, kind: 'comment', audience: 'author', text: 'x' }),
    )
  })
})

describe('首发与授权', () => {
  it('is settled, changed and opened again; the same once more is no event', () => {
    const set = (value: string, saidIn = '邮件') =>
      setProvenance(desk.context, id, { field: 'first-publication', value, saidIn })
    set('多平台')
    set('仅首发鸟哥笔记')
    const before = allRows(desk)
    set('仅首发鸟哥笔记')
    expect(allRows(desk)).toEqual(before)
    expect(listProvenance(desk.context.db, id)).toEqual([
      { field: 'first-publication', value: '仅首发鸟哥笔记', saidIn: '邮件' },
    ])
    set('', '')
    expect(listProvenance(desk.context.db, id)).toEqual([])
  })

  it('of what is not there is refused', () =>
    expectRefusal(desk, 'not-found', () =>
      setProvenance(desk.context, 'none', { field: 'pictures', value: 'x', saidIn: '' }),
    ))
})

describe('放行', () => {
  it('lets a finding pass with a reason, once, and can be withdrawn', async () => {
    const { outcome } = await takeMail(desk.context, corpusMail('18'))
    if (outcome.kind !== 'registered') throw new Error('mail 18 is a submission')
    const version = listVersions(desk.context.db, outcome.submissionId)[0]!
    const finding = getCheck(desk.context.db, version.id)!.findings[0]!
    waiveFinding(desk.context, version.id, finding.id, '引用原话')
    const before = allRows(desk)
    waiveFinding(desk.context, version.id, finding.id, '再说一次')
    expect(allRows(desk)).toEqual(before)
    const shown = reviewFindings(desk.context, version.id).findings.find((one) => one.id === finding.id)
    expect(shown?.waiver).toEqual({ reason: '引用原话', editorName: '小羽毛', at: desk.clock.now() })
    withdrawWaiver(desk.context, version.id, finding.id)
    expect(listWaivers(desk.context.db, version.id)).toEqual([])
    await expectRefusal(desk, 'not-found', () => waiveFinding(desk.context, version.id, 'none', 'x'))
    await expectRefusal(desk, 'not-found', () => withdrawWaiver(desk.context, 'none', finding.id))
  })
})

describe('the timeline', () => {
  it('tells what happened, newest first, and leaves bookkeeping out', () => {
    openSubmission(desk.context, id)
    annotate()
    setProvenance(desk.context, id, { field: 'pictures', value: '自有', saidIn: '电话' })
    const { timeline } = submissionDetail(desk.context, id)
    expect(timeline.map(({ type }) => type)).toEqual([
      'submission.provenance-noted',
      'annotation.added',
      'submission.review-started',
      'manuscript.version-added',
      'submission.registered',
    ])
    expect(timeline[0]).toMatchObject({ submissionNumber: '2609-001', editorName: '小羽毛', params: { value: '自有' } })
  })
})
