/** What clients put below an answer, in the forms that they write it, and manuscripts that look like that and are not. */
import { describe, expect, test } from 'vitest'
import { htmlToText, splitHtmlBody, splitTextBody } from '@core/mail'

const OWN = '您好，第二稿在附件，数据来源已补。'
const OLD = '请补充数据来源'

describe('plain text: what the writer wrote is told from the history', () => {
  test.each<[string, string]>([
    ['Foxmail', `发件人： 投稿邮箱\n发送时间： 2026-09-01 16:20\n收件人： 周舟\n主题： Re: 投稿\n${OLD}`],
    [
      'QQ, blanks as in its HTML',
      `------------------&nbsp;原始邮件&nbsp;------------------\n发件人: "投稿邮箱"\n${OLD}`,
    ],
    [
      'QQ on a phone',
      `---原始邮件---\n发件人: "投稿邮箱"<desk@example.com>\n发送时间: 2026年9月1日(周二) 下午4:20\n${OLD}`,
    ],
    ['QQ in English', `------------------ Original ------------------\nFrom: "desk"\n${OLD}`],
    [
      'Outlook in Chinese',
      `发件人: 投稿邮箱 <desk@example.com>\n发送时间: 2026年9月1日 16:20\n收件人: 周舟\n主题: 回复: 投稿\n\n${OLD}`,
    ],
    [
      'Outlook in English',
      `From: Desk <desk@example.com>\nSent: Tuesday, September 1, 2026 4:20 PM\nTo: Zhou\nSubject: RE: x\n\n${OLD}`,
    ],
    ['old Outlook', `-----邮件原件-----\n发件人: 投稿邮箱 [mailto:desk@example.com]\n${OLD}`],
    ['163', `At 2026-09-01 16:20:00, "投稿邮箱" <desk@example.com> wrote:\n>${OLD}`],
    ['163 in Chinese', `在 2026-09-01 16:20:00，"投稿邮箱" <desk@example.com> 写道：\n\n${OLD}`],
    [
      '网易邮箱大师',
      `---- 回复的原邮件 ----\n| 发件人 | 投稿邮箱<desk@example.com> |\n| 发送日期 | 2026年09月01日 16:20 |\n${OLD}`,
    ],
    ['网易邮箱大师, one line', `在2026年9月1日 16:20，投稿邮箱<desk@example.com> 写道：\n${OLD}`],
    ['139', `----邮件原文----\n发件人：投稿邮箱\n${OLD}`],
    ['Coremail', `> -----Original Messages-----\n> From: desk@example.com\n> ${OLD}`],
    [
      '阿里云',
      `------------------------------------------------------------------\n发件人：投稿邮箱 <desk@example.com>\n日　期：2026年09月01日 16:20:00\n收件人：周舟\n主　题：Re:投稿\n\n${OLD}`,
    ],
    ['飞书', `发件人: "投稿邮箱"<desk@example.com>\n日期: 2026年9月1日 (周二) 16:20\n主题: Re: 投稿\n${OLD}`],
    ['华为', `-------- 原始邮件 --------\n发件人： 投稿邮箱\n${OLD}`],
    ['Gmail in Chinese', `投稿邮箱 <desk@example.com> 于2026年9月1日周二 16:20写道：\n\n> ${OLD}`],
    [
      'Gmail in Chinese, broken',
      `鸟哥笔记投稿邮箱收 <desk@example.com> 于 2026年9月1日周二\n下午4:20写道：\n\n> ${OLD}`,
    ],
    ['Gmail, traditional', `投稿信箱 <desk@example.com> 於 2026年9月1日 週二 下午4:20寫道：\n\n> ${OLD}`],
    [
      'Gmail in English, three lines',
      `On Tue, Sep 1, 2026 at 4:20 PM 鸟哥笔记投稿邮箱\n<desk@example.com>\nwrote:\n\n> ${OLD}`,
    ],
    ['Apple Mail', `> 在 2026年9月1日，16:20，投稿邮箱 <desk@example.com> 写道：\n> \n> ${OLD}`],
    ['Apple Mail, newer', `> 2026年9月1日 16:20，投稿邮箱 <desk@example.com> 写道：\n> \n> ${OLD}`],
    ['Apple Mail, a day alone', `> 在 2026年9月1日，投稿邮箱 写道：\n> \n> ${OLD}`],
    ['Apple Mail in English', `> On 1 Sep 2026, at 16:20, Desk <desk@example.com> wrote:\n> \n> ${OLD}`],
    [
      'nested',
      `在 2026年9月2日 09:00，周舟 <zhou@example.com> 写道：\n> 好\n> > 在 2026年9月1日，投稿邮箱 写道：\n> > ${OLD}\n> > > 更早`,
    ],
  ])('%s', (_, history) => {
    const split = splitTextBody(`${OWN}\n\n周舟\n\n${history}`)
    expect(split.own).toBe(`${OWN}\n\n周舟`)
    expect(split.quoted).toContain(OLD)
  })

  test.each([
    '发自我的iPhone',
    '从我的 iPhone 发送',
    '发自我的小米手机',
    '来自我的华为手机',
    '發自我的 iPhone',
    '发自网易邮箱大师',
    '来自QQ邮箱',
    '发自139邮箱',
    '从 Windows 版邮件发送',
    '签名由网易邮箱大师定制',
    'Sent from Mail for Windows',
    '获取 Outlook for iOS<https://aka.ms/o0ukef>',
    'Get Outlook for Android<https://aka.ms/AAb9ysg>',
  ])('%s is a signature, above history too', (line) => {
    expect(splitTextBody(`${OWN}\n\n${line}`)).toMatchObject({ own: OWN, signature: line })
    expect(splitTextBody(`${OWN}\n\n${line}\n\n-----原始邮件-----\n${OLD}`)).toMatchObject({
      own: OWN,
      signature: line,
      quoted: expect.stringContaining(OLD) as string,
    })
  })
})

