/** What mails say beside the link of a share, as the clients and people write it. */
import { describe, expect, test } from 'vitest'
import type { MailLink } from '@shared/domain/mail'
import { collectLinks } from '@core/mail/collect-links'
import { findExpiries, MAX_EXPIRY_MENTIONS, MAX_EXPIRY_TEXT } from '@core/mail/expiry-dates'
import { MAX_SHARES } from '@core/mail/share-notes'
import { readCorpusMail } from './corpus'
import { parsed } from './raw-mail'

/** Tuesday, 1 September 2026, 16:20 in China. */
const SENT = Date.UTC(2026, 8, 1, 8, 20)
const DAY = 24 * 60 * 60 * 1000
const QQ = 'http://mail.qq.com/cgi-bin/ftnExs_download?k=1&code=a'
const NETEASE = 'https://mail.163.com/large-attachment-download/index.html?p=X&file=abc'
const BAIDU = 'https://pan.baidu.com/s/1abcDEF'

/** A time in China as UTC milliseconds. */
const china = (year: number, month: number, day: number, hour = 23, minute = 59, second = 59, ms = 999): number =>
  Date.UTC(year, month - 1, day, hour - 8, minute, second, ms)
const text = (value: string): MailLink[] => collectLinks(null, value, 50, SENT).filter((link) => link.expiring)
const page = (value: string): MailLink[] => collectLinks(value, '', 50, SENT).filter((link) => link.expiring)

describe('the end of a share, as it is written', () => {
  test.each<[string, number]>([
    [`${BAIDU} 有效期至2026年9月8日`, china(2026, 9, 8)],
    [`${BAIDU}\n有效期至：2026年09月08日 18:30`, china(2026, 9, 8, 18, 30, 0, 0)],
    [`${BAIDU}（2026-09-08 23:59 到期）`, china(2026, 9, 8, 23, 59, 0, 0)],
    [`${BAIDU} 过期时间：2026-09-08 23:59:59`, china(2026, 9, 8, 23, 59, 59, 0)],
    [`${BAIDU} 失效时间: 2026/9/8`, china(2026, 9, 8)],
    [`文件将于2026年9月8日过期，请尽快下载 ${BAIDU}`, china(2026, 9, 8)],
    [`下载链接 ${BAIDU} ，文件将于 9月8日 自动失效`, china(2026, 9, 8)],
    [`${BAIDU} 请在2026年9月8日前下载`, china(2026, 9, 8)],
    [`${BAIDU} 提取码: a1b2，7天后过期`, SENT + 7 * DAY],
    [`${BAIDU} 有效期：30天`, SENT + 30 * DAY],
    [`${BAIDU} 有效期为7天`, SENT + 7 * DAY],
    [`${BAIDU} 链接七天内有效`, SENT + 7 * DAY],
    [`${BAIDU} 十五天后失效`, SENT + 15 * DAY],
    [`${BAIDU} 24小时内有效，请尽快`, SENT + DAY],
    [`${BAIDU} 剩余有效期：29天`, SENT + 29 * DAY],
    [`${BAIDU} 保存期限 3 天`, SENT + 3 * DAY],
    [`${BAIDU} expires on September 8, 2026`, china(2026, 9, 8)],
    [`${BAIDU} (expires 8 Sep 2026, 11:59 pm)`, china(2026, 9, 8, 23, 59, 0, 0)],
    [`${BAIDU} Valid until 2026-09-08 12:00`, china(2026, 9, 8, 12, 0, 0, 0)],
    [`This link expires in 7 days: ${BAIDU}`, SENT + 7 * DAY],
    [`${BAIDU} valid for 2 weeks`, SENT + 14 * DAY],
  ])('%s', (value, expected) => {
    expect(text(value)).toMatchObject([{ url: BAIDU, expiresAt: expected }])
  })

  test('a day without a year is the next one after the mail', () => {
    expect(text(`${BAIDU} 1月5日到期`)).toMatchObject([{ expiresAt: china(2027, 1, 5) }])
  })

  test.each([
    `${BAIDU} 提取码 1234`,
    `${BAIDU} 永久有效`,
    `${BAIDU}\n活动将于2026年9月8日举行，9月15日结束`,
    `${BAIDU} 我7天前写的，3天内改完`,
    `2026年9月8日\n${BAIDU}`,
    `${BAIDU} 合同有效期的写法，见2026年第9期`,
    `${BAIDU} 有效期至2026年13月8日`,
    `${BAIDU} 有效期至2026年2月30日`,
  ])('never assumed: %s', (value) => {
    expect(text(value)).toMatchObject([{ url: BAIDU, expiresAt: null }])
  })

  test('a span counts from nothing when the mail has no date', () => {
    expect(collectLinks(null, `${BAIDU} 7天后过期`, 5, null)).toMatchObject([{ expiresAt: null }])
    expect(collectLinks(null, `${BAIDU} 有效期至2026-09-08`, 5, null)).toMatchObject([{ expiresAt: china(2026, 9, 8) }])
  })
})

