import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { htmlFragment, htmlPage } from '@core/manuscript/export-html/export-html'
import { importHtml } from '@core/manuscript/import-html'
import { finishManuscript } from '@core/manuscript/finish'
import { noImages } from '@core/manuscript/images'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { plainText } from '@shared/manuscript/text'
import { manuscript, PNG } from './support'

/** Tags and attributes in the order they stand. */
function elementsOf(html: string): { name: string; attributes: Record<string, string> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = []
  const parser = new Parser({ onopentag: (name, attributes) => void found.push({ name, attributes }) })
  parser.end(html)
  return found
}

const ofName = (html: string, name: string) => elementsOf(html).filter((each) => each.name === name)

describe('a page', () => {
  const page = htmlPage(manuscript)

  it('holds the title once, escaped, and everything in it', () => {
    expect(page).toContain('<h1>内容团队的 &lt;第二年&gt;</h1>')
    expect(page).toContain('<p class="byline">文：周舟@内容团队</p>')
    expect(page).toContain('<strong>加粗</strong>')
    expect(page).toContain('<strong><em>又斜</em></strong>')
    expect(page).toContain('第二行 *不是强调* &amp; &lt;b&gt;')
    expect(page).toContain('<code>a`b</code>')
    expect(page).toContain('<h2>一、小标题</h2>')
    expect(page).toContain('<ol start="3"><li>丙</li></ol>')
    expect(page).toContain('<th colspan="2">数|据</th>')
    expect(page).toContain('<p>本文为作者独立观点，不代表鸟哥笔记立场。</p>')
  })

  it('shows the current text: insertions in, deletions out', () => {
    expect(page).toContain('结尾加上的。')
    expect(page).not.toContain('删去的')
  })

  it('makes a figure of a picture that stands alone, with its caption, and says the words of one that was not kept', () => {
    expect(page).toContain(
      `<figure><img src="data:image/png;base64,${PNG.toString('base64')}" alt="增长曲线"><figcaption>图 1：增长</figcaption></figure>`,
    )
    expect(page).toContain('文中[没有存下的图]继续')
  })

  it('numbers footnotes by the order of their references, there and back; those that nothing refers to come last', () => {
    expect(page).toContain('<a href="#note-1" id="ref-1">[1]</a>')
    expect(page).toMatch(
      /id="note-1">\[1\] 脚注二 .*\n<p id="note-2">\[2\] 脚注一 .*\n<p id="note-3">\[3\] 没人提到的<\/p>/,
    )
  })

  it('links to the web alone, and runs and fetches nothing', () => {
    expect(ofName(page, 'a').map(({ attributes }) => attributes['href'])).toEqual([
      '#note-1',
      'https://example.com/a?b=1&c="2"',
      'https://example.com/d',
      '#note-2',
      '#ref-1',
      '#ref-2',
    ])
    expect(ofName(page, 'img').every(({ attributes }) => attributes['src']?.startsWith('data:image/'))).toBe(true)
    expect(ofName(page, 'script')).toEqual([])
    expect(page).not.toContain('javascript:')
    expect(page).toContain("default-src 'none'; img-src data:; style-src 'unsafe-inline'")
  })

  it('is read back as the same text', () => {
    const draft = importHtml(htmlFragment(manuscript, 'clean'), { images: noImages })
    if (!draft.ok) throw new Error(JSON.stringify(draft.error))
    const finished = finishManuscript(draft.value, { subjectTitle: '题', letter: false })
    if (!finished.ok) throw new Error(JSON.stringify(finished.error))
    const text = plainText(manuscriptSchema.nodeFromJSON(finished.value.document))
    for (const words of ['引文', '甲', '乙', '丙', 'let a = `<1>`', '渠道', '数|据', '公众号', '结尾加上的。']) {
      expect(text).toContain(words)
    }
  })
})

describe('for 公众号', () => {
  const html = htmlFragment(manuscript, 'wechat')

  it('every block carries its own style, since the editor keeps nothing else', () => {
    const blocks = elementsOf(html).filter(({ name }) =>
      ['p', 'h2', 'blockquote', 'ul', 'ol', 'li', 'table', 'td', 'th', 'pre', 'hr', 'img'].includes(name),
    )
    expect(blocks.length).toBeGreaterThan(20)
    expect(blocks.filter(({ attributes }) => (attributes['style'] ?? '') === '')).toEqual([])
  })

  it('names addresses at the end instead of linking, and points nowhere', () => {
    expect(ofName(html, 'a')).toEqual([])
    expect(elementsOf(html).some(({ attributes }) => 'id' in attributes)).toBe(false)
    expect(html).toContain('[链接1] https://example.com/a?b=1&amp;c=&quot;2&quot;')
    expect(html).toContain('[链接2] https://example.com/d')
  })

  it('has pictures, byline, biography and closing lines in it, and no title', () => {
    expect(ofName(html, 'img')).toHaveLength(1)
    for (const words of ['文：周舟@内容团队', '作者简介：周舟，写作十年。', '本文为作者独立观点'])
      expect(html).toContain(words)
    expect(html).not.toContain('第二年')
  })
})
