/** Organising work items: what is split, moved, merged, corrected, put away, and taken back. */
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openOutbox } from '@core/jobs/outbox'
import { differingTables, replay, STATE_TABLES, stateRows } from '@core/record/replay'
import { openDatabase } from '@core/store/open-database'
import { linkedPieces, memberOf, partsOf, readShape, standingSubmission } from '@core/store/repositories/arrangement'
import { listAnnotations } from '@core/store/repositories/annotations'
import { lettersOfSubmission } from '@core/store/repositories/decisions'
import { listVersions } from '@core/store/repositories/manuscripts'
import { getParsed, submissionOfMessage } from '@core/store/repositories/messages'
import { listSimilar } from '@core/store/repositories/similar'
import { countLists, getSubmission, listSubmissions, listThread } from '@core/store/repositories/submissions'
import {
  COMPLAINT_REPLY_DAYS,
  concernedPieces,
  setReplyBy,
  setUrgent,
  TAKEDOWN_REPLY_DAYS,
} from '@core/workflow/complaints'
import { correctKind } from '@core/workflow/correct'
import { deriveMissing } from '@core/workflow/derive-missing'
import { addWorkingDays } from '@core/workflow/local-date'
import { mergeSubmissions } from '@core/workflow/merge'
import { linkPieces, setArchived, unlinkPieces } from '@core/workflow/organise'
import { RefusedError } from '@core/workflow/refuse'
import { addAnnotation } from '@core/workflow/review'
import { moveMessage, splitMessage } from '@core/workflow/split'
import { undoAct, unmergeSubmission } from '@core/workflow/undo'
import type { UndoRange } from '@shared/domain/work-item'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { ARTICLE, corpusMail, rawMail, takeMail, takeSubmission, type MailFields } from '../../../support/mails'
import { anchorIn, decideWithLetter, giveMaildir } from '../scenario'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => {
  expectReplayed()
  desk.close()
})

const row = (id: string) => getSubmission(desk.context.db, id)!.row
const mailsOf = (id: string) => listThread(desk.context.db, id).map(({ hash }) => hash)
const kindOf = (hash: string) => memberOf(desk.context.db, hash)?.kind ?? null
const listed = (filter: 'open' | 'all' | 'complaints' | 'archived') =>
  listSubmissions(desk.context.db, { filter, query: '', offset: 0, limit: 100 }).rows.map(({ id }) => id)

/** All state but who is named in which event: what taking back must restore. */
function state(): string[] {
  return STATE_TABLES.filter((table) => table !== 'event_subjects').flatMap((table) =>
    stateRows(desk.context.db, table).map((line) => `${table} ${line}`),
  )
}

function expectReplayed(): void {
  const opened = openDatabase(path.join(desk.profileDir, 'replayed.db'))
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  replay(desk.context.db, opened.value)
  expect(differingTables(desk.context.db, opened.value)).toEqual([])
  opened.value.close()
}

function refusalOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal.code
    throw error
  }
  throw new Error('it was not refused')
}

function takeBack(range: UndoRange | null): void {
  if (range === null) throw new Error('nothing was done')
  undoAct(desk.context, range)
}

const rewritten = ARTICLE.replaceAll('内容团队', '增长团队')

/** A piece with a revision that came in answer to it. */
async function withRevision(): Promise<{ id: string; first: string; revision: string }> {
  const { context } = desk
  const id = await takeSubmission(context, { messageId: '<one@mail.example>', subject: '投稿：内容团队的第二年' })
  const { hash } = await takeMail(
    context,
    rawMail({
      inReplyTo: '<one@mail.example>',
      subject: '回复：投稿',
      text: rewritten,
      date: 'Tue, 08 Sep 2026 09:00:00 +0800',
    }),
  )
  return { id, first: mailsOf(id)[0] ?? '', revision: hash }
}

