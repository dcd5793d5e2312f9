import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { MAX_ARTICLE_FILE_BYTES, MAX_FEED_BYTES, readArticles } from '@core/manuscript'
import { field, timeOf, webAddress } from '@core/manuscript/article/fields'
import {
  MAX_ARTICLE_CHARACTERS,
  MAX_ARTICLE_DEPTH,
  MAX_ARTICLE_TAGS,
  MAX_FEED_ITEMS,
  MAX_FIELD_CHARACTERS,
  MAX_PAGE_LINES,
  MIN_ARTICLE_LETTERS,
} from '@core/manuscript/article/limits'
import { pageContent } from '@core/manuscript/article/page-lines'
import type { ReadArticle } from '@core/manuscript'

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8')
function read(name: string, content: string | Uint8Array): ReadArticle[] {
  const result = readArticles(name, typeof content === 'string' ? bytes(content) : content)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const refusal = (name: string, content: string | Uint8Array): string => {
  const result = readArticles(name, typeof content === 'string' ? bytes(content) : content)
  return result.ok ? 'none' : result.error.code
}

const PARAGRAPHS = Array.from(
  { length: 6 },
  (_, index) => `第${index + 1}段讲的是内容团队怎样核对来源，怎样把数据写清楚，又怎样在发布之前把授权问清楚。`,
)
const P = PARAGRAPHS.map((text) => `<p>${text}</p>`).join('\n')

const PAGE = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>内容团队的第二年 - 鸟哥笔记</title>
<link rel="canonical" href="https://www.niaoge.example/detail/42">
<meta name="author" content="周舟"><meta property="article:published_time" content="2026-09-01T10:00:00+08:00">
<style>p{}</style><script>var a = "这一段脚本里的文字很长很长，不应该被当成文章的内容，对吧？"</script></head><body>
<nav><a href="/">首页</a><a href="/a">运营</a></nav>
<div class="header"><ul><li><a href="/x">热门文章之一：二十个字以上的一个推荐标题在这里</a></li></ul></div>
<div class="main"><h1>内容团队的第二年</h1><div class="article-content">${P}<p>文末还有一句短话。</p>
<div class="recommend"><p>相关推荐：这里是另一篇文章的摘要，写得很长，也有很多逗号，但是不属于这一篇。</p></div></div>
<div class="comment-list"><p>读者评论：这一条评论写得也很长，有逗号，有句号。但它不是文章的一部分，不能算进去。</p></div></div>
<footer>本文为作者独立观点，不代表鸟哥笔记立场，未经允许不得转载。</footer></body></html>`

describe('a saved page', () => {
  it('gives its article and what it says of it, nothing from around it', () => {
    expect(read('42.html', PAGE)).toEqual([
      {
        title: '内容团队的第二年',
        author: '周舟',
        url: 'https://www.niaoge.example/detail/42',
        publishedAt: Date.UTC(2026, 8, 1, 2),
        text: [...PARAGRAPHS, '文末还有一句短话。'].join('\n'),
      },
    ])
  })

  it('of WeChat is read by its own names', () => {
    const page = `<html><head><meta property="og:title" content="公众号里的一篇"></head><body>
      <h1 id="activity-name">公众号里的一篇</h1><a id="js_name">鸟哥笔记</a><em id="publish_time">2026年9月1日 10:30</em>
      <div class="rich_media_content" id="js_content" style="visibility:hidden">
      ${PARAGRAPHS.map((text) => `<section><section><span>${text}</span></section></section>`).join('')}</div></body></html>`
    expect(read('a.html', page)).toMatchObject([
      {
        title: '公众号里的一篇',
        author: '鸟哥笔记',
        publishedAt: Date.UTC(2026, 8, 1, 2, 30),
        text: PARAGRAPHS.join('\n'),
      },
    ])
  })

  it('without a telling name, in GBK, with paragraphs by line breaks, is read as well', () => {
    const page = `<html><head><meta charset="gb2312"><title>一个很老的页面</title></head><body><table><tr><td><a href=1>链接</a></td>
      <td>${PARAGRAPHS.join('<br>')}</td></tr></table></body></html>`
    expect(read('old.htm', iconv.encode(page, 'gbk'))).toMatchObject([
      { title: '一个很老的页面', author: '', publishedAt: null, text: PARAGRAPHS.join('\n') },
    ])
  })
})

describe('a text file', () => {
  it('has its title in the first line and its author in a line of the beginning', () => {
    expect(read('a.txt', `内容团队的第二年\n\n文：志刚@互联网江湖主编\n${PARAGRAPHS.join('\n')}`)).toMatchObject([
      { title: '内容团队的第二年', author: '志刚', url: '' },
    ])
    expect(read('名字.txt', PARAGRAPHS.join('\n'))).toMatchObject([{ title: '名字', text: PARAGRAPHS.join('\n') }])
  })
})

describe('a feed', () => {
  const item = (
    n: number,
  ): string => `<item><title><![CDATA[第${n}篇 & 别的]]></title><link>https://site.example/${n}</link>
    <dc:creator>周舟</dc:creator><pubDate>Tue, 01 Sep 2026 10:00:00 +0800</pubDate><description>摘要</description>
    <content:encoded><![CDATA[${P}]]></content:encoded></item>`
  const rss = (items: string, dtd = ''): string =>
    `<?xml version="1.0" encoding="UTF-8"?>${dtd}<rss version="2.0"><channel><title>站</title>${items}</channel></rss>`

  it('of RSS gives every article whole, with its own facts', () => {
    const found = read('feed.xml', rss(item(1) + item(2)))
    expect(found).toHaveLength(2)
    expect(found[1]).toEqual({
      title: '第2篇 & 别的',
      author: '周舟',
      url: 'https://site.example/2',
      publishedAt: Date.UTC(2026, 8, 1, 2),
      text: PARAGRAPHS.join('\n'),
    })
  })

  it('of Atom is read with escaped and with xhtml content', () => {
    const entry = (
      content: string,
    ): string => `<entry><title>一篇</title><link rel="alternate" href="https://site.example/a"/>
      <link rel="self" href="https://site.example/self"/><author><name>志刚</name><email>a@b.example</email></author>
      <published>2026-09-01T10:00:00+08:00</published>${content}</entry>`
    const escaped = `<content type="html">${P.replaceAll('<', '&lt;')}</content>`
    const xhtml = `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${P}</div></content>`
    const found = read('atom.xml', `<feed xmlns="http://www.w3.org/2005/Atom">${entry(escaped)}${entry(xhtml)}</feed>`)
    for (const each of found) {
      expect(each).toEqual({
        title: '一篇',
        author: '志刚',
        url: 'https://site.example/a',
        publishedAt: Date.UTC(2026, 8, 1, 2),
        text: PARAGRAPHS.join('\n'),
      })
    }
    expect(found).toHaveLength(2)
  })

  it('of JSON is read; other JSON is refused', () => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      items: [{ id: '1', url: 'https://site.example/1', title: '一篇', content_html: P, authors: [{ name: '周舟' }] }],
    }
    expect(read('feed.json', JSON.stringify(feed))).toMatchObject([
      { title: '一篇', author: '周舟', text: PARAGRAPHS.join('\n') },
    ])
    expect(refusal('a.json', '{"a": 1}')).toBe('not-supported')
    expect(refusal('a.json', '{"a": ')).toBe('not-supported')
  })

  it('declares entities in vain: nothing is fetched, nothing expands', () => {
    const dtd = `<!DOCTYPE rss [<!ENTITY xxe SYSTEM "file:///etc/passwd"><!ENTITY a "哈哈哈哈"><!ENTITY b "${'&a;'.repeat(50)}"><!ENTITY c "${'&b;'.repeat(50)}">]>`
    const [found] = read('x.xml', rss(item(1).replace('摘要', '&xxe;&c;').replace('第1篇', '&c;第1篇'), dtd))
    expect(JSON.stringify(found)).not.toMatch(/root:|哈哈/)
    expect(JSON.stringify(found).length).toBeLessThan(2_000)
  })

  it('has so many articles at most', () => {
    const short = `<item><title>短</title><description>${'字'.repeat(MIN_ARTICLE_LETTERS)}</description></item>`
    expect(read('x.xml', rss(short.repeat(MAX_FEED_ITEMS)))).toHaveLength(MAX_FEED_ITEMS)
    expect(read('x.xml', rss(short.repeat(MAX_FEED_ITEMS + 1)))).toHaveLength(MAX_FEED_ITEMS)
  })
})

describe('bounds of an article, at the limit and one beyond', () => {
  const pair = (limit: number): readonly number[] => [limit, limit + 1]

  it('characters of its text and of a field', () => {
    const text = (length: number) => read('a.txt', '字'.repeat(length))[0]?.text.length
    expect(pair(MAX_ARTICLE_CHARACTERS).map(text)).toEqual([MAX_ARTICLE_CHARACTERS, MAX_ARTICLE_CHARACTERS])
    expect(pair(MAX_FIELD_CHARACTERS).map((length) => field('a'.repeat(length)).length)).toEqual([
      MAX_FIELD_CHARACTERS,
      MAX_FIELD_CHARACTERS,
    ])
    const address = (length: number) => webAddress(`https://a.example/${'x'.repeat(length - 18)}`) !== ''
    expect(pair(MAX_FIELD_CHARACTERS).map(address)).toEqual([true, false])
  })

  it('tags and lines of a page', () => {
    // The last of them is the paragraph that is looked for.
    const tags = (count: number) => pageContent(`${'<br>'.repeat(count - 1)}<p>尾</p>`).lines.length
    expect(pair(MAX_ARTICLE_TAGS).map(tags)).toEqual([1, 0])
    const lines = (count: number) => pageContent('a<br>'.repeat(count)).lines.length
    expect(pair(MAX_PAGE_LINES).map(lines)).toEqual([MAX_PAGE_LINES, MAX_PAGE_LINES])
  })
})

