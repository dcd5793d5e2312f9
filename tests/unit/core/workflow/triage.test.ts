/** 初筛: one key each, its letters held, and the way back. */
import fc from 'fast-check'
import path from 'node:path'
import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openOutbox } from '@core/jobs/outbox'
import { differingTables, replay, stateRows } from '@core/record/replay'
import { openDatabase } from '@core/store/open-database'
import {
  getDecision,
  getLetter,
  heldLetters,
  lettersOfSubmission,
  listDecisions,
} from '@core/store/repositories/decisions'
import { getSubmission, listSubmissions, listUnsorted } from '@core/store/repositories/submissions'
import { submissionOfMessage } from '@core/store/repositories/messages'
import { assignSubmission } from '@core/workflow/assignment'
import { setIdentity } from '@core/workflow/authors'
import { recordDecision } from '@core/workflow/decisions'
import { addEditor, deskCounts, editorsOf, nameEditor } from '@core/workflow/desk'
import { rejectReasons } from '@core/workflow/draft-letter'
import { changeReason, editLetter, holdLetters, releaseLetters } from '@core/workflow/held-letters'
import { cancelLetter } from '@core/workflow/letters'
import { askAuthor, draftQuestion } from '@core/workflow/questions'
import { openSubmission } from '@core/workflow/review'
import { sortPiece, undoSorting } from '@core/workflow/triage'
import { HELD_UNTIL, noticeTemplateSchema } from '@shared/domain/letter'
import type { SortedPiece, TriageAction } from '@shared/domain/triage'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { ARTICLE, rawMail, takeMail, takeSubmission } from '../../../support/mails'
import { expectRefusal } from '../../../support/rows'
import { giveMaildir } from '../scenario'

const SEED = Number(process.env['TEST_SEED'] ?? 20_260_911)
const YEAR = 365 * 86_400_000

let desk: TestDesk
let maildir: string
let id: string
beforeEach(async () => {
  desk = openTestDesk()
  maildir = await giveMaildir(desk)
  nameEditor(desk.context, '苏打')
  id = await takeSubmission(desk.context, { from: '周舟 <zhou@mail.example>', messageId: '<piece@mail.example>' })
})
afterEach(() => desk.close())

const row = (submissionId = id) => getSubmission(desk.context.db, submissionId)!.row
const sort = (action: TriageAction, submissionId = id) => sortPiece(desk.context, { submissionId, action })
const reject = (submissionId = id) => sort({ choice: 'reject', reason: null }, submissionId)
const undo = (sorted: SortedPiece) => undoSorting(desk.context, sorted, '按错了')
const letterOf = (sorted: SortedPiece) => getLetter(desk.context.db, sorted.letterId ?? '')!
const queue = () => listUnsorted(desk.context.db, { offset: 0, limit: 50 }).rows.map((each) => each.id)

describe('the queue', () => {
  it('holds what is new, the longest waiting first, and nothing that was put away', async () => {
    const later = await takeSubmission(desk.context, {
      from: 'lin@mail.example',
      date: 'Tue, 08 Sep 2026 09:00:00 +0800',
    })
    const earlier = await takeSubmission(desk.context, {
      from: 'chen@mail.example',
      date: 'Sun, 06 Sep 2026 09:00:00 +0800',
    })
    expect(queue()).toEqual([earlier, id, later])
    expect(listUnsorted(desk.context.db, { offset: 1, limit: 1 })).toMatchObject({ total: 3, rows: [{ id }] })
    openSubmission(desk.context, later)
    expect(queue()).toEqual([earlier, id])
    expect(deskCounts(desk.context).triage).toBe(2)
  })
})