describe('splitting a mail out', () => {
  it('makes a piece of it with its version and links the two, and can be taken back', async () => {
    const { context } = desk
    const { id, revision } = await withRevision()
    const comment = addAnnotation(context, {
      ...anchorIn(context, id),
      kind: 'comment',
      audience: 'author',
      text: '改',
    })
    const before = state()
    const split = splitMessage(context, revision)
    const born = split.submissionId ?? ''
    expect(row(id)).toMatchObject({ versions: 1, receivedAt: Date.UTC(2026, 8, 7, 1) })
    expect(row(born)).toMatchObject({
      versions: 1,
      number: '2609-002',
      state: 'new',
      title: expect.any(String) as string,
    })
    expect(kindOf(revision)).toBe('submission')
    expect(getParsed(context.db, revision)?.kind).toBe('submission')
    expect(listAnnotations(context.db, born).map((each) => each.id)).toEqual([comment.id])
    expect(linkedPieces(context.db, id)).toMatchObject([{ submissionId: born, kind: 'split' }])
    expect(linkedPieces(context.db, born)).toMatchObject([{ submissionId: id, kind: 'split' }])

    takeBack(split.undo)
    // The number is used up, and leads back.
    const gone = (line: string) => line.includes(born)
    expect(state().filter((line) => !gone(line))).toEqual(before)
    expect(standingSubmission(context.db, born)).toBe(id)
    expect(listed('all')).toEqual([id])
  })

  it('keeps both pieces’ near-duplicates right', async () => {
    const { context } = desk
    const { id, revision } = await withRevision()
    const other = await takeSubmission(context, { from: 'copy@mail.example', text: rewritten })
    expect(listSimilar(context.db, id, 5)).toMatchObject([{ submissionId: other, score: 1 }])
    const born = splitMessage(context, revision).submissionId ?? ''
    await deriveMissing(context, new AbortController().signal)
    expect(listSimilar(context.db, born, 5)[0]).toMatchObject({ submissionId: other, score: 1 })
    expect(listSimilar(context.db, id, 5)[0]?.score ?? 0).toBeLessThan(1)
  })

  it('is refused when nothing would be left, or a decision speaks of its text', async () => {
    const { context } = desk
    await giveMaildir(desk)
    const { id, first, revision } = await withRevision()
    const alone = await takeSubmission(context, { from: 'lin@mail.example', subject: '另一篇' })
    expect(refusalOf(() => splitMessage(context, mailsOf(alone)[0] ?? ''))).toBe('only-mail')
    decideWithLetter(context, id, 'accept')
    expect(refusalOf(() => splitMessage(context, revision))).toBe('version-decided')
    // The decision is about the newest version; the first may go.
    expect(splitMessage(context, first).submissionId).not.toBeNull()
  })

  it('takes other deliveries of the same mail along', async () => {
    const { context } = desk
    const id = await takeSubmission(context, { messageId: '<one@mail.example>' })
    const reply = { messageId: '<two@mail.example>', inReplyTo: '<one@mail.example>', text: '补充说明' }
    const { hash } = await takeMail(context, rawMail(reply))
    const { hash: copy } = await takeMail(context, rawMail({ ...reply, headers: ['X-Copy: yes'] }))
    const born = splitMessage(context, hash).submissionId ?? ''
    expect(new Set(mailsOf(born))).toEqual(new Set([hash, copy]))
    expect(mailsOf(id)).toHaveLength(1)
  })
})

describe('moving a mail', () => {
  it('puts it and its version where it belongs, and back', async () => {
    const { context } = desk
    const { id, revision } = await withRevision()
    const other = await takeSubmission(context, { from: 'lin@mail.example', subject: '投稿：短视频的账本' })
    const before = state()
    const undo = moveMessage(context, revision, other)
    expect(row(id).versions).toBe(1)
    expect(listVersions(context.db, other).map(({ ordinal }) => ordinal)).toEqual([2, 1])
    expect(listVersions(context.db, other)[0]?.messageHash).toBe(revision)
    takeBack(undo)
    expect(state()).toEqual(before)
  })

  it('is refused into a piece that was merged away', async () => {
    const { context } = desk
    const { revision } = await withRevision()
    const one = await takeSubmission(context, { from: 'lin@mail.example', subject: '投稿：短视频的账本' })
    const other = await takeSubmission(context, { from: 'chen@mail.example', subject: '投稿：直播间' })
    mergeSubmissions(context, one, other)
    expect(refusalOf(() => moveMessage(context, revision, one))).toBe('merged-away')
  })

  it('takes a mail in that was in no piece', async () => {
    const { context } = desk
    const id = await takeSubmission(context, {})
    const { hash } = await takeMail(context, corpusMail('12'))
    expect(submissionOfMessage(context.db, hash)).toBeNull()
    const before = state()
    const undo = moveMessage(context, hash, id)
    expect(kindOf(hash)).toBe('autoreply')
    takeBack(undo)
    expect(state()).toEqual(before)
  })
})

