import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getSubmission } from '@core/store/repositories/submissions'
import { draftDecision } from '@core/workflow/decisions'
import { draftLetter, letterHtml } from '@core/workflow/draft-letter'
import { listTemplates, readTemplate } from '@core/workflow/letter-templates'
import { renderTemplate } from '@core/workflow/template-engine'
import { documentOf } from '@core/workflow/checking'
import { addEditor, setLetterSettings } from '@core/workflow/desk'
import { keepEdit, recordEdit } from '@core/workflow/edits'
import { createSubmission } from '@core/workflow/new-submission'
import { requestPlaces, type RequestPlaces } from '@core/workflow/request-places'
import { addAnnotation, replyToAnnotation, setAnnotationState } from '@core/workflow/review'
import { templateNameSchema } from '@shared/domain/letter'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { textBlocks } from '@shared/manuscript/text'
import { Fragment, Slice } from 'prosemirror-model'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { takeSubmission } from '../../../support/mails'
import { anchorIn } from '../scenario'

/** A square of 32 pixels. */
const PICTURE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAAAL0lEQVR42u3OMQEAAAgDIN8/9MzgFhEQ0iS1VVVVVVVVVVVVVVVVVVVVVVVV9XIBpwADHcDmHq4AAAAASUVORK5CYII='

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

const draft = (
  id: string,
  verdict: 'accept' | 'revise' | 'reject' = 'accept',
  reason = '',
  places: RequestPlaces = new Map(),
) => draftLetter(desk.context, getSubmission(desk.context.db, id)!, verdict, reason, places)!

