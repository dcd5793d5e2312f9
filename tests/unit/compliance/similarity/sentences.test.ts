import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprints, rankSentences, searchSentences, similarity, stripSiteText } from '@core/compliance/similarity'
import { SENTENCE_MAX } from '@core/compliance/similarity/sentences'
import { article, random, textOf } from './articles'

const convention = readFileSync(fileURLToPath(new URL('../../../fixtures/convention.txt', import.meta.url)), 'utf8')
const NOTICES = `很可惜 T 。T 您现在还不是作者身份,不能自主发稿哦~
如有投稿需求,请把文章发送到邮箱tougao@appcpx.com,一经录用会有专人和您联系
咨询如何成为春羽作者请联系:鸟哥笔记小羽毛(ngbjxym)`
const DISCLAIMER = `本文为作者独立观点，不代表鸟哥笔记立场，未经允许不得转载。
《鸟哥笔记版权及免责申明》 如对文章、图片、字体等版权有疑问,请点击 反馈举报
Powered by QINGMOB PTE. LTD. © 2010-2025 上海青墨信息科技有限公司 沪ICP备2021034055号-6
我们致力于提供一个高质量内容的交流平台。为落实国家互联网信息办公室“依法管网、依法办网、依法上网”的要求，为完善跟帖评论自律管理。`

describe("the site's own text", () => {
  it('is no likeness', () => {
    const [one, other] = [textOf(article(random(1), 8)), textOf(article(random(2), 8))]
    const page = (text: string): string => `${NOTICES}\n${text}\n${DISCLAIMER}\n${convention}`
    expect(similarity(page(one), page(other)).score).toBe(similarity(one, other).score)
    expect(fingerprints(page(one)).map(({ hash }) => hash)).toEqual(fingerprints(one).map(({ hash }) => hash))
    expect(fingerprints(`${NOTICES}\n${DISCLAIMER}\n${convention}`)).toEqual([])
  })

  it('is left out of an article, which stays as it is', () => {
    expect(stripSiteText(`${NOTICES}\n第一段。\n\n第二段。\n${DISCLAIMER}\n${convention}`)).toBe('第一段。\n\n第二段。')
    expect(stripSiteText('我们致力于提供一个高质量内容的交流平台，这句话是引用。')).toContain('这句话是引用')
  })

  it('passages stand where they stood', () => {
    const shared = textOf(article(random(3), 4)).trim()
    const { passages } = similarity(`${NOTICES}\n${shared}`, shared)
    expect(passages).toHaveLength(1)
    expect(passages[0]?.aStart).toBe(NOTICES.length + 1)
  })
})

describe('sentences to search', () => {
  const ANYWHERE = (): number => 0

  it('are whole clauses of the text, of a length that engines take, without title and site text', () => {
    const text = `一个标题写在这里而且长到可以当作一句话来搜\n${NOTICES}\n${textOf(article(random(5), 30))}\n${DISCLAIMER}`
    const found = searchSentences(text)
    expect(found.length).toBeGreaterThan(20)
    for (const { text: words, start } of found) {
      expect(text.slice(start)).toContain(words)
      expect(words).not.toMatch(/写在这里|鸟哥|作者身份|QINGMOB|\n/u)
      expect(words.length).toBeLessThanOrEqual(SENTENCE_MAX + 20)
    }
  })

  it('the rarest comes first, then the longest', () => {
    const sentences = [
      { text: '大家都这么说的一句话没有什么特别', start: 0, hashes: [1] },
      { text: '只有这一篇才有的一句话写得很特别', start: 30, hashes: [2] },
      { text: '只有这一篇才有的一句话写得很特别也更长', start: 60, hashes: [3] },
      { text: '没有指纹落在里面的那一句话排在后面', start: 90, hashes: [] },
    ]
    const common = (hash: number): number => (hash === 1 ? 40 : 0)
    expect(rankSentences(sentences, common).map(({ start }) => start)).toEqual([60, 30, 90, 0])
  })

  it('of nothing are none, and nothing makes it throw', () => {
    expect(searchSentences('')).toEqual([])
    expect(searchSentences('标题\n短。')).toEqual([])
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        for (const { hashes } of rankSentences(searchSentences(text), ANYWHERE)) expect(hashes).toBeDefined()
      }),
    )
  })

  it('a long sentence falls apart at its pauses', () => {
    const long =
      '开头\n这一小段正好有十二个字啊，然后是另外的十五个字在这里等着你，最后再来一段收尾的话也是十几个字，还有一点。'
    const found = searchSentences(long)
    expect(found.length).toBeGreaterThan(0)
    for (const { text: words } of found) expect(words.length).toBeLessThanOrEqual(SENTENCE_MAX)
  })
})