describe('merging', () => {
  it('brings mails, versions, annotations and letters over; the number leads there', async () => {
    const { context } = desk
    await giveMaildir(desk)
    const target = await takeSubmission(context, { messageId: '<one@mail.example>' })
    const source = await takeSubmission(context, {
      subject: '内容团队的第二年（修改稿）',
      text: rewritten,
      date: 'Wed, 09 Sep 2026 09:00:00 +0800',
    })
    addAnnotation(context, { ...anchorIn(context, source), kind: 'comment', audience: 'author', text: '改' })
    const before = state()
    const undo = mergeSubmissions(context, source, target)
    expect(row(target)).toMatchObject({ versions: 2, unread: true, mergedInto: null })
    expect(listVersions(context.db, target).map(({ ordinal }) => ordinal)).toEqual([2, 1])
    expect(listAnnotations(context.db, target)).toHaveLength(1)
    expect(row(source)).toMatchObject({ mergedInto: target, versions: 0 })
    expect(listed('all')).toEqual([target])
    expect(row(target).author.submissionCount).toBe(1)
    takeBack(undo)
    expect(state()).toEqual(before)
  })

  it('orders versions by when their mail came, whichever is merged into which', async () => {
    const { context } = desk
    const later = await takeSubmission(context, { text: rewritten, date: 'Wed, 09 Sep 2026 09:00:00 +0800' })
    const earlier = await takeSubmission(context, { subject: '另一封' })
    const newest = listVersions(context.db, later)[0]?.id
    mergeSubmissions(context, earlier, later)
    expect(listVersions(context.db, later)[0]).toMatchObject({ id: newest, ordinal: 2 })
    expect(getSubmission(context.db, later)?.currentVersionId).toBe(newest)
  })

  it('is refused with itself, with what was merged away, and for a piece that was decided', async () => {
    const { context } = desk
    await giveMaildir(desk)
    const one = await takeSubmission(context, {})
    const two = await takeSubmission(context, { from: 'lin@mail.example' })
    const three = await takeSubmission(context, { from: 'chen@mail.example' })
    expect(refusalOf(() => mergeSubmissions(context, one, one))).toBe('same-submission')
    decideWithLetter(context, one, 'accept')
    expect(refusalOf(() => mergeSubmissions(context, one, two))).toBe('merge-decided')
    // Into a decided piece it can go, and that wants an answer again.
    mergeSubmissions(context, two, one)
    expect(row(one).answered).toBe(true)
    expect(refusalOf(() => mergeSubmissions(context, three, two))).toBe('merged-away')
    expect(refusalOf(() => mergeSubmissions(context, two, three))).toBe('merged-away')
  })

  it('is taken back later too: mail that came since stays with the other', async () => {
    const { context } = desk
    const target = await takeSubmission(context, { messageId: '<one@mail.example>' })
    const source = await takeSubmission(context, { messageId: '<two@mail.example>', text: rewritten })
    mergeSubmissions(context, source, target)
    const { hash: since } = await takeMail(context, rawMail({ inReplyTo: '<one@mail.example>', text: '谢谢' }))
    unmergeSubmission(context, source)
    expect(row(source)).toMatchObject({ mergedInto: null, versions: 1 })
    expect(row(target)).toMatchObject({ versions: 1 })
    expect(mailsOf(target)).toContain(since)
    expect(mailsOf(source)).toHaveLength(1)
    expect(refusalOf(() => unmergeSubmission(context, target))).toBe('moved-on')
  })

  it('leads an answer to the merged piece’s letter to the other', async () => {
    const { context } = desk
    await giveMaildir(desk)
    const outbox = openOutbox(context)
    const source = await takeSubmission(context, {})
    const { decision, letter } = decideWithLetter(context, source, 'revise')
    desk.clock.advance(11_000)
    await outbox.deliver()
    await outbox.close()
    expect(decision.reverted).toBeNull()
    const target = await takeSubmission(context, { from: 'lin@mail.example', subject: '投稿：短视频的账本' })
    expect(refusalOf(() => mergeSubmissions(context, source, target))).toBe('merge-decided')
    mergeSubmissions(context, target, source)
    const { outcome } = await takeMail(context, rawMail({ inReplyTo: letter?.messageId ?? '', text: '好的' }))
    expect(outcome).toEqual({ kind: 'joined', submissionId: source })
    expect(lettersOfSubmission(context.db, source)).toHaveLength(1)
  })
})

