import { describe, expect, it } from 'vitest'
import { importText } from '@core/manuscript/import-text'
import { inlineText } from '@core/manuscript/node-json'
import { stripTitleQuotes, titleFromFilename, titleFromSubject } from '@core/manuscript/subject-title'
import { readByline, takeTitleAndByline } from '@core/manuscript/title-and-byline'

describe('the title in a subject', () => {
  it.each([
    ['【投稿】AI视频生成,谁能领跑全场?', 'AI视频生成,谁能领跑全场?'],
    ['投稿:新消费品牌的第二曲线:从流量红利到复购红利', '新消费品牌的第二曲线:从流量红利到复购红利'],
    ['投稿 AI搜索改写了SEO,内容团队该怎么办 作者陈喆镕', 'AI搜索改写了SEO,内容团队该怎么办'],
    ['投稿-一份可以直接抄的活动复盘模板', '一份可以直接抄的活动复盘模板'],
    ['投稿《一份可以直接抄的活动复盘模板》', '一份可以直接抄的活动复盘模板'],
    ['回复：Re: 转发：【原创首发投稿】标题是这个（终稿）', '标题是这个'],
    ['投稿_我们删掉了一半的数据看板_作者：程野', '我们删掉了一半的数据看板'],
    ['(投稿) 标题 | 文：张三', '标题'],
    ['PDF 投稿 AI搜索', 'AI搜索'],
    ['投稿(超大附件)', ''],
    ['Markdown 投稿', ''],
    ['投稿', ''],
    ['', ''],
    ['投稿人必读的十条建议', '投稿人必读的十条建议'],
    ['投稿：读《红楼梦》学到的十条用户运营方法', '读《红楼梦》学到的十条用户运营方法'],
    ['Re: Re: Fw: 投稿：A-B测试', 'A-B测试'],
  ])('%s', (subject, title) => {
    expect(titleFromSubject(subject)).toBe(title)
  })

  it('is found in a file name too', () => {
    expect(titleFromFilename('【投稿】AI视频生成_作者志刚.docx')).toBe('AI视频生成')
    expect(titleFromFilename('a\\b/县城直播间 第二稿.docx')).toBe('县城直播间')
    expect(titleFromFilename('投稿.docx')).toBe('')
  })

  it('loses the quotation marks that only surround it', () => {
    expect(stripTitleQuotes('《题目》')).toBe('题目')
    expect(stripTitleQuotes('读《题目》')).toBe('读《题目》')
    expect(stripTitleQuotes('《甲》与《乙》')).toBe('《甲》与《乙》')
  })
})

describe('a byline', () => {
  it.each([
    ['文:志刚@互联网江湖主编', '志刚@互联网江湖主编'],
    ['文/林小满@城市消费观察', '林小满@城市消费观察'],
    ['文 | 张三', '张三'],
    ['文丨张三 编辑丨李四', '张三'],
    ['作者：王五', '王五'],
    ['作者 王五', '王五'],
    ['◎ 文：赵六', '赵六'],
    ['by Kevin Zhang', 'Kevin Zhang'],
    ['撰文：钱七，编辑：孙八', '钱七'],
  ])('%s', (line, name) => {
    expect(readByline(line)).toBe(name)
  })

  it.each([
    '文化产业的下半场',
    '作者认为，市场会好。',
    '文：加微信 abc12345',
    '作者：小美 QQ1234567',
    `文：${'长'.repeat(41)}`,
    '文章来自 https://a.example',
    'By 2030, half of all video will be made by machines',
    '文：',
  ])('is not: %s', (line) => {
    expect(readByline(line)).toBeNull()
  })
})

describe('the head of a manuscript', () => {
  const head = (text: string, hints: { subjectTitle?: string; declaredTitle?: string; letter?: boolean } = {}) => {
    const taken = takeTitleAndByline(importText(text).blocks, {
      declaredTitle: hints.declaredTitle ?? '',
      declaredByline: '',
      subjectTitle: hints.subjectTitle ?? '',
      letter: hints.letter ?? false,
    })
    return [taken.title, taken.byline, taken.body.map(inlineText), taken.letterLines]
  }
  const body = '这是正文的第一段，比标题要长得多，也有句号。'

  it('a first short line, then a byline', () => {
    expect(head(`题目在这里\n文：张三\n${body}`)).toEqual(['题目在这里', '张三', [body], []])
    expect(head(`《题目在这里》\n题目在这里\n${body}`)).toEqual(['题目在这里', '', [body], []])
    expect(head(`标题：题目在这里\n作者：张三\n${body}`)).toEqual(['题目在这里', '张三', [body], []])
  })

  it('a first sentence is no title: the subject is', () => {
    expect(head(`${body}\n第二段。`, { subjectTitle: '主题' })).toEqual(['主题', '', [body, '第二段。'], []])
    expect(head(`前言\n${body}`, { subjectTitle: '主题' })).toEqual(['主题', '', ['前言', body], []])
    expect(head(`一、背景\n${body}`, { subjectTitle: '' })).toEqual(['', '', ['一、背景', body], []])
  })

  it("the letter's lines before a title are left out of a mail's manuscript, and only there", () => {
    const mail = `编辑您好，投稿一篇，请查收。\n题目在这里\n文：张三\n${body}`
    expect(head(mail, { subjectTitle: '题目，在这里！', letter: true })).toEqual([
      '题目在这里',
      '张三',
      [body],
      ['编辑您好，投稿一篇，请查收。'],
    ])
    expect(head(mail, { subjectTitle: '题目，在这里！' })).toEqual([
      '题目在这里',
      '张三',
      ['编辑您好，投稿一篇，请查收。', body],
      [],
    ])
  })

  it('an advertisement dressed as a byline stays where the check sees it', () => {
    expect(head(`题目在这里\n文：小美 微信xiaomei123456\n${body}`)).toEqual([
      '题目在这里',
      '',
      ['文：小美 微信xiaomei123456', body],
      [],
    ])
  })

  it('a byline at the end is read, not taken out', () => {
    expect(head(`题目在这里\n${body}\n${body}\n${body}\n${body}\n${body}\n${body}\n${body}\n作者：张三`)).toEqual([
      '题目在这里',
      '张三',
      [body, body, body, body, body, body, body, '作者：张三'],
      [],
    ])
  })

  it('nothing at all', () => {
    expect(head('')).toEqual(['', '', [], []])
    expect(head('', { declaredTitle: '页面标题' })).toEqual(['页面标题', '', [], []])
  })
})
