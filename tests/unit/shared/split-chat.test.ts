/** A chat pasted from WeChat: the formats of its clients, and what is none. */
import fc from 'fast-check'
import { MAX_CHAT_LINES, splitChat } from '@shared/split-chat'
import { describe, expect, it } from 'vitest'

/** A Thursday, 10 September 2026, 10:00 in Shanghai. */
const now = Date.UTC(2026, 8, 10, 2)
const context = { zone: 'Asia/Shanghai', now }
const split = (text: string) => splitChat(text, context)
const timesOf = (text: string) =>
  split(text)?.map(({ at }) => (at === null ? null : new Date(at + 8 * 3_600_000).toISOString().slice(0, 16)))

describe('what a client of WeChat copies', () => {
  it('names and whole times, with texts of several lines', () => {
    expect(split('周舟 2026/9/1 10:02:33\n你好\n稿子看了吗？\n\n小羽毛 2026/9/1 10:05:01\n看了')).toEqual([
      { speaker: '周舟', at: Date.UTC(2026, 8, 1, 2, 2, 33), text: '你好\n稿子看了吗？' },
      { speaker: '小羽毛', at: Date.UTC(2026, 8, 1, 2, 5, 1), text: '看了' },
    ])
  })

  it.each([
    ['周舟 昨天 10:02', '2026-09-09T10:02'],
    ['周舟 前天 23:59', '2026-09-08T23:59'],
    ['周舟 9月1日 10:02', '2026-09-01T10:02'],
    ['周舟 12月31日 10:02', '2025-12-31T10:02'],
    ['周舟 星期三 10:02', '2026-09-09T10:02'],
    ['周舟 周日 10:02', '2026-09-06T10:02'],
    ['周舟 星期天 10:02', '2026-09-06T10:02'],
    // On a Thursday it is the one of last week: today would be said without a day.
    ['周舟 星期四 10:02', '2026-09-03T10:02'],
    ['周舟 昨天 下午 2:05', '2026-09-09T14:05'],
    ['周舟 昨天 下午2:05', '2026-09-09T14:05'],
    ['周舟 9月1日 晚上 11:30', '2026-09-01T23:30'],
    ['周舟 9月1日 凌晨 12:10', '2026-09-01T00:10'],
    ['周舟 9月1日 中午 12:10', '2026-09-01T12:10'],
    ['周舟 9月1日 中午 1:10', '2026-09-01T13:10'],
    ['周舟 9月1日 上午 9:10', '2026-09-01T09:10'],
    ['产品 周舟 昨天 10:02', '2026-09-09T10:02'],
  ])('%s', (head, time) => {
    expect(timesOf(`${head}\n好\n小羽毛 今天 8:00\n嗯`)).toEqual([time, '2026-09-10T08:00'])
  })

  it('a day on a line of its own holds until the next; a time without a day has none', () => {
    expect(timesOf('周舟 09:00\n早\n————— 2026-09-01 —————\n周舟 10:02\n好\n小羽毛 10:03\n嗯')).toEqual([
      null,
      '2026-09-01T10:02',
      '2026-09-01T10:03',
    ])
  })

  it('names on lines of their own, as a phone copies what was picked', () => {
    expect(split('周舟:\n你好\n在吗\n\n小羽毛：\n在的')).toEqual([
      { speaker: '周舟', at: null, text: '你好\n在吗' },
      { speaker: '小羽毛', at: null, text: '在的' },
    ])
  })

  it('a name, a colon and the words on one line', () => {
    expect(split('周舟: 你好\n小羽毛：在的\n周舟: 稿子呢')?.map(({ speaker }) => speaker)).toEqual([
      '周舟',
      '小羽毛',
      '周舟',
    ])
  })
})

describe('what is no chat', () => {
  it.each([
    '电话里说下周补两张图',
    '要点：\n第一，补图。\n第二，改标题。',
    '时间：明天\n地点：会议室',
    '会议 10:30',
    '',
  ])('%s', (text) => {
    expect(split(text)).toBeNull()
  })

  it('a time that there is not is none', () => {
    expect(timesOf('周舟 昨天 25:61\n好\n小羽毛 今天 8:00\n嗯')).toEqual([null, '2026-09-10T08:00'])
  })
})

it('keeps as many messages as the contract takes, and no more', () => {
  const chat = (count: number) => Array.from({ length: count }, (_, at) => `周舟 昨天 10:02\n${at}`).join('\n')
  expect(split(chat(MAX_CHAT_LINES))).toHaveLength(MAX_CHAT_LINES)
  expect(split(chat(MAX_CHAT_LINES + 1))).toHaveLength(MAX_CHAT_LINES)
})

it('whatever is pasted, it ends and says null or messages that have words', () => {
  const seed = 20260910
  const line = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom('周舟 昨天 10:02', '周舟:', '小羽毛：好', '2026-09-01', '—————', '', 'a 下午 1:1', ':::::::'),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      for (const message of split(lines.join('\n')) ?? []) {
        expect(message.text).not.toBe('')
        expect(message.at === null || Number.isFinite(message.at)).toBe(true)
      }
    }),
    { seed, numRuns: 500 },
  )
})
