/** Sheets of authors in and out: previewed, failed lines given back, taken back; 小羽毛清单 there and back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeSheet, readSheet, type Sheet } from '@core/manuscript/sheet'
import { authorOfAddress, getAuthor, listAuthors, notesOf } from '@core/store/repositories/authors'
import { factsOf, tagsOf } from '@core/store/repositories/people'
import {
  failedRows,
  importAuthors,
  previewImport,
  readAuthorSheet,
  revertImport,
  sheetHead,
} from '@core/workflow/author-import'
import { setWechat } from '@core/workflow/authors'
import { addNote } from '@core/workflow/contact-notes'
import { handOffSheet, importHandOff, previewHandOff, type HandOffWords } from '@core/workflow/hand-off-sheet'
import { personData, directorySheet } from '@core/workflow/person-data'
import { setFact } from '@core/workflow/person'
import type { SheetColumn } from '@shared/domain/author-sheet'
import { translate } from '@shared/i18n/translate'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { ARTICLE, takeSubmission } from '../../../support/mails'
import { expectRefusal } from '../../../support/rows'
import { authorOf, decideWithLetter, giveMaildir } from '../scenario'

let desk: TestDesk
beforeEach(async () => {
  desk = openTestDesk()
  await giveMaildir(desk)
})
afterEach(() => desk.close())

function sheetOf(rows: readonly (readonly string[])[]): Sheet {
  const read = readSheet(Buffer.from(writeSheet(rows)))
  if (!read.ok) throw new Error(read.error.code)
  return read.value
}

const total = () => listAuthors(desk.context.db, { query: '', filter: 'all', offset: 0, limit: 1 }).total

describe('a sheet of authors', () => {
  const rows = [
    ['作者姓名', '电子邮箱', '微信号', '标签', '别的'],
    ['周舟', 'zhou@mail.example', 'zhou_new', '增长 私域', 'x'],
    ['林知夏', 'LIN@mail.example', 'lin', '', 'x'],
    ['', '', 'nobody', '', 'x'],
    ['错的', 'not an address', '', '', 'x'],
    ['又是她', 'lin@mail.example', '', '', 'x'],
    ['没有邮箱', '', '', '', 'x'],
  ]
  const mapping: readonly SheetColumn[] = ['name', 'address', 'wechat', 'tag', 'ignore']

  it('guesses its columns, says what each line does, adds only what is missing, and is taken back', async () => {
    const { context } = desk
    const zhou = authorOf(context, await takeSubmission(context, { from: '周舟 <zhou@mail.example>' }))
    setFact(context, zhou, 'wechat', 'zhou_old')
    const sheet = sheetOf(rows)
    expect(sheetHead(sheet).guess).toEqual(mapping)
    const preview = previewImport(context, sheet, mapping)
    expect(preview).toMatchObject({ created: 2, changed: 1, same: 0, failed: 3 })
    expect(preview.rows.map(({ line, outcome, problem, kept }) => [line, outcome, problem, kept])).toEqual([
      [2, 'update', null, 1],
      [3, 'new', null, 0],
      [4, 'failed', 'no-name', 0],
      [5, 'failed', 'bad-address', 0],
      [6, 'failed', 'twice', 0],
      [7, 'new', null, 0],
    ])
    expect(total()).toBe(1)
    expect(failedRows(context, sheet, mapping, (problem) => problem).map((cells) => cells.at(-1))).toEqual([
      '',
      'no-name',
      'bad-address',
      'twice',
    ])

    const { importId } = importAuthors(context, '作者.csv', sheet, mapping)
    expect(total()).toBe(3)
    expect(factsOf(context.db, zhou)).toEqual([{ field: 'wechat', value: 'zhou_old' }])
    expect(tagsOf(context.db, zhou)).toEqual(['增长', '私域'])
    const lin = authorOfAddress(context.db, 'lin@mail.example') ?? ''
    expect(factsOf(context.db, lin)).toEqual([{ field: 'wechat', value: 'lin' }])
    // Once more changes nothing but for who has no address to be known by.
    expect(previewImport(context, sheet, mapping)).toMatchObject({ created: 1, changed: 0, same: 2 })

    addNote(context, { authorId: lin, channel: 'phone', text: '聊过' })
    expect(revertImport(context, importId, '导错了')).toEqual({ removed: 1, kept: 1 })
    expect(tagsOf(context.db, zhou)).toEqual([])
    expect(getAuthor(context.db, lin)?.name).toBe('林知夏')
    expect(total()).toBe(2)
    await expectRefusal(desk, 'import-reverted', () => revertImport(context, importId, '再来'))
  })

  it('that is none is refused', async () => {
    await expect(readAuthorSheet(desk.context, 'x.csv', Buffer.from('\n'))).rejects.toMatchObject({
      refusal: { code: 'sheet-unreadable', params: { name: 'x.csv', reason: 'empty' } },
    })
  })

  it('goes out in columns that come in again', async () => {
    const { context } = desk
    const author = authorOf(context, await takeSubmission(context, { from: '周舟 <zhou@mail.example>' }))
    setFact(context, author, 'phone', '+86 139')
    const out = sheetOf(directorySheet(context, (key) => translate('zh-CN', key)))
    const preview = previewImport(context, out, sheetHead(out).guess)
    expect(preview).toMatchObject({ created: 0, same: 1, failed: 0 })
  })
})

describe('小羽毛清单', () => {
  const words: HandOffWords = {
    columns: ['稿号', '署名', '标题', '联系方式', '进展', '备注'],
    state: (state) => translate('zh-CN', `wechat.${state}`),
  }

  it('holds who was accepted and is not connected, and comes back with steps and remarks', async () => {
    const { context } = desk
    const [one, two] = [
      await takeSubmission(context, { from: '周舟 <zhou@mail.example>' }),
      await takeSubmission(context, { from: '林知夏 <lin@mail.example>' }),
    ]
    const third = await takeSubmission(context, { from: '还没录用 <new@mail.example>' })
    decideWithLetter(context, one, 'accept')
    decideWithLetter(context, two, 'accept')
    const [zhou, lin] = [authorOf(context, one), authorOf(context, two)]
    setFact(context, zhou, 'wechat', 'zhou_zhou')
    const sheet = handOffSheet(context, words)
    expect(sheet).toHaveLength(3)
    expect(sheet[1]?.[3]).toBe('zhou_zhou zhou@mail.example')
    expect(sheet.map((cells) => cells[4])).toEqual(['进展', '未加', '未加'])

    const back = sheetOf([
      sheet[0] ?? [],
      [sheet[1]?.[0] ?? '', '', '', '', '已通过', '周五聊排期'],
      [sheet[2]?.[0] ?? '', '', '', '', '未通过', ''],
      ['9999-001', '', '', '', '已通过', ''],
      [sheet[1]?.[0] ?? '', '', '', '', '不知道', ''],
      ['2609-003', '', '', '', '已通过', ''],
    ])
    const outcomes = (rows: ReturnType<typeof previewHandOff>) =>
      rows.map((row) => (row.problem === 'step' ? 'step-not-open' : (row.problem ?? row.outcome)))
    // 未加 cannot become 未通过: nobody asked.
    const rest = ['unknown-number', 'unknown-progress', 'not-accepted']
    expect(outcomes(previewHandOff(context, back))).toEqual(['step', 'step-not-open', ...rest])
    expect(getAuthor(context.db, zhou)?.wechat).toBe('none')
    setWechat(context, lin, 'requested', '')
    expect(outcomes(importHandOff(context, '清单.csv', back))).toEqual(['step', 'step', ...rest])
    expect([zhou, lin].map((id) => getAuthor(context.db, id)?.wechat)).toEqual(['connected', 'declined'])
    expect(notesOf(context.db, zhou).map(({ channel, text }) => [channel, text])).toEqual([['wechat', '周五聊排期']])
    expect(handOffSheet(context, words)).toHaveLength(2)
    expect(authorOf(context, third)).not.toBe(zhou)
  })
})

describe('one person’s data', () => {
  it('is shown whole: record, mails and every event about them', async () => {
    const { context } = desk
    const submission = await takeSubmission(context, { from: '周舟 <zhou@mail.example>' })
    await takeSubmission(context, { from: '林 <lin@mail.example>' })
    decideWithLetter(context, submission, 'reject')
    const person = personData(context, authorOf(context, submission))
    expect(person.mails.flatMap(({ messages }) => messages)).toMatchObject([{ text: ARTICLE }])
    const [manuscript] = person.mails.flatMap(({ manuscripts }) => manuscripts)
    expect(manuscript).toMatchObject({ ordinal: 1, text: expect.stringContaining(ARTICLE.slice(-40)) as string })
    const types = person.events.map(({ type }) => type)
    for (const type of ['author.registered', 'submission.registered', 'decision.recorded', 'letter.queued']) {
      expect(types).toContain(type)
    }
    expect(JSON.stringify(person)).not.toContain('lin@mail.example')
  })
})
