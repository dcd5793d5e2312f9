import { describe, expect, test } from 'vitest'
import { htmlToText, splitHtmlBody, splitTextBody } from '@core/mail'
import { MAX_RANGES } from '@core/mail/split-body'
import { processorTime } from '../../support/processor-time'

describe('plain text', () => {
  test.each([
    ['------------------ 原始邮件 ------------------', 'QQ, Foxmail'],
    ['-----Original Message-----', 'Outlook'],
    ['-----邮件原件-----'.replace('邮件原件', '原始邮件'), 'Outlook in Chinese'],
    ['---------- Forwarded message ---------', 'Gmail'],
    ['-------- 转发邮件信息 --------', '163'],
    ['在 2026-09-01 16:20:00，"投稿邮箱" <desk@example.com> 写道：', '163'],
    ['张三 <a@b.example> 于2026年9月1日周二 16:20写道：', 'Gmail in Chinese'],
    ['On Tue, Sep 1, 2026 at 4:20 PM Desk <desk@example.com> wrote:', 'Gmail'],
  ])('%s (%s)', (marker) => {
    expect(splitTextBody(`好的，已修改。\n\n${marker}\n旧的内容\n更旧的内容`)).toEqual({
      own: '好的，已修改。',
      quoted: `${marker}\n旧的内容\n更旧的内容`,
      signature: '',
    })
  })

  test('a header block with Outlook’s rule above it', () => {
    const split = splitTextBody(
      '改好了\n\n________________________________\n发件人: 编辑\n发送时间: 2026年9月1日\n主题: 投稿\n\n旧的',
    )
    expect(split.own).toBe('改好了')
    expect(split.quoted).toMatch(/^_+\n发件人/)
  })

  test('answers between quoted lines stay the writer’s', () => {
    const split = splitTextBody(
      '总的没问题。\n\n在 2026年9月1日，投稿邮箱 写道：\n> 标题能改吗\n可以。\n> 数据来源呢\n已补。',
    )
    expect(split.own).toBe('总的没问题。\n\n可以。\n已补。')
    expect(split.quoted).toBe('在 2026年9月1日，投稿邮箱 写道：\n> 标题能改吗\n> 数据来源呢')
  })

  test('an attribution that is quoted itself, and one over two lines', () => {
    expect(splitTextBody('请看附件。\n\n> 在 2026年9月1日,投稿邮箱 写道:\n> 请补充数据').own).toBe('请看附件。')
    expect(splitTextBody('ok\n\nOn Tue, Sep 1, 2026 at 4:20 PM, The Desk\n<desk@example.com> wrote:\n> old').own).toBe(
      'ok',
    )
  })

  test('an article is never taken for history', () => {
    const article =
      '标题\n\n> 一句引文\n\n在会上，他写道：这是转折。\n发件人：这是小说里的一行\n正文\n------\n分隔线下\n> 结尾引文'
    expect(splitTextBody(article)).toEqual({ own: article, quoted: '', signature: '' })
  })

  test('signatures', () => {
    expect(splitTextBody('正文\n\n-- \n张三\n电话')).toEqual({ own: '正文', quoted: '', signature: '-- \n张三\n电话' })
    expect(splitTextBody('正文\n\n发自我的iPhone')).toEqual({ own: '正文', quoted: '', signature: '发自我的iPhone' })
    expect(splitTextBody('正文\n--\n张三\n\n------------------ 原始邮件 ------------------\n旧').signature).toBe(
      '--\n张三',
    )
    const far = `正文\n--\n${'一段\n'.repeat(20)}结尾`
    expect(splitTextBody(far)).toMatchObject({ own: far, signature: '' })
  })
})

