import { describe, expect, test } from 'vitest'
import { LONGEST_LETTER, LONGEST_SUBJECT, SHORTEST_PIECE } from '@core/mail/weigh-letter'
import { LONGEST_QUESTION, sortMessage, type SortInput } from '@core/mail/sort-message'

function kindOf(
  subject: string,
  ownText = '',
  rest: Partial<SortInput> & { headers?: Readonly<Record<string, string>> } = {},
): string {
  const { headers = {}, ...given } = rest
  return sortMessage({
    fields: Object.entries(headers).map(([name, value]) => ({ name, value })),
    from: { name: '', address: 'someone@example.com' },
    subject,
    ownText,
    hasDocument: false,
    documentNames: [],
    isForward: false,
    report: null,
    isReceipt: false,
    ...given,
  })
}

const article = '过去五年，新消费品牌完成了第一次起飞。'.repeat(60)

describe('machines', () => {
  test('bounce before autoreply: a report that names a failure', () => {
    const headers = { 'auto-submitted': 'auto-replied' }
    expect(kindOf('x', '', { headers, report: { failed: ['a@b.example'], actions: ['failed'] } })).toBe('bounce')
    expect(kindOf('x', '', { headers, report: { failed: [], actions: ['delayed'] } })).toBe('autoreply')
  })
  test('a provider’s bounce without a report', () => {
    const from = { name: '', address: 'postmaster@163.com' }
    expect(kindOf('系统退信', '', { from })).toBe('bounce')
    expect(kindOf('系统通知', '', { from })).toBe('submission')
    expect(kindOf('我为什么写退信这件事', article)).toBe('submission')
  })
  test.each([
    [{ 'auto-submitted': 'auto-replied' }, 'autoreply'],
    [{ 'auto-submitted': 'auto-generated; x=y' }, 'autoreply'],
    [{ 'auto-submitted': 'no' }, 'submission'],
    [{ 'x-autoreply': 'yes' }, 'autoreply'],
    [{ precedence: 'auto_reply' }, 'autoreply'],
    [{ precedence: 'bulk' }, 'submission'],
  ])('%j', (headers, kind) => {
    expect(kindOf('关于文章', article, { headers })).toBe(kind)
  })
  test.each(['自动回复：您的来信已收到', 'Automatic reply: 投稿', 'Auto-reply', 'Out of Office'])('%s', (subject) => {
    expect(kindOf(subject)).toBe('autoreply')
  })
  test('a read receipt', () => {
    expect(kindOf('已读：投稿', '', { isReceipt: true })).toBe('autoreply')
  })
  test('recall: QQ’s notice, Exchange’s with its sentence; an author’s own word is none', () => {
    expect(kindOf('发信方已撤回邮件：【投稿】AI视频')).toBe('recall')
    expect(kindOf('撤回: 投稿', '张三 希望撤回邮件“投稿”。')).toBe('recall')
    expect(kindOf('撤回：投稿', article)).toBe('submission')
    expect(kindOf('被撤回的人生', article)).toBe('submission')
  })
})

