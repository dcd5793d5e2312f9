import { describe, expect, it } from 'vitest'
import type { Draft } from '@core/manuscript/draft'
import { noImages } from '@core/manuscript/images'
import { importHtml } from '@core/manuscript/import-html'
import { draftNode, outline } from './support/outline'

function imported(html: string): Draft {
  const draft = importHtml(html, { images: noImages })
  if (!draft.ok) throw new Error(draft.error.code)
  return draft.value
}

const lines = (html: string): string[] => outline(draftNode(imported(html)))

describe('what mail programs write', () => {
  it('QQ: divs, centred spans, empty lines of br', () => {
    const html =
      '<div style="font-size:20px;text-align:center"><b>标题在这里</b></div><div><br></div><div><includetail><div style="font:Verdana normal 14px;color:#000;"><div style="position:relative;"><div>第一段，<span style="font-weight:bold">重点</span>在此。</div><div><br></div><div>第二段。</div><div><!--emptysign--></div></div></div></includetail></div>'
    expect(lines(html)).toEqual(['p: <bold>标题在这里</>', 'p: 第一段，<bold>重点</>在此。', 'p: 第二段。'])
  })

  it('Foxmail: a span in every div, indents of nbsp, a rule before the signature', () => {
    const html =
      '<html><head><style>body{line-height:1.5}</style></head><body>\n<div><span></span>&nbsp;&nbsp;&nbsp;&nbsp;编辑好：</div>\n<div>　　正文从这里开始。</div><div><br></div>\n<hr style="width: 210px; height: 1px;" color="#b5c4df" size="1" align="left">\n<div><span><div style="MARGIN: 10px">署名</div></span></div>\n</body></html>'
    expect(lines(html)).toEqual(['p: 编辑好：', 'p: 正文从这里开始。', 'hr()', 'p: 署名'])
  })

  it('163: one div, lines parted by br', () => {
    const html =
      '<div style="line-height:1.7;color:#000000;font-size:14px;font-family:Arial">第一行<br>第二行<br/><br/>&nbsp;<br>第三行</div>'
    expect(lines(html)).toEqual(['p: 第一行', 'p: 第二行', 'p: 第三行'])
  })

  it('WeChat: sections in sections, pictures behind data-src, hidden until a script runs', () => {
    const html =
      '<div id="js_content" style="visibility: hidden; opacity: 0;"><section><section style="font-size:0"><section style="font-size:16px"><p><span leaf="">公众号里的<strong>一段话</strong></span></p></section></section><p><img data-src="https://mmbiz.example/1.png" alt="图一" src="data:image/gif;base64,"></p></section></div>'
    expect(lines(html)).toEqual(['p: 公众号里的<bold>一段话</>', 'p: [img 图一 absent]'])
    expect(imported(html).notes).toEqual([{ code: 'image-not-fetched', detail: 'https://mmbiz.example/1.png' }])
  })

  it('Word in Outlook: conditional comments, o:p, MsoNormal', () => {
    const html =
      '<!--[if gte mso 9]><xml><o:x/></xml><![endif]--><p class="MsoNormal"><span lang="EN-US">AI</span><span>时代<o:p></o:p></span></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class=MsoNormal style=\'mso-hide:all;display:none\'>隐藏</p><p>可见</p>'
    expect(lines(html)).toEqual(['p: AI时代', 'p: 可见'])
    expect(imported(html).notes).toEqual([{ code: 'element-dropped', detail: 'hidden' }])
  })

  it('Google Docs: a bold wrapper that is not bold', () => {
    expect(
      lines('<b style="font-weight:normal;"><p><span style="font-weight:700">粗</span><span>细</span></p></b>'),
    ).toEqual(['p: <bold>粗</>细'])
  })

  it('a paragraph glued together with many breaks is several; with few it keeps them', () => {
    expect(lines('<p>一<br>二<br>三<br>四<br>五</p>')).toEqual(['p: 一', 'p: 二', 'p: 三', 'p: 四', 'p: 五'])
    expect(lines('<p>床前明月光<br>疑是地上霜</p>')).toEqual(['p: 床前明月光 / 疑是地上霜'])
    expect(lines('<p>上<br><br>下</p>')).toEqual(['p: 上', 'p: 下'])
  })
})

