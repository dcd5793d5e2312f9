import { check } from '@core/compliance'
import { imitatedBrand } from '@core/compliance/detectors/look-alike-host'
import { findUrls } from '@core/compliance/urls'
import type { CheckBlock, CheckContext } from '@shared/domain/compliance'
import { describe, expect, it } from 'vitest'
import { testPack, type TestRule } from './test-pack'

const nothing: CheckContext = { links: [], imageCount: 0 }
const paragraphs = (...texts: string[]): CheckBlock[] =>
  texts.map((text, index) => ({ id: `b${index}`, kind: 'paragraph', text }))
const found = (structure: string, blocks: readonly CheckBlock[], context: Partial<CheckContext> = {}): string[] => {
  const rule: TestRule = { level: 'warning', quotedLowers: false, patterns: [{ structure }] }
  const { findings } = check(blocks, [testPack([rule])], { ...nothing, ...context }, { versionKey: 'v' })
  return findings.map(({ block, text, detail }) => `${block}: ${text}${detail === undefined ? '' : ` (${detail})`}`)
}

describe('an address that passes for another', () => {
  it.each([
    ['taobao-vip.com', 'taobao'],
    ['tao6ao.com', 'taobao'],
    ['paypa1.com', 'paypal'],
    ['g00gle.com', 'google'],
    ['taobaoo.com', 'taobao'],
    ['icbc-jifen.cc', 'icbc'],
    ['wap.95588vip.com', '95588'],
    ['www.taobao.com.item-sale.cn', 'taobao'],
    ['appleid.apple.com.verify.top', 'apple'],
    ['xn--pypal-4ve.com', 'paypal.com'],
    ['www.jd.com.item-sale.top', 'jd'],
    ['www.1cbc.com.cn', 'icbc'],
    ['wechat-pay.cn.refund66.com', 'wechat'],
  ])('%s is taken for %s', (host, brand) => {
    expect(imitatedBrand(host)).toBe(brand)
  })

  it.each([
    'taobao.com',
    'item.taobao.com',
    'mybank.icbc.com.cn',
    'alipayobjects.com',
    'developers.weixin.qq.com',
    'cloud.google.com',
    'github.io',
    'zhihuishu.com',
    'baiducontent-fans.org',
    'abc.com',
    'jd-tools.dev',
    'pineapple.com',
    'weibo-archive.net',
    'ccbjournals.com',
    'alipay-docs.vendor.com',
    'qqmusic-fans.org',
  ])('%s is not', (host) => {
    expect(imitatedBrand(host)).toBeUndefined()
  })

  it('is found in the text, in other alphabets and behind words', () => {
    expect(found('look-alike-host', paragraphs('请登录 http://icbc-vip.cn/a 领取'))).toEqual([
      'b0: http://icbc-vip.cn/a (icbc)',
    ])
    expect(found('look-alike-host', paragraphs('见 tаobao.com'))).toEqual(['b0: tаobao.com (taobao.com)'])
    const links = [{ url: 'https://paypa1.com/x', block: 'b0', start: 0, end: 2 }]
    expect(found('look-alike-host', paragraphs('这里'), { links })).toEqual(['b0: 这里 (paypal)'])
    expect(found('look-alike-host', paragraphs('官网 ｗｗｗ．taobao．com'))).toEqual([])
  })
})

describe('an address with its dots written out', () => {
  const hosts = (text: string): string[] => findUrls(text).map(({ host }) => host)

  it('is read', () => {
    expect(hosts('搜baidu点com')).toEqual(['baidu.com'])
    expect(hosts('www点abc123点cn/x')).toEqual(['www.abc123.cn'])
    expect(hosts('abc[.]com 和 abc(dot)net')).toEqual(['abc.com', 'abc.net'])
    expect(hosts('s。click。taobao。com')).toEqual(['s.click.taobao.com'])
  })

  it('is not made of other words', () => {
    expect(hosts('下午3点com口见')).toEqual([])
    expect(hosts('他用了 iphone。app 里没有')).toEqual([])
    expect(hosts('早上9点cn队出场')).toEqual([])
  })
})

