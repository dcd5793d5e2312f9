import { afterEach, beforeEach, expect, it } from 'vitest'
import { filedFrom } from '@core/store/repositories/arrangement'
import { correctKind } from '@core/workflow/correct'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { rawMail, takeMail } from '../../../support/mails'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

it('tells a person’s mails that became no piece, the newest first, until they are made one', async () => {
  const from = '周舟 <zhou@mail.example>'
  const away = (subject: string, date: string, sender = from) =>
    takeMail(
      desk.context,
      rawMail({ from: sender, subject, date, headers: ['Auto-Submitted: auto-replied'], text: '我在休假。' }),
    )
  await away('自动回复：休假', 'Tue, 01 Sep 2026 10:00:00 +0800')
  await away('自动回复：还在休假', 'Wed, 02 Sep 2026 10:00:00 +0800')
  await away('自动回复：别人的', 'Wed, 02 Sep 2026 11:00:00 +0800', 'wu@mail.example')
  const beside = () => filedFrom(desk.context.db, ['zhou@mail.example', 'zhou2@mail.example'], 300)
  expect(beside().map(({ subject, kind }) => [subject, kind])).toEqual([
    ['自动回复：还在休假', 'autoreply'],
    ['自动回复：休假', 'autoreply'],
  ])
  correctKind(desk.context, beside()[0]?.id ?? '', 'submission')
  expect(beside().map(({ subject }) => subject)).toEqual(['自动回复：休假'])
})
