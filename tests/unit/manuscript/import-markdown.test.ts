import { describe, expect, it } from 'vitest'
import { noImages } from '@core/manuscript/images'
import { importMarkdown } from '@core/manuscript/import-markdown'
import { draftNode, outline } from './support/outline'
import { processorTime } from '../../support/processor-time'

const imported = (text: string) => importMarkdown(text, noImages)
const lines = (text: string): string[] => outline(draftNode(imported(text)))

describe('Markdown', () => {
  it.each([
    ['headings', '# 一 #\n\n## 二\n三\n===\n四\n---\n#不是', ['h1: 一', 'h2: 二', 'h1: 三', 'h2: 四', 'p: #不是']],
    ['paragraphs: lines join, two blanks break', '一行\n接着\n\n甲  \n乙\\\n丙', ['p: 一行接着', 'p: 甲 / 乙 / 丙']],
    ['rules', '甲\n\n---\n\n***\n乙', ['p: 甲', 'hr()', 'hr()', 'p: 乙']],
    ['quotes', '> 甲\n> 乙\n懒\n\n> > 深', ['quote(p: 甲乙懒)', 'quote(quote(p: 深))']],
    ['code', '```js\nlet a = 1\n\n# 不是标题\n```\n后', ['code: let a = 1\n\n# 不是标题', 'p: 后']],
    [
      'lists',
      '- 甲\n- 乙\n  - 丙\n\n- 丁\n\n3. 一\n4. 二',
      ['ul(li(p: 甲) | li(p: 乙 | ul(li(p: 丙))) | li(p: 丁))', 'ol3(li(p: 一) | li(p: 二))'],
    ],
    ['an item of two paragraphs', '1. 甲\n\n   乙\n2. 丙', ['ol1(li(p: 甲 | p: 乙) | li(p: 丙))']],
    [
      'tables',
      '| 甲 | 乙 |\n| :-- | --: |\n| **1** | a\\|b |\n后',
      ['table(tr(th(p: 甲) | th(p: 乙)) | tr(td(p: <bold>1</>) | td(p: a|b)))', 'p: 后'],
    ],
    ['emphasis', '**粗***斜*~~删~~ ***都***', ['p: <bold>粗</><italic>斜</><strike>删</> <bold italic>都</>']],
    ['no emphasis', 'snake_case_name 5 * 3 * 2 \\*不\\* **没完', ['p: snake_case_name 5 * 3 * 2 *不* **没完']],
    [
      'the title of a picture that stands alone is its caption, and what reads like one behind it',
      '![替代](a.png "厂区外景")\n\n[![](b.png \'链接里\')](https://a.example/)\n\n![](c.png)\n\n图源：网络',
      [
        'p: [img 替代 absent]',
        'caption: 厂区外景',
        'p: [img  absent]',
        'caption: 链接里',
        'p: [img  absent]',
        'caption: 图源：网络',
      ],
    ],
    ['a title in a line of text is none', '看![替代](a.png "提示")吧', ['p: 看[img 替代 absent]吧']],
    ['code in a line', '用 `a * b` 和 ``x`y``', ['p: 用 <code>a * b</> 和 <code>x`y</>']],
    [
      'links',
      '[**粗**链](https://a.example "标题") <https://b.example> <c@d.example>',
      [
        'p: <bold link https://a.example>粗</><link https://a.example>链</> <link https://b.example>https://b.example</> <link mailto:c@d.example>c@d.example</>',
      ],
    ],
    ['links that run', '[点](javascript:alert(1)后', ['p: 点后']],
    ['pictures', '![图](https://a.example/1.png)', ['p: [img 图 absent]']],
    ['breaks as HTML', '甲<br>乙', ['p: 甲 / 乙']],
  ])('%s', (_name, text, expected) => {
    expect(lines(text)).toEqual(expected)
  })

  it('reads title and author of a front matter', () => {
    expect(imported('---\ntitle: "标题"\nauthor: 程野\ndate: 2026-09-01\n---\n正文')).toMatchObject({
      declaredTitle: '标题',
      declaredByline: '程野',
    })
  })

  it('says what it did not convert', () => {
    expect(imported('<div>甲</div> 注[^1] ![图](a.png) [点](vbscript:x)').notes).toEqual([
      { code: 'element-dropped', detail: 'html' },
      { code: 'footnotes-flattened', detail: '' },
      { code: 'image-not-fetched', detail: 'a.png' },
      { code: 'element-dropped', detail: 'link vbscript:x' },
    ])
  })

  it.each([
    ['brackets', '['.repeat(200_000)],
    ['brackets that could close', `${'['.repeat(100_000)})](`],
    ['stars', '*a '.repeat(200_000)],
    ['stars and underscores', '*_'.repeat(200_000)],
    ['ticks', '`a``b```'.repeat(50_000)],
    ['quotes in quotes', '> '.repeat(50_000) + 'x'],
    ['lists in lists', '- '.repeat(50_000) + 'x'],
    ['blank lines after an item', `- a${'\n'.repeat(500_000)}- b`],
    ['a heading of blanks', `# ${' '.repeat(500_000)}x`],
    ['a heading of signs', `# ${'#'.repeat(500_000)}x`],
    ['a divider of dashes', `|\n${'-'.repeat(500_000)}x`],
    ['pipes', `${'|'.repeat(200_000)}\n|-|\n${'|'.repeat(200_000)}`],
    ['tags', '<a '.repeat(200_000)],
  ])('hostile %s cost seconds at most', async (_name, text) => {
    expect((await processorTime(() => draftNode(imported(text)))).spent).toBeLessThan(3_000)
  })
})