describe('templates', () => {
  it.each(templateNameSchema.options)(
    '%s renders, with the contact and the 稿号, and leaves no blank',
    async (name) => {
      const id = await takeSubmission(desk.context, { from: '周舟 <zhou@mail.example>' })
      setLetterSettings(desk.context, '鸟哥笔记 编辑部', 10)
      const letter = draft(id, name as 'accept', '数据很实在')
      expect(letter.template).toBe(name)
      for (const part of ['周舟', '2609-001', 'ngbjxym', '数据很实在', '鸟哥笔记 编辑部'])
        expect(letter.text).toContain(part)
      expect(letter.text).not.toMatch(/\{\{|\}\}|\{%|undefined|null|待填|\n{3,}|[ \t]$/m)
      expect(letter.text).toBe(letter.text.trim())
      // No letter threatens what the convention binds registered users with.
      expect(letter.text).not.toContain('禁言')
    },
  )

  it.each(templateNameSchema.options)('%s renders without a reason, a signature or a name', async (name) => {
    const id = await takeSubmission(desk.context)
    const letter = draft(id, name as 'accept')
    expect(letter.text).not.toMatch(/编辑的话|\n{3,}/)
    expect(letter.text.startsWith('作者您好')).toBe(true)
  })

  it('are listed with their sources', () => {
    const listed = listTemplates(desk.context)
    expect(new Set(listed.map(({ name }) => name))).toEqual(new Set(templateNameSchema.options))
    const without = listed.filter((each) => !readTemplate(desk.context, each).source.includes('{{ number }}'))
    expect(without).toEqual([])
  })

  it('that name a variable which is not there are a bug and throw', () => {
    expect(() => renderTemplate('{{ autor }}', { author: 'x' })).toThrow(/undefined variable/)
    expect(() => renderTemplate('{{ author | loud }}', { author: 'x' })).toThrow(/undefined filter/)
    expect(() => renderTemplate('{{ author.constructor }}', { author: {} })).toThrow(/undefined variable/)
  })
})

describe('what a letter is filled with', () => {
  it('is never read as a template or as HTML', async () => {
    const hostile = `{{ signature }}{% for x in (1..9) %}<script>alert("1")</script>&amp;`
    const id = await takeSubmission(desk.context, { from: `"${hostile.replaceAll('"', "'")}" <zhou@mail.example>` })
    desk.context.db.prepare('UPDATE submissions SET title = ?').run(hostile)
    const letter = draft(id, 'accept', hostile)
    expect(letter.text).toContain(`《${hostile}》`)
    expect(letter.text).toContain(`编辑的话：${hostile}`)
    const html = letterHtml(letter.text)
    expect(html).not.toContain('<script')
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;')
  })

  it('becomes paragraphs and breaks in HTML', () => {
    expect(letterHtml('一\n二\n\n三')).toContain('<p>一<br>二</p><p>三</p>')
  })

  it('names what is asked of the author, in the order of the text as it is now, and nothing that is the editors’ own', async () => {
    const id = await takeSubmission(desk.context)
    const comment = (block: number, text: string, audience: 'author' | 'editors' = 'author') =>
      addAnnotation(desk.context, { ...anchorIn(desk.context, id, block), kind: 'comment', audience, text })
    comment(5, '请补来源')
    comment(2, '请改数字')
    comment(3, '内部：疑似搬运', 'editors')
    setAnnotationState(desk.context, comment(4, '改好了').id, 'resolved')
    // The words of the earlier one are written over since; what was said of them still stands before the later one.
    const { versionId, anchor } = anchorIn(desk.context, id, 2)
    const document = documentOf(desk.context, anchor.contentHash)
    const from = textBlocks(document)[2]!.from
    const edited = document.replace(from + 2, from + 5, new Slice(Fragment.from(manuscriptSchema.text('换过的')), 0, 0))
    recordEdit(desk.context, versionId, anchor.contentHash, await keepEdit(desk.context, edited), [])
    const { text } = draft(id, 'revise', '', await requestPlaces(desk.context, id))
    expect(text).toContain('2 处')
    expect(text.indexOf('请改数字')).toBeGreaterThan(0)
    expect(text.indexOf('请改数字')).toBeLessThan(text.indexOf('请补来源'))
    expect(text).not.toContain('内部')
    expect(text).not.toContain('改好了')
  })

  it('leaves out what names a colleague, and a thread of nothing else', async () => {
    const id = await takeSubmission(desk.context)
    const { id: colleague } = addEditor(desk.context, '李四')
    const comment = (block: number, text: string, mentions: string[] = []) =>
      addAnnotation(desk.context, {
        ...anchorIn(desk.context, id, block),
        kind: 'comment',
        audience: 'author',
        text,
        mentions,
      })
    const asked = comment(2, '请改数字')
    desk.clock.advance(1)
    replyToAnnotation(desk.context, asked.id, '@李四 这个数对吗？', [colleague])
    desk.clock.advance(1)
    replyToAnnotation(desk.context, asked.id, '写到小数点后一位')
    comment(3, '@李四 像是搬运', [colleague])
    const { openComments, letter } = draftDecision(desk.context, id, 'revise', '', new Map())
    expect(letter?.text).toContain('：请改数字\n写到小数点后一位')
    expect(letter?.text).not.toContain('李四')
    expect(letter?.text).toContain('具体有 1 处')
    expect(openComments).toBe(1)
  })

  it('calls a picture a picture, and leaves the signs of footnotes and breaks out of quoted words', async () => {
    const { submissionId: id } = await createSubmission(desk.context, {
      author: { kind: 'byline' },
      origin: 'file',
      title: '',
      channel: 'other',
      note: '',
      receivedAt: desk.context.now(),
      provenance: [],
      file: {
        filename: 'piece.html',
        bytes: Buffer.from(`<h1>题目</h1><p>头一行<br>第二行</p><p><img src="${PICTURE}" alt=""></p>`),
      },
    })
    for (const [block, text] of [
      [1, '这两行合成一行'],
      [2, '换一张清楚的'],
    ] as const) {
      addAnnotation(desk.context, { ...anchorIn(desk.context, id, block), kind: 'comment', audience: 'author', text })
    }
    const { text } = draft(id, 'revise', '', await requestPlaces(desk.context, id))
    expect(text).toContain('1. “头一行 第二行”：这两行合成一行\n2. 图片：换一张清楚的')
  })
})

describe('the subject', () => {
  const subjectOf = async (subject: string) => draft(await takeSubmission(desk.context, { subject })).subject

  it.each([
    ['投稿：一篇', 'Re: 投稿：一篇（稿号 2609-001）'],
    ['Re: 投稿：一篇', 'Re: 投稿：一篇（稿号 2609-001）'],
    ['回复：答复: RE:Re: 投稿：一篇', 'Re: 投稿：一篇（稿号 2609-001）'],
    ['Re: 投稿：一篇（稿号 2609-001）', 'Re: 投稿：一篇（稿号 2609-001）'],
    ['', 'Re: （稿号 2609-001）'],
  ])('of an answer to %j', async (written, answered) => {
    expect(await subjectOf(written)).toBe(answered)
  })

  it('keeps the 稿号 however long it is', async () => {
    const subject = await subjectOf('长'.repeat(700))
    expect(subject).toHaveLength(500)
    expect(subject.endsWith('（稿号 2609-001）')).toBe(true)
  })
})