describe('white space', () => {
  it.each([
    ['wrapped between Han: nothing', '<p>一行写到\n  这里换行</p>', 'p: 一行写到这里换行'],
    ['wrapped after full-width punctuation: nothing', '<p>使用，\nAI 工具</p>', 'p: 使用，AI 工具'],
    ['wrapped between words: a space', '<p>large\nmodel</p>', 'p: large model'],
    ['wrapped after an English quotation: a space', '<p>a “word”\nnext</p>', 'p: a “word” next'],
    ['a space the author typed stays', '<p>张 三</p>', 'p: 张 三'],
    ['nbsp is a space, and goes at the edges', '<p>&nbsp;&nbsp;甲&nbsp;乙&nbsp;</p>', 'p: 甲 乙'],
    ['full-width indent goes, inside it stays', '<p>　　甲　乙　</p>', 'p: 甲　乙'],
    [
      'zero-width at the edges goes, inside it stays (the check must see it)',
      '<p>\u200B微\u200B信\uFEFF</p>',
      'p: 微\u200B信',
    ],
    ['across marks', '<p><b>粗 </b> 细</p>', 'p: <bold>粗 </>细'],
    ['characters with a meaning of their own in plain text', '<p>甲\u2028乙\uFFFC丙\u0000</p>', 'p: 甲乙丙'],
    ['half a surrogate pair', '<p>甲&#xD83D;乙</p>', 'p: 甲\uFFFD乙'],
  ])('%s', (_name, html, expected) => {
    expect(lines(html)).toEqual([expected])
  })

  it('a surrogate pair cut between two writes of the parser stays whole', () => {
    const html = `<p>${'甲'.repeat(64 * 1024 - 4)}😀</p>`
    expect(draftNode(imported(html)).textContent.endsWith('甲😀')).toBe(true)
  })
})

describe('structure', () => {
  it('lists, nested and untidy', () => {
    expect(lines('<ul><li>一<ul><li>二</li></ul></li><li><h3>三</h3></li><p>四</p></ul>')).toEqual([
      'ul(li(p: 一 | ul(li(p: 二))) | li(p: 三) | li(p: 四))',
    ])
    expect(lines('<ol start="3"><li>甲<li>乙</ol><li>丙</li>')).toEqual(['ol3(li(p: 甲) | li(p: 乙))', 'p: 丙'])
    expect(lines('<ul></ul><ul><li></li></ul><p>空的不见</p>')).toEqual(['p: 空的不见'])
  })

  it('quotes', () => {
    expect(lines('<blockquote>话<p>又一句</p></blockquote><blockquote><br></blockquote>')).toEqual([
      'quote(p: 话 | p: 又一句)',
    ])
  })

  it('tables of data stay, tables of layout do not', () => {
    expect(
      lines(
        '<table><caption>表一</caption><thead><tr><th>甲</th><th>乙</th></tr></thead><tr><td colspan="2">丙</td></tr></table>',
      ),
    ).toEqual(['p: 表一', 'table(tr(th(p: 甲) | th(p: 乙)) | tr(td(p: 丙)))'])
    expect(lines('<table><tr><td><p>一</p><p>二</p></td></tr></table>')).toEqual(['p: 一', 'p: 二'])
    expect(lines('<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>边栏</td></tr></table>')).toEqual(
      ['table(tr(td(p: a) | td(p: b)))', 'p: 边栏'],
    )
  })

  it('code and typewritten letters', () => {
    expect(lines('<pre><code>if (a) {\n  b()\n}</code></pre>')).toEqual(['code: if (a) {\n  b()\n}'])
    expect(lines('<pre>第一行\n第二行</pre>')).toEqual(['p: 第一行', 'p: 第二行'])
    expect(lines('<p>用 <code>npm <b>ci</b></code> 安装</p>')).toEqual(['p: 用 <code>npm ci</> 安装'])
  })

  it('marks and links', () => {
    expect(
      lines(
        '<p><a href="https://a.example/?x=1&amp;y=2">链<b>接</b></a><i>斜</i><u>下</u><del>删</del><span style="text-decoration: underline line-through">双</span></p>',
      ),
    ).toEqual([
      'p: <link https://a.example/?x=1&y=2>链</><bold link https://a.example/?x=1&y=2>接</><italic>斜</><underline>下</><strike>删</><underline strike>双</>',
    ])
  })

  it('addresses that are no addresses keep their words and lose their power', () => {
    const html =
      '<p><a href="java\tscript:alert(1)">甲</a><a href="data:text/html,x">乙</a><a href="#top">丙</a><a href="file:///etc/passwd">丁</a></p>'
    expect(lines(html)).toEqual(['p: 甲乙丙丁'])
    expect(imported(html).notes).toHaveLength(3)
  })
})