describe('a complaint about a piece of ours', () => {
  it('offers the accepted pieces that it names and those of its sender, until they are linked', async () => {
    const { context } = desk
    await giveMaildir(desk)
    const named = await takeSubmission(context, { subject: '投稿：内容团队的第二年又三个月' })
    decideWithLetter(context, named, 'accept')
    const title = row(named).title
    const { hash } = await takeMail(
      context,
      rawMail({ from: 'li@law.example', subject: '律师函：要求下架', text: `贵站《${title}》侵权，请立即下架。` }),
    )
    const complaint = submissionOfMessage(context.db, hash) ?? ''
    expect(concernedPieces(context, complaint)).toMatchObject([{ submissionId: named, why: 'named' }])
    linkPieces(context, complaint, named)
    expect(concernedPieces(context, complaint)).toEqual([])
    const { hash: own } = await takeMail(
      context,
      rawMail({ subject: '投诉：未经授权转载', text: '贵站侵权，请立即下架，否则追究法律责任。' }),
    )
    const ofAuthor = submissionOfMessage(context.db, own) ?? ''
    expect(concernedPieces(context, ofAuthor)).toMatchObject([{ submissionId: named, why: 'sender' }])
  })
})

describe('archiving and linking', () => {
  it('hides a piece until new mail comes', async () => {
    const { context } = desk
    const id = await takeSubmission(context, { messageId: '<one@mail.example>' })
    takeBack(setArchived(context, id, true))
    expect(listed('open')).toEqual([id])
    setArchived(context, id, true)
    expect(listed('open')).toEqual([])
    expect(listed('archived')).toEqual([id])
    expect(setArchived(context, id, true)).toBeNull()
    await takeMail(context, rawMail({ inReplyTo: '<one@mail.example>', text: '收到了吗' }))
    expect(listed('open')).toEqual([id])
  })

  it('links both ways and unlinks, each taken back', async () => {
    const { context } = desk
    const one = await takeSubmission(context, {})
    const two = await takeSubmission(context, { from: 'lin@mail.example' })
    const undo = linkPieces(context, one, two)
    expect(linkedPieces(context.db, two)).toMatchObject([{ submissionId: one, kind: 'related' }])
    const cut = unlinkPieces(context, two, one)
    expect(linkedPieces(context.db, one)).toEqual([])
    takeBack(cut)
    takeBack(undo)
    expect(linkedPieces(context.db, one)).toEqual([])
    expect(refusalOf(() => takeBack(undo))).toBe('moved-on')
    expect(refusalOf(() => linkPieces(context, one, one))).toBe('same-submission')
  })

  it('links the same author’s piece that comes again within days, and merges nothing', async () => {
    const { context } = desk
    const one = await takeSubmission(context, { subject: '投稿：内容团队的第二年' })
    const again = await takeSubmission(context, {
      subject: '【投稿】内容团队的第二年（修改）',
      text: rewritten,
      date: 'Tue, 08 Sep 2026 09:00:00 +0800',
    })
    expect(linkedPieces(context.db, again)).toMatchObject([{ submissionId: one, kind: 'resubmission' }])
    // Another author's is none, nor is one after months.
    const other = await takeSubmission(context, { from: 'lin@mail.example', subject: '投稿：内容团队的第二年' })
    expect(linkedPieces(context.db, other)).toEqual([])
    const late = await takeSubmission(context, {
      subject: '投稿：内容团队的第二年',
      text: rewritten.replaceAll('段', '节'),
      date: 'Mon, 01 Jun 2026 09:00:00 +0800',
    })
    expect(linkedPieces(context.db, late)).toEqual([])
  })

  it('knows a piece that comes again under another title by its text', async () => {
    const { context } = desk
    const one = await takeSubmission(context, { subject: '投稿：内容团队的第二年' })
    const again = await takeSubmission(context, { subject: '稿件：做内容的人都在想什么' })
    expect(linkedPieces(context.db, again)).toMatchObject([{ submissionId: one, kind: 'resubmission' }])
  })
})