describe('HTML', () => {
  const own = (html: string): string => htmlToText(splitHtmlBody(html).own)
  const quoted = (html: string): string => htmlToText(splitHtmlBody(html).quoted)

  test.each([
    [
      'QQ',
      '<div>好的</div><div><br></div><div style="font-size:12px">------------------&nbsp;原始邮件&nbsp;------------------</div><div><b>发件人:</b>desk</div><div>旧</div>',
    ],
    [
      'Foxmail',
      '<div>好的</div><blockquote style="margin-top:0"><div><b>发件人：</b>desk</div><div><b>发送时间：</b>2026-09-01</div><div>旧</div></blockquote>',
    ],
    ['163', '<div>好的</div><blockquote id="isReplyContent"><div>旧</div></blockquote>'],
    ['Gmail', '<div>好的</div><div class="gmail_quote"><div class="gmail_attr">On Tue wrote:</div><div>旧</div></div>'],
    ['Outlook', '<p>好的</p><div id="divRplyFwdMsg"><b>From:</b> desk</div><div>旧</div>'],
    [
      'Apple',
      '<div>好的</div><div>在 2026年9月1日，Desk 写道：</div><blockquote type="cite"><div>旧</div></blockquote>',
    ],
    [
      'Thunderbird',
      '<p>好的</p><div class="moz-cite-prefix">On 1/9/26 desk wrote:<br></div><blockquote type="cite">旧</blockquote>',
    ],
  ])('%s', (_, html) => {
    expect(own(html)).toBe('好的')
    expect(quoted(html)).toContain('旧')
  })

  test('what is written below a quotation stays the writer’s', () => {
    const html =
      '<div>在 2026年9月1日，Desk 写道：</div><blockquote type="cite"><blockquote>更旧</blockquote>旧</blockquote><p>答在下面</p>'
    expect(own(html)).toBe('答在下面')
    expect(quoted(html)).toContain('更旧')
  })

  test('signatures', () => {
    expect(splitHtmlBody('<div>正文</div><div class="gmail_signature">张三</div>')).toEqual({
      own: '<div>正文</div>',
      quoted: '',
      signature: '<div class="gmail_signature">张三</div>',
    })
    expect(own('<p>正文</p><p>发自我的iPhone</p>')).toBe('正文')
  })

  test('an article is its writer’s own, to the letter', () => {
    const html = '<h1>题</h1><blockquote>引文</blockquote><p>在会上，他写道：这是转折。</p>'
    expect(splitHtmlBody(html)).toEqual({ own: html, quoted: '', signature: '' })
  })
})

describe('hostile bodies stay quick', () => {
  test.each<[string, () => unknown]>([
    ['lines below an attribution', () => splitTextBody(`在 2026年9月1日，Desk 写道：\n${'\n> x'.repeat(200_000)}`)],
    [
      'lines that look like attributions',
      () => splitTextBody('于2026于2026于2026于2026于2026于2026于2026于2026\n'.repeat(20_000)),
    ],
    ['blank space', () => splitTextBody(`x${' '.repeat(500_000)}y\n-- ${' '.repeat(500_000)}`)],
    ['quotations side by side', () => splitHtmlBody('<blockquote type="cite">a</blockquote>b'.repeat(50_000))],
    ['quotations inside one another', () => splitHtmlBody('<blockquote type="cite">a'.repeat(50_000))],
    [
      'blank space in a page',
      () => splitHtmlBody(`<pre>${`a${' '.repeat(200_000)}`.repeat(5)}</pre>${'&nbsp;'.repeat(200_000)}x`),
    ],
  ])('%s', async (_, run) => {
    expect((await processorTime(run)).spent).toBeLessThan(2000)
  })

  test(`${MAX_RANGES} quotations are taken out, and not one more`, () => {
    const page = (count: number): string => '<blockquote type="cite">q</blockquote><p>o</p>'.repeat(count)
    expect(splitHtmlBody(page(MAX_RANGES)).own).not.toContain('blockquote')
    expect(splitHtmlBody(page(MAX_RANGES + 1)).own.match(/<blockquote/g)).toHaveLength(1)
  })
})
