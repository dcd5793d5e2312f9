import { daysBetween, formatBytes, localDate, makeFormat } from '@renderer/app/format-words'
import { describe, expect, it } from 'vitest'

const at = (iso: string) => Date.parse(iso)
// 10:00 in Shanghai.
const now = at('2026-09-21T02:00:00Z')
const zh = makeFormat({ locale: 'zh-CN', zone: 'Asia/Shanghai', now })
const en = makeFormat({ locale: 'en', zone: 'Asia/Shanghai', now })

describe('relative dates', () => {
  it('count minutes and hours within the day', () => {
    expect(zh.relative(now - 20_000)).toBe('刚刚')
    expect(zh.relative(now - 3 * 60_000)).toBe('3 分钟前')
    expect(en.relative(now - 60_000)).toBe('1 minute ago')
    expect(en.relative(now - 2 * 3_600_000)).toBe('2 hours ago')
  })

  it('count days by the calendar of the desk, not by 24 hours', () => {
    // 23:30 the evening before, in Shanghai.
    expect(zh.relative(at('2026-09-20T15:30:00Z'))).toBe('昨天')
    expect(zh.relative(at('2026-09-18T02:00:00Z'))).toBe('3 天前')
  })

  it('are absolute from a week on, with the year when it is another one', () => {
    expect(zh.relative(at('2026-09-14T02:00:00Z'))).toBe('9月14日')
    expect(en.relative(at('2026-09-14T02:00:00Z'))).toBe('Sep 14')
    expect(zh.relative(at('2025-12-31T02:00:00Z'))).toBe('2025年12月31日')
  })

  it('call what a clock a little ahead wrote just now', () => {
    expect(zh.relative(now + 5000)).toBe('刚刚')
  })
})

describe('moments', () => {
  it('name today and yesterday', () => {
    expect(zh.moment(at('2026-09-21T01:41:00Z'))).toBe('今天 09:41')
    expect(zh.moment(at('2026-09-20T01:41:00Z'))).toBe('昨天 09:41')
    expect(en.moment(at('2026-09-01T16:05:00Z'))).toBe('Sep 2, 00:05')
  })
})

describe('local dates', () => {
  it('are days of the zone', () => {
    expect(localDate(at('2026-09-20T16:30:00Z'), 'Asia/Shanghai')).toBe('2026-09-21')
    expect(localDate(at('2026-09-20T16:30:00Z'), 'America/New_York')).toBe('2026-09-20')
    expect(zh.localDate('2026-09-24')).toBe('9月24日')
    expect(zh.daysUntil('2026-09-24')).toBe(3)
    expect(zh.daysUntil('2026-09-19')).toBe(-2)
  })

  it('are a day apart over a change of clocks', () => {
    expect(daysBetween('2026-03-07', '2026-03-09')).toBe(2)
  })
})

it('bytes are said in the unit that reads best', () => {
  expect(formatBytes(812, 'en')).toBe('812 B')
  expect(formatBytes(48_000, 'en')).toBe('47 KB')
  expect(formatBytes(5_400_000, 'zh-CN')).toBe('5.1 MB')
})