describe('a complaint', () => {
  const lawyer = { from: '李律师 <li@law.example>', subject: '律师函：要求下架', text: '贵站文章侵权，请立即下架。' }

  it('comes first, with the working day by which it is to be answered', async () => {
    const { context } = desk
    // A Thursday: Friday, Monday, Tuesday.
    const { hash } = await takeMail(context, rawMail({ ...lawyer, date: 'Thu, 03 Sep 2026 09:00:00 +0800' }))
    const id = submissionOfMessage(context.db, hash) ?? ''
    const newer = await takeSubmission(context, {})
    expect(row(id)).toMatchObject({ urgent: true, replyBy: '2026-09-08' })
    expect(listed('open')).toEqual([id, newer])
    expect(countLists(context.db, context.editorId).complaints).toBe(1)
    takeBack(setReplyBy(context, id, '2026-09-11'))
    expect(row(id).replyBy).toBe('2026-09-08')

    expect(refusalOf(() => setUrgent(context, id, false, ' '))).toBe('needs-reason')
    const settled = setUrgent(context, id, false, '已下架并复函')
    expect(listed('open')).toEqual([newer, id])
    expect(listed('complaints')).toEqual([id])
    takeBack(settled)
    expect(row(id).urgent).toBe(true)
  })

  it('counts working days over weekends', () => {
    expect(addWorkingDays('2026-09-04', TAKEDOWN_REPLY_DAYS)).toBe('2026-09-09')
    expect(addWorkingDays('2026-09-05', 1)).toBe('2026-09-07')
    expect(addWorkingDays('2026-09-07', COMPLAINT_REPLY_DAYS)).toBe('2026-09-14')
  })

  it('in a running thread makes it urgent, though a file is attached', async () => {
    const { context } = desk
    const id = await takeSubmission(context, { messageId: '<one@mail.example>' })
    const letter = {
      ...lawyer,
      inReplyTo: '<one@mail.example>',
      attachment: { filename: 'letter.txt', contentType: 'text/plain', bytes: Buffer.from('律师函') },
    }
    const { hash } = await takeMail(context, rawMail(letter))
    expect(kindOf(hash)).toBe('complaint')
    expect(row(id)).toMatchObject({ urgent: true, versions: 1 })
  })
})

describe('a bounce', () => {
  async function told() {
    const { context } = desk
    await giveMaildir(desk)
    const outbox = openOutbox(context)
    const id = await takeSubmission(context, { messageId: '<one@mail.example>' })
    const { letter } = decideWithLetter(context, id, 'reject')
    desk.clock.advance(11_000)
    await outbox.deliver()
    await outbox.close()
    return { id, letter: letter ?? null }
  }
  const bounce = (fields: object) =>
    rawMail({
      from: 'MAILER-DAEMON@mail.example',
      subject: 'Undelivered Mail Returned to Sender',
      headers: ['Return-Path: <>'],
      ...fields,
    })

  it('marks the delivery of the letter that it names and brings the piece back', async () => {
    const { context } = desk
    const { id, letter } = await told()
    expect(listed('open')).toEqual([])
    const text = 'Sorry.\n<zhou@mail.example>: host said: 550 5.1.1 no such user'
    await takeMail(context, bounce({ inReplyTo: letter?.messageId, text }))
    const [bounced] = lettersOfSubmission(context.db, id)
    expect(bounced).toMatchObject({
      state: 'sent',
      bouncedAt: context.now(),
      bounceDetail: '<zhou@mail.example>: host said: 550 5.1.1 no such user',
    })
    expect(listed('open')).toEqual([id])
    expect(row(id)).toMatchObject({ bounced: true, unread: true, answered: true })
    await takeMail(context, bounce({ inReplyTo: letter?.messageId, text: '<zhou@mail.example>: 552 again' }))
    expect(lettersOfSubmission(context.db, id)[0]?.bounceDetail).toContain('550')
  })

  it('without references marks the newest letter to the recipient that failed', async () => {
    const { context } = desk
    const { id } = await told()
    await takeMail(context, bounce({ text: '<Zhou@mail.example>: 550 no such user' }))
    expect(lettersOfSubmission(context.db, id)[0]?.bouncedAt).toBe(context.now())
  })

  it('about somebody else marks nothing', async () => {
    const { context } = desk
    const { id } = await told()
    await takeMail(context, bounce({ text: '<nobody@mail.example>: 550 no such user' }))
    expect(lettersOfSubmission(context.db, id)[0]?.bouncedAt).toBeNull()
  })
})