describe('退', () => {
  it('records the verdict with the usual reason and holds its letter', async () => {
    const sorted = reject()
    const reason = rejectReasons(desk.context)[0]!
    expect(row()).toMatchObject({ state: 'rejected', unread: false })
    expect(getDecision(desk.context.db, sorted.decisionId!)).toMatchObject({ verdict: 'reject', reason })
    expect(letterOf(sorted)).toMatchObject({
      state: 'queued',
      reason: 'held',
      notBefore: HELD_UNTIL,
      template: 'reject',
      inReplyTo: '<piece@mail.example>',
    })
    expect(letterOf(sorted).text).toContain(reason)
    // Whatever the clock says, it waits.
    const outbox = openOutbox(desk.context)
    desk.clock.advance(20 * YEAR)
    await outbox.deliver()
    expect(letterOf(sorted).state).toBe('queued')
    expect(deskCounts(desk.context)).toMatchObject({ held: 1, outbox: 1 })
    await outbox.close()
  })

  it('answers no complaint with a letter for manuscripts, and changes nothing of it', async () => {
    const complaint = {
      from: '李律师 <li@law.example>',
      subject: '律师函：要求下架',
      text: '贵站文章侵权，请立即下架。',
    }
    const { hash } = await takeMail(desk.context, rawMail(complaint))
    const submissionId = submissionOfMessage(desk.context.db, hash) ?? ''
    for (const choice of ['reject', 'ask'] as const) {
      await expectRefusal(desk, 'complaint-by-hand', () =>
        sortPiece(desk.context, { submissionId, action: choice === 'ask' ? { choice } : { choice, reason: null } }),
      )
    }
    expect(getSubmission(desk.context.db, submissionId)?.row).toMatchObject({ state: 'new', urgent: true })
    sortPiece(desk.context, { submissionId, action: { choice: 'keep' } })
    expect(getSubmission(desk.context.db, submissionId)?.row.state).toBe('reviewing')
  })

  it('does not happen twice, and not to what is no longer new', async () => {
    reject()
    await expectRefusal(desk, 'already-sorted', () => reject())
  })

  it('stops when the author wrote meanwhile', async () => {
    const action = { choice: 'reject', reason: null } as const
    await expectRefusal(desk, 'thread-moved', () =>
      sortPiece(desk.context, { submissionId: id, action, seen: '0'.repeat(64) }),
    )
  })

  it('without an address to answer is refused whole', async () => {
    const nameless = await takeSubmission(desk.context, { from: '无名氏' })
    await expectRefusal(desk, 'no-recipient', () => reject(nameless))
  })
})

describe('留, 分稿, 广告', () => {
  it('keeps a piece: read and in review', () => {
    sort({ choice: 'keep' })
    expect(row()).toMatchObject({ state: 'reviewing', unread: false })
    expect(heldLetters(desk.context.db, 9)).toEqual([])
  })

  it('gives it to a colleague', async () => {
    const colleague = addEditor(desk.context, '老白')
    expect(addEditor(desk.context, '老白')).toEqual(colleague)
    expect(editorsOf(desk.context).map(({ name }) => name)).toEqual(['苏打', '老白'])
    sort({ choice: 'assign', editorId: colleague.id })
    expect(row()).toMatchObject({ state: 'reviewing', assignee: { id: colleague.id, name: colleague.name } })
    assignSubmission(desk.context, id, null)
    expect(row().assignee).toBeNull()
    await expectRefusal(desk, 'not-found', () => assignSubmission(desk.context, id, 'nobody'))
    await expectRefusal(desk, 'not-found', () => assignSubmission(desk.context, 'none', null))
  })

  it('gives nothing to an editor who is not there', async () => {
    await expectRefusal(desk, 'not-found', () => sort({ choice: 'assign', editorId: 'nobody' }))
  })

  it('takes advertising out, without a letter', () => {
    sort({ choice: 'junk', reason: '广告' })
    expect(row()).toMatchObject({ state: 'junk', unread: false })
    expect(lettersOfSubmission(desk.context.db, id)).toEqual([])
  })
})