describe('what is dropped', () => {
  it.each(['script', 'style', 'iframe', 'object', 'svg', 'math', 'textarea', 'select', 'template', 'video'])(
    '%s, with all in it',
    (name) => {
      expect(lines(`<p>前</p><${name}>秘密</${name}><p>后</p>`)).toEqual(['p: 前', 'p: 后'])
    },
  )

  it('an unclosed drawing does not swallow the article', () => {
    expect(lines('<p>前</p><svg><path d="x"><p>后</p>')).toEqual(['p: 前', 'p: 后'])
  })

  it('a tracking pixel leaves a note, no picture', () => {
    const draft = imported('<p>文</p><img src="https://t.example/o.gif" width="1" height="1">')
    expect(outline(draftNode(draft))).toEqual(['p: 文'])
    expect(draft.notes).toEqual([{ code: 'image-not-fetched', detail: 'https://t.example/o.gif' }])
  })
})

describe('captions', () => {
  const img = '<img src="a.png" alt="替代文字">'
  it.each([
    [
      'figcaption',
      `<figure>${img}<figcaption>厂区<b>外景</b></figcaption></figure><p>后</p>`,
      ['caption: 厂区<bold>外景</>', 'p: 后'],
    ],
    [
      'in paragraphs and lines',
      `<figure>${img}<figcaption><p>甲<br>乙</p><p>丙</p></figcaption></figure>后`,
      ['caption: 甲 / 乙', 'caption: 丙', 'p: 后'],
    ],
    [
      'a link in it',
      `<figure>${img}<figcaption><a href="https://a.example/">图源</a></figcaption></figure>`,
      ['caption: <link https://a.example/>图源</>'],
    ],
    [
      'by how it begins',
      `<p>${img}</p><p>图 1：增长</p><p>图 2 不在图后</p>`,
      ['caption: 图 1：增长', 'p: 图 2 不在图后'],
    ],
    ['in a quote', `<blockquote><p>${img}</p><p>▲ 外景</p></blockquote>`, []],
    [
      'alternative text and titles are none',
      `<p><img src="a.png" alt="替代文字" title="指上去才显示"></p><p>后</p>`,
      ['p: 后'],
    ],
  ])('%s', (_name, html, rest) => {
    const [picture, ...after] = lines(html)
    if (rest.length === 0) expect(picture).toBe('quote(p: [img 替代文字 absent] | caption: ▲ 外景)')
    else expect([picture, ...after]).toEqual(['p: [img 替代文字 absent]', ...rest])
  })

  it('of a figure without a picture, or before it, are captions too; the title stands in for a missing alternative text', () => {
    expect(
      lines('<figure><figcaption>表 1</figcaption><table><tr><td>甲</td><td>乙</td></tr></table></figure>'),
    ).toEqual(['caption: 表 1', 'table(tr(td(p: 甲) | td(p: 乙)))'])
    expect(lines('<img src="a.png" title="题">')).toEqual(['p: [img 题 absent]'])
  })
})