const page = (history: string) => `<html><body><div>${OWN}</div>${history}</body></html>`

describe('HTML', () => {
  test.each<[string, string]>([
    [
      'Outlook',
      `<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>发件人:</b> 投稿邮箱 &lt;desk@example.com&gt;<br><b>发送时间:</b> 2026年9月1日 16:20<br><b>收件人:</b> 周舟<br><b>主题:</b> 回复</p></div><p>${OLD}</p></div>`,
    ],
    [
      'QQ',
      `<div><div style="font-size:12px;font-family:Arial Narrow;padding:2px 0">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="background:#efefef"><div><b>发件人:</b>&nbsp;"投稿邮箱"</div></div><div>${OLD}</div></div>`,
    ],
    [
      '163',
      `<div id="divNeteaseMailCard"></div><p>At 2026-09-01 16:20:00, "投稿邮箱" &lt;desk@example.com&gt; wrote:</p><blockquote id="isReplyContent" style="PADDING-LEFT:1ex">${OLD}</blockquote>`,
    ],
    [
      '网易邮箱大师',
      `<div class="ntes-mailmaster-quote"><div>---- 回复的原邮件 ----</div><table><tr><td>发件人</td><td>desk</td></tr></table><div>${OLD}</div></div>`,
    ],
    [
      'Gmail',
      `<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">投稿邮箱 &lt;desk@example.com&gt; 于2026年9月1日周二 16:20写道：<br></div><blockquote class="gmail_quote">${OLD}</blockquote></div>`,
    ],
    [
      'Apple Mail',
      `<div><br><blockquote type="cite"><div>2026年9月1日 16:20，投稿邮箱 &lt;desk@example.com&gt; 写道：</div><br><div>${OLD}</div></blockquote></div>`,
    ],
    [
      'Apple Mail, a day alone',
      `<div>在 2026年9月1日，投稿邮箱 写道：<br></div><blockquote type="cite">${OLD}</blockquote>`,
    ],
    [
      '飞书',
      `<div class="history-quote-wrapper"><div class="history-quote-gap-tag"></div><div>发件人: desk</div>${OLD}</div>`,
    ],
    [
      'Foxmail',
      `<hr style="width:210px;height:1px"><blockquote style="margin-top:0"><div><b>发件人：</b>&nbsp;desk</div><div><b>发送时间：</b>&nbsp;2026-09-01&nbsp;16:20</div><div><b>主题：</b>&nbsp;Re</div><div>${OLD}</div></blockquote>`,
    ],
  ])('%s', (_, history) => {
    const { own, quoted } = splitHtmlBody(page(history))
    expect(htmlToText(own).trim()).toBe(OWN)
    expect(htmlToText(quoted)).toContain(OLD)
  })
})

describe('manuscripts that are nobody’s history', () => {
  const END = '这是文章的最后一段，它必须还在。'
  test.each<[string, string]>([
    ['a letter in a story', `发件人：沈默\n收件人：林珊\n主题：关于那年的事\n\n见字如面。\n\n${END}`],
    ['a mail that an article takes apart', `发件人：品牌方\n主题：双十一预告\n正文第一句就写了价格。\n\n${END}`],
    ['two people’s words', `From：北京\nTo：上海\n\n${END}`],
    ['what somebody wrote on a day', `在2026年9月1日的朋友圈里，他写道：\n\n“先活下来。”\n\n${END}`],
    [
      'what somebody wrote on a day, in a paragraph of its own',
      `在2026年9月1日，他在朋友圈写道：\n\n“先活下来。”\n\n${END}`,
    ],
    [
      'what an author wrote in a year',
      `鲁迅于1925年在《野草》的题辞里写道：\n\n“当我沉默着的时候，我觉得充实。”\n\n${END}`,
    ],
    [
      'the same, quoted as in Markdown',
      `鲁迅于1927年在《野草》的题辞里写道：\n\n> 当我沉默着的时候，我觉得充实。\n\n${END}`,
    ],
    ['a report', `在《中国互联网络发展状况统计报告》里，作者写道：\n\n> 网民规模达11亿。\n\n${END}`],
    ['English', `On the first page of his 2020 book he wrote:\n\n> Stay small.\n\n${END}`],
    ['rules of all kinds', `上篇\n------------------------------\n中篇\n* * *\n下篇\n________________\n${END}`],
    ['a rule of two hyphens', `上篇\n--\n后来的事大家都知道了。\n公司还在，人走了一半。\n${END}`],
    ['rules of two hyphens', `天\n--\n地\n--\n人\n--\n完`],
    ['a phone that somebody wrote from', `结尾那行“发自我的iPhone”出卖了他。\n\n${END}`],
    ['talk of the original mail', `《原始邮件》\n\n原始邮件\n——一份被遗忘的档案\n\n${END}`],
    ['quoted lines only', `> 一切坚固的东西都烟消云散了。\n\n${END}\n> 尾声`],
  ])('%s', (_, article) => {
    expect(splitTextBody(article)).toEqual({ own: article, quoted: '', signature: '' })
    const html = article
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (line.startsWith('> ') ? `<blockquote>${line.slice(2)}</blockquote>` : `<p>${line}</p>`))
      .join('')
    expect(splitHtmlBody(html)).toEqual({ own: html, quoted: '', signature: '' })
  })
})