describe('问首发', () => {
  it('asks without a verdict: the piece is in review and the author’s turn', async () => {
    const sorted = sort({ choice: 'ask' })
    expect(row()).toMatchObject({ state: 'reviewing', awaitsAuthor: true, unread: false })
    expect(listDecisions(desk.context.db, id)).toEqual([])
    expect(letterOf(sorted)).toMatchObject({ decisionId: null, template: 'ask-first-publication', reason: 'held' })
    expect(letterOf(sorted).text).toMatch(/首发[\s\S]*链接[\s\S]*原创[\s\S]*授权[\s\S]*白名单/)
    const list = (filter: 'open' | 'awaiting-author') =>
      listSubmissions(desk.context.db, { filter, query: '', offset: 0, limit: 9 }).rows.map((each) => each.id)
    expect(list('open')).toEqual([])
    expect(list('awaiting-author')).toEqual([id])
    // The answer brings it back.
    await takeMail(
      desk.context,
      rawMail({ from: 'zhou@mail.example', inReplyTo: letterOf(sorted).messageId, text: '是首发，只投了贵站。' }),
    )
    expect(row()).toMatchObject({ state: 'reviewing', awaitsAuthor: false, unread: true })
    expect(list('open')).toEqual([id])
  })

  it('answers a 春羽作者 that they publish by themselves, and nobody else', async () => {
    await expectRefusal(desk, 'not-chunyu', () => sort({ choice: 'self-publish' }))
    setIdentity(desk.context, getSubmission(desk.context.db, id)!.authorId, 'chunyu', '签约')
    const sorted = sort({ choice: 'self-publish' })
    expect(row()).toMatchObject({ state: 'reviewing', awaitsAuthor: true })
    expect(letterOf(sorted)).toMatchObject({ decisionId: null, template: 'self-publish', reason: 'held' })
    undo(sorted)
    expect(row()).toMatchObject({ state: 'new', awaitsAuthor: false, unread: true })
    expect(letterOf(sorted).state).toBe('cancelled')
  })

  it('leaves by itself when asked outside 初筛', async () => {
    const letter = draftQuestion(desk.context, id, 'ask-first-publication')
    expect(askAuthor(desk.context, { submissionId: id, letter })).toMatchObject({
      reason: 'undo-window',
      notBefore: desk.clock.now() + 10_000,
    })
    await expectRefusal(desk, 'unfilled-variable', () =>
      askAuthor(desk.context, { submissionId: id, letter: { ...letter, text: '【待填：链接】' } }),
    )
  })

  it.each(noticeTemplateSchema.options)('%s tells or answers: the piece stays where it is', (template) => {
    const before = row()
    const letter = askAuthor(desk.context, {
      submissionId: id,
      letter: draftQuestion(desk.context, id, template),
      hold: true,
    })
    expect(letter).toMatchObject({ template, decisionId: null, reason: 'held' })
    expect(row()).toMatchObject({ state: 'new', awaitsAuthor: false, unread: before.unread })
  })

  it('reminds the author, whose turn it is', () => {
    askAuthor(desk.context, { submissionId: id, letter: draftQuestion(desk.context, id, 'reminder') })
    expect(row()).toMatchObject({ state: 'reviewing', awaitsAuthor: true })
  })

  it('dropped before it left, no answer is waited for', () => {
    const sorted = sort({ choice: 'ask' })
    cancelLetter(desk.context, sorted.letterId!)
    expect(row()).toMatchObject({ state: 'reviewing', awaitsAuthor: false })
  })

  it('dropped while another question is out, the answer to that is waited for', () => {
    const first = sort({ choice: 'ask' })
    const letter = draftQuestion(desk.context, id, 'ask-first-publication')
    askAuthor(desk.context, { submissionId: id, letter })
    cancelLetter(desk.context, first.letterId!)
    expect(row().awaitsAuthor).toBe(true)
  })
})

