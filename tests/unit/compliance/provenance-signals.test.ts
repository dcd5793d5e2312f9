import { describe, expect, it } from 'vitest'
import { provenanceSignals, type SignalSource } from '@core/compliance/provenance-signals'

const mail = (text: string): SignalSource => ({ source: 'mail', text })
const manuscript = (text: string): SignalSource => ({ source: 'manuscript', text })
/** `首发: first, 授权: original`, in the order shown. */
const said = (...sources: SignalSource[]): string =>
  provenanceSignals(sources)
    .map(({ field, says }) => `${field === 'authorization' ? '授权' : '首发'} ${says}`)
    .join(', ')

const FILLER = '品牌增长要看复购，也要看口碑。内容团队把结构写清楚，读者才会看到最后。'.repeat(60)

describe('what an author says of 首发', () => {
  it.each([
    ['附件是我的新稿，首发，请审阅。', '首发 first'],
    ['本文仅投贵站，未在其他平台发布过。', '首发 first'],
    ['此前没有在任何公众号发过。', '首发 first'],
    ['此文没有发表过', '首发 first'],
    ['我是学生，没发表过东西。', ''],
    ['独家供稿，承诺不一稿多投。', '首发 first'],
    ['绝无一稿多投', '首发 first'],
    ['首发于贵平台，谢谢编辑。', '首发 first'],
    ['本文首发于我的公众号“增长笔记”。', '首发 elsewhere'],
    ['文章已经发布在知乎专栏', '首发 elsewhere'],
    ['上周在公众号发过，想再投一次', '首发 elsewhere'],
    ['会全网同步发布', '首发 elsewhere'],
    ['同时也投给了另外两家', '首发 simultaneous'],
    ['本文转载自人人都是产品经理', '首发 reprint'],
    ['请问是否要求首发？', '首发 mentioned'],
    ['你们要求首发吗', '首发 mentioned'],
    ['您好，附件是新写的一篇稿子，请审阅。', ''],
  ])('%s', (text, expected) => expect(said(mail(text))).toBe(expected))
})

describe('what an author says of 授权', () => {
  it.each([
    ['本文为作者原创投稿，授权鸟哥笔记首发', '首发 first, 授权 authorised'],
    ['已附上公司的授权书', '授权 authorised'],
    ['文章为本人原创。', '授权 original'],
    ['公众号转载可以开白。', '授权 whitelist'],
    ['转载请联系作者，未经授权不得转载。', ''],
    ['邮箱授权码过期了', ''],
  ])('%s', (text, expected) => expect(said(mail(text))).toBe(expected))
})

describe('where it is looked for', () => {
  it('quotes the sentence, its mark included, and says where it stands', () => {
    expect(provenanceSignals([mail('编辑老师好！这篇是首发。请审阅。'), manuscript('正文。')])).toEqual([
      { field: 'first-publication', says: 'first', quote: '这篇是首发。', source: 'mail' },
    ])
  })

  it('takes articles at their ends only, and only where they speak of themselves', () => {
    expect(said(manuscript('新品首发当天，品牌授权的门店排起长队，独家联名很快售罄。'))).toBe('')
    expect(said(manuscript(`${FILLER}\n本文为作者原创，首发于公众号“增长笔记”。`))).toBe(
      '首发 elsewhere, 授权 original',
    )
    expect(said(manuscript(`${FILLER}\n本文首发于公众号。\n${FILLER}`))).toBe('')
  })

  it('reads a mail that is the article as an article', () => {
    expect(said(mail(`${FILLER}首发经济很热。${FILLER}`))).toBe('')
    expect(said(mail(`${FILLER}\n本文首发于公众号。`))).toBe('首发 elsewhere')
  })

  it('shows the gravest first, the same sentence once, and three of a kind at most', () => {
    const sentence = '本文首发于公众号。'
    expect(provenanceSignals([mail(`这篇是首发。${sentence}`), manuscript(sentence)]).map(({ says }) => says)).toEqual([
      'elsewhere',
      'first',
    ])
    const many = Array.from({ length: 9 }, (_, index) => `第${index}点：首发。`).join('')
    expect(provenanceSignals([mail(many)])).toHaveLength(3)
  })

  it('cuts a sentence without end around the words that tell', () => {
    const [signal] = provenanceSignals([mail(`${'很长的话，'.repeat(60)}首发${'，说个没完'.repeat(60)}`)])
    expect(signal?.quote).toMatch(/^….*首发.*…$/u)
    expect(signal?.quote.length).toBeLessThanOrEqual(102)
  })

  it('is quick on text made to be slow', () => {
    const nasty = ['此前', '没有', '公众号', '授权', '同步', '本文', '发在'].map((word) => word.repeat(3000)).join('')
    expect(provenanceSignals([mail(nasty.slice(0, 1200)), manuscript(nasty)]).length).toBeLessThanOrEqual(6)
  })
})
