/** What is left of pasted HTML before anything of the page's parses it. */
import { expect, test } from 'vitest'
import { inertHtml } from '@renderer/editor/inert-html'
import { wordClipboard } from '../../support/hostile-documents'
import { hostileHtml } from '../../support/hostile-mail'

test('nothing that fetches, runs or leads away is left of hostile pages, and their text is', () => {
  for (const html of [hostileHtml('http://127.0.0.1:1/x'), wordClipboard('http://127.0.0.1:1/x')]) {
    const inert = inertHtml(html)
    expect(inert).not.toMatch(
      /<(?:script|style|iframe|object|embed|svg|math|base|link|meta|video|audio|track|input|template)\b/i,
    )
    expect(inert).not.toMatch(/<[^>]*\s(?:on\w+|srcset|action|background|poster|ping|src)=/i)
    expect(inert).not.toMatch(/<[^>]*\sstyle="[^"]*url/i)
  }
  expect(inertHtml(hostileHtml('http://127.0.0.1:1/x'))).toContain('正文第一段，里面什么都想做。')
  expect(inertHtml(wordClipboard('http://127.0.0.1:1/x'))).toContain('从 Word 粘贴的一段')
})

test('what a manuscript knows stays as it was', () => {
  const html =
    '<p class="caption" data-pm-slice="0 0 []">甲 &amp; <strong>乙</strong><br><a href="https://a.example/?x=1&amp;y">丙</a></p>' +
    '<table><tbody><tr><td colspan="2" style="font-weight:bold">丁</td></tr></tbody></table>' +
    `<img src="app://blob/${'a'.repeat(64)}" alt="图">`
  expect(inertHtml(html)).toBe(html)
})

test('what is dropped inside of the same ends where it ends', () => {
  expect(inertHtml('<object>一<object>二</object>三</object>四')).toBe('四')
  expect(inertHtml('<p>一<o:p>二</o:p><image src="http://x.example/">三')).toBe('<p>一二<img>三</p>')
})