describe('held letters', () => {
  it('are changed, let go and delivered once', async () => {
    const [one, two] = [reject(), reject(await takeSubmission(desk.context, { from: 'lin@mail.example' }))]
    editLetter(desk.context, one.letterId!, { subject: '关于来稿', text: '谢谢您，<这次> 不用。' })
    releaseLetters(desk.context, [one.letterId!, two.letterId!])
    expect(letterOf(one)).toMatchObject({ reason: 'undo-window', notBefore: desk.clock.now() + 10_000 })
    expect(letterOf(one).html).toContain('&lt;这次&gt;')
    const outbox = openOutbox(desk.context)
    await outbox.deliver()
    expect(letterOf(one).state).toBe('queued')
    desk.clock.advance(10_000)
    await outbox.deliver()
    await outbox.deliver()
    await outbox.close()
    expect([letterOf(one).state, letterOf(two).state]).toEqual(['sent', 'sent'])
    expect(readdirSync(path.join(maildir, 'outgoing'))).toHaveLength(2)
  })

  it('are held again while they count down, and not after', async () => {
    const sorted = reject()
    releaseLetters(desk.context, [sorted.letterId!])
    holdLetters(desk.context, [sorted.letterId!])
    expect(letterOf(sorted)).toMatchObject({ reason: 'held', notBefore: HELD_UNTIL })
    releaseLetters(desk.context, [sorted.letterId!])
    desk.clock.advance(10_000)
    const outbox = openOutbox(desk.context)
    await outbox.deliver()
    await outbox.close()
    holdLetters(desk.context, [sorted.letterId!])
    expect(letterOf(sorted).state).toBe('sent')
  })

  it('go all or none', async () => {
    const [one, two] = [reject(), reject(await takeSubmission(desk.context, { from: 'lin@mail.example' }))]
    cancelLetter(desk.context, two.letterId!)
    await expectRefusal(desk, 'letter-not-held', () => releaseLetters(desk.context, [one.letterId!, two.letterId!]))
    await expectRefusal(desk, 'not-found', () => releaseLetters(desk.context, [one.letterId!, 'none']))
    editLetter(desk.context, one.letterId!, { subject: '关于来稿', text: '【待填】' })
    await expectRefusal(desk, 'unfilled-variable', () => releaseLetters(desk.context, [one.letterId!]))
  })

  it('are not changed once they were let go', async () => {
    const sorted = reject()
    releaseLetters(desk.context, [sorted.letterId!])
    await expectRefusal(desk, 'letter-not-held', () =>
      editLetter(desk.context, sorted.letterId!, { subject: '关于', text: '改' }),
    )
    await expectRefusal(desk, 'letter-not-held', () => changeReason(desk.context, sorted.letterId!, '别的'))
  })

  it('take another reason, in the verdict and in the letter', () => {
    const sorted = reject()
    const [usual, other] = rejectReasons(desk.context)
    changeReason(desk.context, sorted.letterId!, other!)
    expect(getDecision(desk.context.db, sorted.decisionId!)?.reason).toBe(other)
    expect(letterOf(sorted).text).toContain(other)
    expect(letterOf(sorted).text).not.toContain(usual)
    // What an editor wrote around it stays.
    const text = `${letterOf(sorted).text}\n\n另：欢迎明年再来。`
    editLetter(desk.context, sorted.letterId!, { subject: letterOf(sorted).subject, text })
    changeReason(desk.context, sorted.letterId!, usual!)
    expect(letterOf(sorted).text).toBe(text.replace(other!, usual!))
    // A reason that was written anew in the letter stays; the record has the new one.
    editLetter(desk.context, sorted.letterId!, { subject: '关于', text: '这次不用。' })
    changeReason(desk.context, sorted.letterId!, other!)
    expect(letterOf(sorted).text).toBe('这次不用。')
    expect(getDecision(desk.context.db, sorted.decisionId!)?.reason).toBe(other)
  })

  it('dropped, leave the verdict as it is', () => {
    const sorted = reject()
    cancelLetter(desk.context, sorted.letterId!)
    expect(row().state).toBe('rejected')
    expect(deskCounts(desk.context).held).toBe(0)
  })

  it('wait on over a restart', () => {
    const sorted = reject()
    desk = desk.reopen()
    expect(heldLetters(desk.context.db, 9)).toMatchObject([{ id: sorted.letterId, reason: 'held' }])
  })
})