describe('a recall notice', () => {
  it('flags the mail whose subject it names, of the same sender, and deletes nothing', async () => {
    const { context } = desk
    const { hash, outcome } = await takeMail(context, corpusMail('01'))
    await takeMail(context, corpusMail('13'))
    const id = outcome.kind === 'registered' ? outcome.submissionId : ''
    expect(row(id)).toMatchObject({ recalled: true, versions: 1 })
    expect(listThread(context.db, id)).toMatchObject([
      { hash, recalled: true },
      { kind: 'recall', recalled: false },
    ])
  })

  it('by another sender flags nothing', async () => {
    const { context } = desk
    const id = await takeSubmission(context, { messageId: '<one@mail.example>' })
    const notice = { from: 'else@mail.example', inReplyTo: '<one@mail.example>', text: '发信方已撤回邮件' }
    await takeMail(context, rawMail({ ...notice, subject: '发信方已撤回邮件:投稿' }))
    expect(row(id).recalled).toBe(false)
  })

  it('that came before what it refers to flags it when it comes', async () => {
    const { context } = desk
    const notice = { inReplyTo: '<one@mail.example>', subject: '发信方已撤回邮件:投稿', text: '发信方已撤回邮件' }
    await takeMail(context, rawMail(notice))
    const id = await takeSubmission(context, { messageId: '<one@mail.example>' })
    expect(row(id).recalled).toBe(true)
    expect(mailsOf(id)).toHaveLength(2)
  })

  describe('without References that came before the mail it names', () => {
    const notice = (fields: MailFields = {}) =>
      rawMail({
        subject: '发信方已撤回邮件：投稿：另一篇',
        text: '发信方已撤回邮件',
        date: 'Mon, 07 Sep 2026 10:00:00 +0800',
        ...fields,
      })
    const mail = { subject: '投稿：另一篇', date: 'Mon, 07 Sep 2026 09:00:00 +0800' }

    it('goes with the mail when that comes, and flags it', async () => {
      const { context } = desk
      const { hash, outcome } = await takeMail(context, notice())
      expect(outcome.kind).toBe('filed')
      const id = await takeSubmission(context, mail)
      expect(row(id).recalled).toBe(true)
      expect(listThread(context.db, id)).toMatchObject([{ recalled: true }, { kind: 'recall', hash }])
    })

    it('flags it too where the sender has another piece, with which the notice stays', async () => {
      const { context } = desk
      const other = await takeSubmission(context, { subject: '投稿：第一篇', text: '完全不同的一篇。'.repeat(60) })
      expect((await takeMail(context, notice())).outcome).toEqual({ kind: 'joined', submissionId: other })
      const id = await takeSubmission(context, mail)
      expect([row(id).recalled, row(other).recalled]).toEqual([true, false])
    })

    it.each<[string, MailFields, MailFields]>([
      ['what was sent again after it', {}, { date: 'Mon, 07 Sep 2026 10:30:00 +0800' }],
      ['another sender’s', { from: 'else@mail.example' }, {}],
      ['another subject', {}, { subject: '投稿：另一篇（二）' }],
      ['what it does not refer to', { inReplyTo: '<elsewhere@mail.example>' }, {}],
    ])('does not flag %s', async (_what, noticed, sent) => {
      const { context } = desk
      await takeMail(context, notice(noticed))
      expect(row(await takeSubmission(context, { ...mail, ...sent })).recalled).toBe(false)
    })
  })
})