describe('people', () => {
  test('forward', () => {
    expect(kindOf('转发：投稿', '', { isForward: true })).toBe('forward')
  })
  test.each(['投稿：震惊！这篇软文刊例代开发票', '【投稿】侵权案复盘', '来稿 律师函背后的故事', 'Re: 投稿'])(
    '%s is a submission because it says so',
    (subject) => {
      expect(kindOf(subject, article)).toBe('submission')
    },
  )
  test.each([
    ['律师函', '见附件', true],
    ['关于贵站文章侵权的通知', '请查收', false],
    ['请求下架文章', '我是作者', false],
    ['您好', '贵平台文章未经我方授权转载，侵犯了我司著作权，请立即删除。', false],
    ['文章问题', '该文内容不实，侵犯本人名誉权，请尽快下架，否则将追究法律责任。', true],
  ])('complaint: %s', (subject, text, hasDocument) => {
    expect(kindOf(subject, text, { hasDocument })).toBe('complaint')
  })
  test('an article about infringement is an article', () => {
    expect(kindOf('短视频侵权这一年', `未经授权的搬运侵犯著作权，平台要求下架。${article}${article}`)).toBe(
      'submission',
    )
  })
  test.each([
    ['商务合作', '我们有大量媒体资源，发稿报价如下'],
    ['您好', '承接软文代写、友情链接、广告投放，价格从优。'],
    ['媒体刊例 2026', '见附件'],
  ])('promotion: %s', (subject, text) => {
    expect(kindOf(subject, text)).toBe('promotion')
  })
  test('a newsletter is promotion by its headers', () => {
    expect(kindOf('本周精选', article, { headers: { 'list-unsubscribe': '<mailto:x>', precedence: 'bulk' } })).toBe(
      'promotion',
    )
  })
  test('an article that mentions advertising is an article', () => {
    expect(kindOf('品牌怎么做广告投放', `${article}${article}广告投放与软文`)).toBe('submission')
  })
  test.each([
    ['投稿咨询', '贵站收什么样的稿？'],
    ['怎么投稿', ''],
    ['催稿', '上周的文章有结果了吗'],
    ['您好', '请问我上周发的稿件收到了吗？'],
    ['请教', '想了解一下审核进度'],
    ['关于投稿的问题？', '字数要求是多少'],
  ])('inquiry: %s', (subject, text) => {
    expect(kindOf(subject, text)).toBe('inquiry')
  })
  test(`a question of ${LONGEST_QUESTION} characters, and not one more; none with a document`, () => {
    const at = `请问稿件收到了吗？${'。'.repeat(LONGEST_QUESTION - 9)}`
    expect(kindOf('您好', at)).toBe('inquiry')
    expect(kindOf('您好', `${at}。`)).toBe('submission')
    expect(kindOf('您好', '请问稿件收到了吗？', { hasDocument: true })).toBe('submission')
  })
  test('junk: marked by the server, or by its words', () => {
    expect(kindOf('hello', 'x', { headers: { 'x-spam-flag': 'YES' } })).toBe('junk')
    expect(kindOf('代开各类发票', '联系电话')).toBe('junk')
  })
  test.each([
    ['软文为什么没人看了', '软文为什么没人看了.docx'],
    ['刊例背后的生意经', '终稿.docx'],
    ['被抄袭之后我做了什么', '被抄袭之后.docx'],
  ])('a headline over its file is a piece, whatever it speaks of: %s', (subject, name) => {
    expect(kindOf(subject, '见附件', { hasDocument: true, documentNames: [name] })).toBe('submission')
  })
  test('a list of prices is an offer, and a lawyer’s papers are a grievance, by the names of the files', () => {
    const sent = (subject: string, name: string) =>
      kindOf(subject, '您好，详见附件。', { hasDocument: true, documentNames: [name] })
    expect(sent('媒体资源', '9月媒体报价表.xlsx')).toBe('promotion')
    expect(sent('函', '律师函-盖章.pdf')).toBe('submission')
    expect(sent('律师函', '律师函-盖章.pdf')).toBe('complaint')
  })
  test(`a letter of ${LONGEST_LETTER} characters is weighed, and not one more`, () => {
    const grievance = '贵站转载我司文章未经授权，侵犯我司著作权，已公证取证，请立即删除并赔偿，否则将依法起诉。'
    const at = grievance + '此'.repeat(LONGEST_LETTER - grievance.length)
    expect(kindOf('您好', at)).toBe('complaint')
    expect(kindOf('您好', `${at}此`)).toBe('submission')
  })
  test(`of a subject ${LONGEST_SUBJECT} characters are weighed`, () => {
    const pad = (length: number): string => '此'.repeat(length - '律师函'.length)
    expect(kindOf(`${pad(LONGEST_SUBJECT)}律师函`)).toBe('complaint')
    expect(kindOf(`${pad(LONGEST_SUBJECT)}此律师函`)).toBe('submission')
  })
  test(`a text above ${SHORTEST_PIECE} characters that is called a piece is one`, () => {
    const letter = '贵刊编辑，新写的一篇：承接代运营、外链、软文代写，报价从优，加微信详谈。'
    const at = letter + '此'.repeat(SHORTEST_PIECE - letter.length)
    expect(kindOf('您好', at)).toBe('promotion')
    expect(kindOf('您好', `${at}此`)).toBe('submission')
  })
  test('an answer that goes to another house weighs', () => {
    const headers = { 'reply-to': '<pay@other.example>' }
    expect(kindOf('Re: payment', 'Kindly confirm your bank account.', { headers })).toBe('junk')
    expect(kindOf('Re: 稿子', '附上，请看。', { headers, hasDocument: true, documentNames: ['a.docx'] })).toBe(
      'submission',
    )
  })
  test('whatever else may be a manuscript', () => {
    expect(kindOf('', '')).toBe('submission')
    expect(kindOf('新消费品牌的第二曲线', article)).toBe('submission')
  })
})