describe('taking a sorting back', () => {
  it.each<TriageAction>([
    { choice: 'reject', reason: null },
    { choice: 'keep' },
    { choice: 'junk', reason: '广告' },
    { choice: 'ask' },
  ])('after $choice the piece is as it was', (action) => {
    const before = stateRows(desk.context.db, 'submissions')
    const sorted = sort(action)
    undo(sorted)
    expect(stateRows(desk.context.db, 'submissions')).toEqual(before)
    if (sorted.letterId !== null) expect(letterOf(sorted).state).toBe('cancelled')
    expect(queue()).toEqual([id])
    sort(action)
  })

  it('is refused once the letter has left, or something else was done', async () => {
    const sorted = reject()
    releaseLetters(desk.context, [sorted.letterId!])
    desk.clock.advance(10_000)
    const outbox = openOutbox(desk.context)
    await outbox.deliver()
    await outbox.close()
    await expectRefusal(desk, 'letter-already-sent', () => undo(sorted))

    const other = await takeSubmission(desk.context, { from: 'lin@mail.example' })
    const kept = sort({ choice: 'keep' }, other)
    recordDecision(desk.context, {
      submissionId: other,
      verdict: 'reserve',
      reason: '留着',
      override: null,
      letter: null,
    })
    await expectRefusal(desk, 'changed-since', () => undo(kept))
  })

  it('leaves unread what came meanwhile', async () => {
    openSubmission(desk.context, id)
    const other = await takeSubmission(desk.context, { from: 'lin@mail.example', messageId: '<other@mail.example>' })
    const kept = sort({ choice: 'keep' }, other)
    await takeMail(
      desk.context,
      rawMail({ from: 'lin@mail.example', inReplyTo: '<other@mail.example>', text: ARTICLE }),
    )
    undo(kept)
    expect(row(other)).toMatchObject({ state: 'new', unread: true })
  })
})

const action = fc.oneof(
  fc.constant({ choice: 'reject', reason: null } as const),
  fc.constant({ choice: 'keep' } as const),
  fc.constant({ choice: 'junk', reason: '广告' } as const),
  fc.constant({ choice: 'ask' } as const),
  fc.constantFrom(0, 1).map((colleague) => ({ choice: 'assign', editorId: String(colleague) }) as const),
)
const steps = fc.array(
  fc.oneof({ weight: 2, arbitrary: action }, { weight: 1, arbitrary: fc.constant('undo' as const) }),
  {
    minLength: 1,
    maxLength: 30,
  },
)

it(`any round of 初筛, taken back, leaves every piece as it was (seed ${SEED})`, { timeout: 60_000 }, async () => {
  const { context } = desk
  for (const name of ['lin', 'chen', 'wu', 'he', 'ma']) await takeSubmission(context, { from: `${name}@mail.example` })
  const colleagues = ['老白', '阿北'].map((name) => addEditor(context, name).id)
  assignSubmission(context, id, colleagues[0]!)
  const before = stateRows(context.db, 'submissions')
  await fc.assert(
    fc.asyncProperty(steps, async (round) => {
      const done: SortedPiece[] = []
      for (const step of round) {
        if (step === 'undo') {
          const last = done.pop()
          if (last !== undefined) undo(last)
          continue
        }
        const next = queue()[done.length % 2] ?? queue()[0]
        if (next === undefined) continue
        const meant = step.choice === 'assign' ? { ...step, editorId: colleagues[Number(step.editorId)]! } : step
        done.push(sort(meant, next))
        expect(queue()).not.toContain(next)
      }
      expect(heldLetters(context.db, 99)).toHaveLength(done.filter(({ letterId }) => letterId !== null).length)
      for (const sorted of done.toReversed()) undo(sorted)
      expect(stateRows(context.db, 'submissions')).toEqual(before)
      expect(heldLetters(context.db, 99)).toEqual([])
      await Promise.resolve()
    }),
    { seed: SEED, numRuns: 40 },
  )
  const replayed = openDatabase(path.join(desk.profileDir, 'replayed.db'))
  if (!replayed.ok) throw new Error(JSON.stringify(replayed.error))
  replay(context.db, replayed.value)
  expect(differingTables(context.db, replayed.value)).toEqual([])
  replayed.value.close()
})
