/** What one look at a new piece shows. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getSubmission } from '@core/store/repositories/submissions'
import { append, transact } from '@core/workflow/context'
import { openSubmission } from '@core/workflow/review'
import { sortPiece } from '@core/workflow/triage'
import { triagePreview } from '@core/workflow/triage-preview'
import { change } from '@shared/domain/event'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { ARTICLE, corpusMail, takeMail, takeSubmission } from '../../../support/mails'
import { giveMaildir } from '../scenario'

let desk: TestDesk
beforeEach(async () => {
  desk = openTestDesk()
  await giveMaildir(desk)
})
afterEach(() => desk.close())

const preview = (id: string) => triagePreview(desk.context, id)

describe('the preview of a piece', () => {
  it('has its first and last paragraphs, what lies between, and what the author says', async () => {
    const id = await takeSubmission(desk.context, {
      from: '周舟 <zhou@mail.example>',
      text: `${ARTICLE}\n\n本文为作者原创，首发于公众号“增长笔记”。`,
    })
    const shown = preview(id)
    expect(shown).toMatchObject({ kind: 'submission', fromMail: false, otherCount: 0, similar: [], attachments: [] })
    expect(shown.opening[0]).toMatch(/^第1段/)
    expect(shown.closing.at(-1)).toBe('本文为作者原创，首发于公众号“增长笔记”。')
    expect(shown.opening.length + shown.between + shown.closing.length).toBe(17)
    expect(shown.signals.map(({ says }) => says)).toEqual(['elsewhere', 'original'])
  })

  it('names the files, and the links that expire first', async () => {
    const { outcome } = await takeMail(desk.context, corpusMail('08'))
    const id = outcome.kind === 'registered' ? outcome.submissionId : ''
    const shown = preview(id)
    expect(shown.links[0]).toMatchObject({ expiring: true })
    const withFile = await takeSubmission(desk.context, {
      attachment: { filename: '稿件.txt', contentType: 'text/plain', bytes: Buffer.from(ARTICLE) },
      text: '您好，附件是稿件，首发。',
    })
    expect(preview(withFile)).toMatchObject({
      attachments: [{ filename: '稿件.txt' }],
      signals: [{ says: 'first', quote: '您好，附件是稿件，首发。', source: 'mail' }],
    })
  })

  it('shows what is much the same, and what the author sent before with its state', async () => {
    const first = await takeSubmission(desk.context, {
      from: 'zhou@mail.example',
      date: 'Fri, 04 Sep 2026 09:00:00 +0800',
    })
    sortPiece(desk.context, { submissionId: first, action: { choice: 'junk', reason: '重复' } })
    const again = await takeSubmission(desk.context, { from: 'zhou@mail.example' })
    expect(preview(again)).toMatchObject({
      similar: [{ submissionId: first, sameAuthor: true, daysApart: 3, score: 1 }],
      others: [{ submissionId: first, state: 'junk', daysApart: 3 }],
      otherCount: 1,
    })
  })

  it('shows the mail while there is no manuscript', async () => {
    const id = await takeSubmission(desk.context, { from: 'lin@mail.example' })
    desk.context.db.prepare('UPDATE submissions SET current_version_id = NULL, versions = 0 WHERE id = ?').run(id)
    const shown = preview(id)
    expect(shown.fromMail).toBe(true)
    expect(shown.opening[0]).toMatch(/^第1段/)
  })

  it('knows a piece that came another way than by mail', async () => {
    const id = await takeSubmission(desk.context, { from: 'lin@mail.example' })
    const { authorId } = getSubmission(desk.context.db, id)!
    transact(desk.context, () =>
      append(desk.context, [
        change('submission.registered', 'pasted', {
          submissionId: 'pasted',
          number: '2609-900',
          authorId,
          title: '微信来稿',
          subject: '',
          receivedAt: desk.clock.now(),
          messageHash: null,
          attachments: 0,
          expiringLinks: 0,
          origin: 'paste',
        }),
      ]),
    )
    expect(preview('pasted')).toMatchObject({ kind: null, seen: null, opening: [], closing: [], signals: [] })
  })

  it('changes nothing', async () => {
    const id = await takeSubmission(desk.context)
    const events = (): unknown => desk.context.db.prepare('SELECT count(*) FROM audit_events').pluck().get()
    const before = events()
    preview(id)
    expect(events()).toBe(before)
    openSubmission(desk.context, id)
  })
})