describe('what is no article', () => {
  it('is refused by what it is', () => {
    expect(refusal('a.html', Buffer.from([0x89, 0x50, 0, 0, 1, 2]))).toBe('not-supported')
    expect(refusal('a.txt', '字'.repeat(MIN_ARTICLE_LETTERS - 1))).toBe('no-article')
    expect(refusal('a.txt', '字'.repeat(MIN_ARTICLE_LETTERS))).toBe('none')
    expect(refusal('a.html', '<html><body><nav>只有导航</nav></body></html>')).toBe('no-article')
    expect(refusal('a.txt', '')).toBe('no-article')
  })

  it('is a file over the limit', () => {
    expect(refusal('a.txt', Buffer.alloc(MAX_ARTICLE_FILE_BYTES, 'a'))).toBe('none')
    expect(refusal('a.txt', Buffer.alloc(MAX_ARTICLE_FILE_BYTES + 1, 'a'))).toBe('too-large')
  })

  it('is a feed over the limit', () => {
    expect(refusal('a.xml', Buffer.alloc(MAX_FEED_BYTES + 1, '<'))).toBe('too-large')
  })

  it.each([
    [MAX_ARTICLE_DEPTH - 10, 'none'],
    [MAX_ARTICLE_DEPTH + 1, 'no-article'],
  ])('%i elements inside one another: %s', (depth, code) => {
    const page = `<html><body>${'<div>'.repeat(depth)}${P}${'</div>'.repeat(depth)}</body></html>`
    expect(refusal('deep.html', page)).toBe(code)
  })

  it('nothing makes it throw (150 runs; a failure prints its seed)', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<item>',
        '</item>',
        '<rss>',
        '<![CDATA[',
        ']]>',
        '<p>',
        '</div>',
        '<content:encoded>',
        '<title>',
        '<entry>',
        '<!DOCTYPE x [',
        '&#x110000;',
        '<a href="',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(...PARAGRAPHS),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.constantFrom('<rss>', '<html>', '{', ''), (pieces, start) => {
        readArticles('x', bytes(start + pieces.join('')))
      }),
      { numRuns: 150 },
    )
  })
})

describe('fields', () => {
  it.each([
    ['2026-09-01T10:00:00+08:00', Date.UTC(2026, 8, 1, 2)],
    ['2026-09-01 10:00', Date.UTC(2026, 8, 1, 2)],
    ['2026年9月1日', Date.UTC(2026, 7, 31, 16)],
    ['Tue, 01 Sep 2026 02:00:00 GMT', Date.UTC(2026, 8, 1, 2)],
    ['2026', null],
    ['昨天', null],
    ['9999-01-01', null],
    [undefined, null],
  ])('the time %s', (text, at) => expect(timeOf(text)).toBe(at))

  it.each([
    ['https://a.example/1', 'https://a.example/1'],
    ['javascript:alert(1)', ''],
    ['file:///etc/passwd', ''],
    ['/relative', ''],
    ['http://', ''],
  ])('the address %s', (text, url) => expect(webAddress(text)).toBe(url))
})

it("reads the site's own text as it is saved", () => {
  const convention = readFileSync(fileURLToPath(new URL('../../../fixtures/convention.txt', import.meta.url)), 'utf8')
  expect(read('c.txt', convention)[0]?.text.length).toBeGreaterThan(1_000)
})
