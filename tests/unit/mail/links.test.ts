import { describe, expect, test } from 'vitest'
import { expiringShareOf } from '@core/mail'
import { collectLinks, MAX_URL_LENGTH } from '@core/mail/collect-links'
import { SHARE_RULES } from '@core/mail/expiring-links'
import { processorTime } from '../../support/processor-time'

const urls = (html: string | null, text = '', limit = 100): string[] =>
  collectLinks(html, text, limit, null).map((link) => link.url)

describe('expiring shares', () => {
  test.each(SHARE_RULES)('$host$path', ({ host, path, service }) => {
    expect(expiringShareOf(`https://${host}${path}abc?x=1`)).toBe(service)
    expect(expiringShareOf(`http://${host.toUpperCase()}${path}abc`)).toBe(service)
    expect(expiringShareOf(`https://not${host}${path}abc`)).toBeNull()
    expect(expiringShareOf(`https://${host}.evil.example${path}abc`)).toBeNull()
  })
  test.each(['https://mail.qq.com/', 'https://mail.163.com/js6/main.jsp', 'ftp://pan.baidu.com/s/1', 'no url', ''])(
    '%s is none',
    (url) => {
      expect(expiringShareOf(url)).toBeNull()
    },
  )
  test('the path as QQ writes it', () => {
    expect(expiringShareOf('http://mail.qq.com/cgi-bin/ftnExs_download?k=1&t=exs_ftn_download')).toBe(
      'qq-large-attachment',
    )
  })
})

describe('links of a mail', () => {
  test('from hrefs and text, each once and in order', () => {
    const html =
      '<a href="https://b.example/2">x</a> https://a.example/1?x=1&amp;y=2 <a href="https://b.example/2">again</a>'
    expect(urls(html, 'https://c.example/3 https://b.example/2')).toEqual([
      'https://b.example/2',
      'https://a.example/1?x=1&y=2',
      'https://c.example/3',
    ])
  })
  test('Chinese writing around an address ends it', () => {
    expect(
      urls(null, '链接：https://pan.baidu.com/s/1abc提取码1234，或https://a.example/x。谢谢（https://b.example/y）'),
    ).toEqual(['https://pan.baidu.com/s/1abc', 'https://a.example/x', 'https://b.example/y'])
  })
  test('an address without its scheme', () => {
    expect(collectLinks(null, '网盘pan.baidu.com/s/1abc 密码', 9, null)).toMatchObject([
      { url: 'https://pan.baidu.com/s/1abc', expiring: true },
    ])
    expect(urls(null, '见 草稿.docx、v1.2/3、a@b.com/c')).toEqual([])
  })
  test('only http and https', () => {
    expect(
      urls(
        '<a href="javascript:alert(1)">x</a><a href="data:x,y">y</a><a href="file:///etc/passwd">z</a><a>w</a>',
        'ftp://a.example/x',
      ),
    ).toEqual([])
  })
  test('punctuation at the end is the sentence’s', () => {
    expect(urls(null, 'see https://a.example/x. (https://b.example/y) https://c.example/z?q=1!')).toEqual([
      'https://a.example/x',
      'https://b.example/y',
      'https://c.example/z?q=1',
    ])
  })
  test(`addresses of ${MAX_URL_LENGTH} characters, and not one more`, () => {
    const at = `https://a.example/${'x'.repeat(MAX_URL_LENGTH - 18)}`
    expect(urls(`<a href="${at}">`, '')).toEqual([at])
    expect(urls(null, at)).toEqual([at])
    expect(urls(`<a href="${at}x">`, `${at}x`)).toEqual([])
  })
  test('a long run without an end stays quick', async () => {
    const { spent } = await processorTime(() => {
      urls(null, 'a-'.repeat(200_000))
      urls(null, 'a.'.repeat(200_000))
      urls(null, 'http://'.repeat(100_000))
      urls(null, `https://a.example/${'.'.repeat(500_000)}x`)
    })
    expect(spent).toBeLessThan(2000)
  })
})