describe('repetition', () => {
  it('is what the desk counted, at the title', () => {
    const blocks: CheckBlock[] = [{ id: 'title', kind: 'title', text: '标题' }, ...paragraphs('正文')]
    expect(found('own-repetition', blocks, { history: { own: 2, others: 0 } })).toEqual(['title: 标题 (2)'])
    expect(found('others-repetition', blocks, { history: { own: 2, others: 0 } })).toEqual([])
    expect(found('others-repetition', blocks, { history: { own: 0, others: 3 } })).toEqual(['title: 标题 (3)'])
    expect(found('own-repetition', blocks)).toEqual([])
  })
})

describe('stuffing', () => {
  const advert = '大力搬家公司价格低，'.repeat(10)

  it('is one name over and over in a short text', () => {
    expect(found('keyword-stuffing', paragraphs(advert))).toHaveLength(1)
  })

  it('is not an article that names its subject, nor a laugh, nor a very short text', () => {
    const article = '可灵发布了新模型，分析师认为数据是它的优势，对手并不缺少算力，价格战才刚刚开始。'
    const others = '视频生成的成本在一年里下降了七成，创作者开始用它做广告样片，平台则担心内容同质化。'
    expect(found('keyword-stuffing', paragraphs(article, others, article.replace('可灵', '快手可灵')))).toEqual([])
    expect(found('keyword-stuffing', paragraphs(`${'哈'.repeat(60)}${others}`))).toEqual([])
    expect(found('keyword-stuffing', paragraphs('搬家公司，搬家公司'))).toEqual([])
  })

  it('is one domain linked again and again', () => {
    const links = Array.from({ length: 6 }, (_, i) => `https://shop.example.com/item/${i}`)
    const text = links.map((link) => `好物推荐第几款都在这里看 ${link} 值得一看`).join('，')
    expect(found('keyword-stuffing', paragraphs(text))).toEqual([
      'b0: https://shop.example.com/item/0 (example.com ×6)',
    ])
  })
})

describe('promotion that is not disclosed', () => {
  it('is a call to buy or an affiliate address, where nothing says so', () => {
    expect(found('undisclosed-promotion', paragraphs('想要的可以点击文末链接购买'))).toHaveLength(1)
    expect(found('undisclosed-promotion', paragraphs('https://u.jd.com/AbCd'))).toHaveLength(1)
    const links = [{ url: 'https://s.click.taobao.com/x', block: 'b0', start: 0, end: 2 }]
    expect(found('undisclosed-promotion', paragraphs('这里'), { links })).toEqual(['b0: 这里'])
  })

  it('is disclosed by a label or a sentence about the piece, not by the word 广告 in its subject', () => {
    const call = '想要的可以点击文末链接购买'
    expect(found('undisclosed-promotion', paragraphs('【广告】', call))).toEqual([])
    expect(found('undisclosed-promotion', paragraphs('本文含推广链接。', call))).toEqual([])
    expect(found('undisclosed-promotion', paragraphs('广告投放的成本上升。', call))).toHaveLength(1)
    expect(found('undisclosed-promotion', paragraphs('用户点击商品卡片，三秒内下单。'))).toEqual([])
  })
})

describe('a contact written down the page', () => {
  it('is found over lines, at its part in the first', () => {
    expect(found('contact-over-lines', paragraphs('想学的', '加', '我薇', '信', 'abc8899'))).toEqual([
      'b2: 薇 (薇信abc8899)',
    ])
    expect(found('contact-over-lines', paragraphs('电话 138', '0013-', '8000'))).toEqual([
      'b0: 电话 138 (电话13800138000)',
    ])
    expect(found('contact-over-lines', paragraphs('加 Q', '群', '778899112'))).toEqual(['b0: 加 Q (加q群778899112)'])
  })

  it('is not a column of figures, a contact in one line, or lines of sixteen characters and more', () => {
    expect(found('contact-over-lines', paragraphs('销量', '138', '0013', '8000'))).toEqual([])
    expect(found('contact-over-lines', paragraphs('电话 13800138000', '谢谢'))).toEqual([])
    const longest = `电话${'。'.repeat(14)}`
    expect(found('contact-over-lines', paragraphs(longest, '13800138000'))).toHaveLength(1)
    expect(found('contact-over-lines', paragraphs(`${longest}。`, '13800138000'))).toEqual([])
  })
})