describe('the cards that clients write', () => {
  test('QQ, as text: the note stands before the address', () => {
    const value = `稿件见附件\n\n从QQ邮箱发来的超大附件\n\n品牌出海.zip (120.5M, 2026年10月1日 15:30 到期)进入下载页面：${QQ}\n\n配图 原图.rar (1.13G, 2026年10月2日 15:31 到期)进入下载页面：${QQ}2\n`
    expect(text(value)).toEqual([
      { url: QQ, expiring: true, expiresAt: china(2026, 10, 1, 15, 30, 0, 0), name: '品牌出海.zip', size: 126_353_408 },
      {
        url: `${QQ}2`,
        expiring: true,
        expiresAt: china(2026, 10, 2, 15, 31, 0, 0),
        name: '配图 原图.rar',
        size: Math.round(1.13 * 1024 ** 3),
      },
    ])
  })

  test('QQ, as a page: the name is a link, and so is 下载', () => {
    const url = QQ.replaceAll('&', '&amp;')
    const card = (name: string, end: string, id: string): string =>
      `<div><a href="${url}${id}">${name}</a> <span>(12.3M, ${end} 到期)</span><br><a href="${url}${id}">进入下载页面</a></div>`
    expect(
      page(
        `<div>从QQ邮箱发来的超大附件</div>${card('一.docx', '2026年9月30日 09:26', '1')}${card('二.docx', '2026年9月29日 09:26', '2')}`,
      ),
    ).toMatchObject([
      { name: '一.docx', size: 12_897_485, expiresAt: china(2026, 9, 30, 9, 26, 0, 0) },
      { name: '二.docx', size: 12_897_485, expiresAt: china(2026, 9, 29, 9, 26, 0, 0) },
    ])
  })

  test('Netease: all of it inside the link; others beside it say nothing', async () => {
    const { message } = await parsed(readCorpusMail('08-expiring-attachment-link.eml'))
    expect(message.links).toMatchObject([
      { expiring: true, name: '品牌出海.docx', size: 40_055_603, expiresAt: china(2026, 10, 1) },
      { expiring: true, name: null, size: null, expiresAt: null },
      { expiring: true, name: null, size: null, expiresAt: null },
    ])
  })

  test('a network disk: name above, end below', () => {
    expect(
      text(`通过网盘分享的文件：第二曲线终稿.docx\n链接: ${BAIDU}?pwd=1234\n提取码: 1234\n有效期: 7天`),
    ).toMatchObject([{ name: '第二曲线终稿.docx', expiresAt: SENT + 7 * DAY }])
  })

  test('two links with their notes behind them, and a sentence about all', () => {
    expect(text(`${BAIDU} 有效期至9月5日\n${NETEASE} 有效期至9月6日`)).toMatchObject([
      { expiresAt: china(2026, 9, 5) },
      { expiresAt: china(2026, 9, 6) },
    ])
    expect(text(`${BAIDU}\n${NETEASE}\n以上链接均7天后失效`)).toMatchObject([
      { expiresAt: SENT + 7 * DAY },
      { expiresAt: SENT + 7 * DAY },
    ])
  })

  test('a name that is hostile is made harmless', () => {
    expect(text(`文件名：稿件\u202Excod.exe.zip (2M) ${BAIDU}`)[0]?.name).toBe('稿件xcod.exe.zip')
  })

  test('an end far away belongs to something else', () => {
    expect(text(`${BAIDU}\n${'正文一句话。\n'.repeat(60)}优惠券2026年9月8日到期`)).toMatchObject([{ expiresAt: null }])
  })

  test('what is no share has no note', () => {
    expect(collectLinks(null, 'https://a.example/x.zip 有效期至2026-09-08', 5, SENT)).toEqual([
      { url: 'https://a.example/x.zip', expiring: false, expiresAt: null, name: null, size: null },
    ])
  })
})

describe('limits', () => {
  const mention = '2026-09-08到期 '
  test(`${MAX_EXPIRY_MENTIONS} mentions, and not one more`, () => {
    expect(findExpiries(mention.repeat(MAX_EXPIRY_MENTIONS), SENT)).toHaveLength(MAX_EXPIRY_MENTIONS)
    expect(findExpiries(mention.repeat(MAX_EXPIRY_MENTIONS + 1), SENT)).toHaveLength(MAX_EXPIRY_MENTIONS)
  })
  test(`notes of ${MAX_SHARES} shares, and not of one more`, () => {
    const many = Array.from({ length: MAX_SHARES + 1 }, (_, i) => `${BAIDU}${i} 2026-09-08到期`).join('\n')
    const links = collectLinks(null, many, MAX_SHARES + 1, SENT)
    expect(links.filter((link) => link.expiresAt !== null)).toHaveLength(MAX_SHARES)
    expect(links.at(-1)).toMatchObject({ expiring: true, expiresAt: null })
  })
  test(`the first ${MAX_EXPIRY_TEXT} characters, and not one more`, () => {
    const ending = (length: number): string => '有效期至2026-09-08'.padStart(length)
    expect(findExpiries(ending(MAX_EXPIRY_TEXT), SENT)).toMatchObject([{ at: china(2026, 9, 8) }])
    // One character past the limit the day is cut: what is left is no date.
    expect(findExpiries(ending(MAX_EXPIRY_TEXT + 2), SENT)).toEqual([])
  })
})
