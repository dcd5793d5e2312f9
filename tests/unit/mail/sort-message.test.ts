import { describe, expect, test } from 'vitest'
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
  test('whatever else may be a manuscript', () => {
    expect(kindOf('', '')).toBe('submission')
    expect(kindOf('新消费品牌的第二曲线', article)).toBe('submission')
  })
})