describe('correcting what a mail was taken for', () => {
  it('to 来稿 registers a piece for a mail that had none, and has its text read', async () => {
    const { context } = desk
    const { hash } = await takeMail(context, corpusMail('12'))
    const before = state()
    const { submissionId, undo } = correctKind(context, hash, 'submission')
    expect(row(submissionId ?? '')).toMatchObject({ state: 'new' })
    expect(kindOf(hash)).toBe('submission')
    expect(pending()).toEqual([hash])
    takeBack(undo)
    expect(listed('all')).toEqual([])
    expect(pending()).toEqual([])
    expect(kindOf(hash)).toBeNull()
    expect(getParsed(context.db, hash)?.kind).toBe('autoreply')
    const kept = state().filter((line) => !line.includes(submissionId ?? '') && !/^(author|corrected)/.test(line))
    expect(kept).toEqual(before.filter((line) => !/^(author|corrected)/.test(line)))
  })

  it('to 来稿 cuts an answer out of its thread, and back', async () => {
    const { context } = desk
    const id = await takeSubmission(context, { messageId: '<one@mail.example>' })
    const { hash } = await takeMail(context, rawMail({ inReplyTo: '<one@mail.example>', text: '另有一篇，见下。' }))
    const { submissionId, undo } = correctKind(context, hash, 'submission')
    expect(submissionId).not.toBe(id)
    expect(kindOf(hash)).toBe('submission')
    expect(pending()).toEqual([hash])
    takeBack(undo)
    expect(kindOf(hash)).toBe('reply')
    expect(submissionOfMessage(context.db, hash)).toBe(id)
    expect(pending()).toEqual([])
  })

  it('to 投诉 makes its piece urgent, and back', async () => {
    const { context } = desk
    const id = await takeSubmission(context, {})
    const hash = mailsOf(id)[0] ?? ''
    const { undo } = correctKind(context, hash, 'complaint')
    expect(row(id)).toMatchObject({ urgent: true, replyBy: '2026-09-14' })
    takeBack(undo)
    expect(row(id)).toMatchObject({ urgent: false, replyBy: null })
    expect(kindOf(hash)).toBe('submission')
  })

  it('from 投诉 takes the urgency away, and back', async () => {
    const { context } = desk
    const { hash } = await takeMail(context, rawMail({ subject: '律师函：要求下架', text: '请立即下架侵权文章。' }))
    const id = submissionOfMessage(context.db, hash) ?? ''
    const before = row(id)
    const { undo } = correctKind(context, hash, 'inquiry')
    expect(row(id)).toMatchObject({ urgent: false, replyBy: null })
    takeBack(undo)
    expect(row(id)).toEqual(before)
  })

  it.each(['promotion', 'junk'] as const)('to %s puts the piece that it began away, and back', async (kind) => {
    const { context } = desk
    const id = await takeSubmission(context, {})
    const { undo } = correctKind(context, mailsOf(id)[0] ?? '', kind)
    expect(row(id)).toMatchObject({ archived: true, state: 'new' })
    expect(listed('open')).toEqual([])
    takeBack(undo)
    expect(listed('open')).toEqual([id])
  })

  it('between 改稿 and 回复 reads the file of a revision and hides no version', async () => {
    const { context } = desk
    const { id, revision } = await withRevision()
    const reply = correctKind(context, revision, 'reply')
    expect(row(id).versions).toBe(2)
    expect(pending()).toEqual([])
    correctKind(context, revision, 'revision')
    expect(pending()).toEqual([])
    expect(refusalOf(() => takeBack(reply.undo))).toBe('moved-on')
    const { hash } = await takeMail(context, rawMail({ inReplyTo: '<one@mail.example>', text: '新的一段，请加上。' }))
    correctKind(context, hash, 'revision')
    expect(pending()).toEqual([hash])
  })

  it('of the mail that began a piece to an answer asks what it answers', async () => {
    const { context } = desk
    const id = await takeSubmission(context, {})
    expect(refusalOf(() => correctKind(context, mailsOf(id)[0] ?? '', 'reply'))).toBe('needs-piece')
    const { hash } = await takeMail(context, corpusMail('12'))
    expect(refusalOf(() => correctKind(context, hash, 'revision'))).toBe('needs-piece')
  })

  it('changes nothing when it is that already', async () => {
    const { context } = desk
    const id = await takeSubmission(context, {})
    const before = state()
    expect(correctKind(context, mailsOf(id)[0] ?? '', 'submission').undo).toBeNull()
    expect(state()).toEqual(before)
  })

  const pending = () => desk.context.db.prepare('SELECT hash FROM pending_conversions').pluck().all()
})

describe('taking back', () => {
  it('refuses ranges that are no act of organising', async () => {
    const { context } = desk
    const id = await takeSubmission(context, {})
    const last = context.db.prepare('SELECT max(seq) FROM audit_events').pluck().get() as number
    const before = state()
    expect(refusalOf(() => undoAct(context, { first: 1, last }))).toBe('moved-on')
    expect(refusalOf(() => undoAct(context, { first: last + 1, last: last + 1 }))).toBe('moved-on')
    expect(refusalOf(() => undoAct(context, { first: last, last: 1 }))).toBe('moved-on')
    expect(state()).toEqual(before)
    expect(readShape(context.db, id)?.archived).toBe(false)
    expect(partsOf(context.db, id).members).toHaveLength(1)
  })
})
