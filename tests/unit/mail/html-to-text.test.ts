import { describe, expect, test } from 'vitest'
import { htmlToText } from '@core/mail'
import { MAX_ATTRIBUTES, scanHtml } from '@core/mail/html-events'
import { processorTime } from '../../support/processor-time'

describe('what a reader sees', () => {
  test.each([
    ['<div>一</div><div>二<br>三</div>', '一\n二\n三'],
    ['<p>一</p><p>二</p>', '一\n\n二'],
    ['一<br><br>二', '一\n\n二'],
    ['<h1>题</h1>\n  <p> a  b\n c </p>', '题\n\na b c'],
    ['<p>a<b>b</b> <i>c</i></p>', 'ab c'],
    ['<pre>a\n  b</pre>', 'a\n  b'],
    ['<table><tr><td>一</td><td>二</td></tr><tr><td>三</td></tr></table>', '一 二\n三'],
    ['<ul><li>一<li>二</ul>', '一\n二'],
    ['a&nbsp;&lt;b&gt; &amp; &#x6295;&#31295;', 'a <b> & 投稿'],
    ['<head><title>t</title><style>p{}</style></head><script>x("</p>")</script>正文<!-- no -->', '正文'],
    ['<noscript>看得见</noscript><iframe>no</iframe><textarea>写的</textarea>', '看得见写的'],
    ['<P>A<BR/>B', 'A\nB'],
    ['unclosed <b', 'unclosed'],
  ])('%s', (html, text) => {
    expect(htmlToText(html)).toBe(text)
  })
})

describe('hostile pages stay quick (sentence 11: never over 200 ms for what a mail really holds)', () => {
  const wide = `<table><tr>${'<td>x</td>'.repeat(200_000)}</tr></table>`
  test.each([
    ['a wide table of 2 MB', wide],
    ['nested divs', `${'<div>'.repeat(100_000)}正文${'</div>'.repeat(100_000)}`],
    ['closing tags that match nothing', `${'<b>'.repeat(100_000)}${'</i>'.repeat(100_000)}正文`],
    ['unclosed brackets', '<a '.repeat(200_000)],
    ['one endless attribute', `<p title="${'a'.repeat(2_000_000)}">正文</p>`],
    ['entities', '&amp;'.repeat(300_000)],
    ['entities in an attribute', `<p title="${'&amp;'.repeat(300_000)}">`],
    ['comments', '<!--'.repeat(300_000)],
  ])('%s', async (_, html) => {
    // Ten times the sentence's bound: machines differ, and a quadratic page takes minutes.
    expect((await processorTime(() => htmlToText(html))).spent).toBeLessThan(2000)
  })
})

test(`${MAX_ATTRIBUTES} attributes are kept, and not one more`, () => {
  const countOf = (given: number): number => {
    let count = 0
    scanHtml(`<p ${Array.from({ length: given }, (_, i) => `a${i}=1`).join(' ')}>`, {
      open: (_, attributes) => void (count = attributes.size),
    })
    return count
  }
  expect(countOf(MAX_ATTRIBUTES)).toBe(MAX_ATTRIBUTES)
  expect(countOf(MAX_ATTRIBUTES + 1)).toBe(MAX_ATTRIBUTES)
})
