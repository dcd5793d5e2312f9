import { makeFormat } from '@renderer/app/format-words'
import { groupLetters, undoSeconds, whyHere } from '@renderer/features/outbox/letter-state'
import { HELD_UNTIL, letterReasonSchema, letterStateSchema, type Letter } from '@shared/domain/letter'
import { locales, translate } from '@shared/i18n/translate'
import { describe, expect, it } from 'vitest'

const now = 1_000_000
const letter = (change: Partial<Letter>): Letter => ({
  id: 'l1',
  submissionId: 's1',
  submissionNumber: '2609-041',
  submissionTitle: '题',
  decisionId: null,
  accountId: 'a1',
  template: 'accept',
  to: { name: '', address: 'a@example.com' },
  subject: '录用',
  text: '',
  messageId: '<m@x>',
  inReplyTo: null,
  references: [],
  state: 'queued',
  reason: null,
  detail: '',
  attempts: 0,
  notBefore: now,
  createdAt: now,
  sentAt: null,
  bouncedAt: null,
  bounceDetail: '',
  sentCopy: null,
  ...change,
})
const format = makeFormat({ locale: 'zh-CN', zone: 'UTC', now })
const why = (change: Partial<Letter>) =>
  whyHere((key, params) => translate('zh-CN', key, params), format, letter(change), now)

describe('why a letter is where it is', () => {
  it('counts down while it can be taken back, then says that it leaves', () => {
    expect(why({ reason: 'undo-window', notBefore: now + 9400 })).toBe('10 秒后发出，此前可以取消。')
    expect(why({ reason: 'undo-window', notBefore: now - 1 })).toBe('马上发出。')
  })

  it('does not count down what waits for a connection or a password', () => {
    expect(undoSeconds(letter({ reason: 'offline', notBefore: now + 60_000 }), now)).toBe(0)
    expect(why({ reason: 'offline', notBefore: now + 60_000 })).toContain('恢复后自动发出')
    expect(why({ reason: 'retry-later', notBefore: now + 300_000 })).toContain('5 分钟后')
  })

  it('says when a letter that was put off leaves, and that one stopped because the author wrote', () => {
    const scheduled = { reason: 'scheduled', notBefore: now + 60_000 } as const
    expect([undoSeconds(letter(scheduled), now), why(scheduled)]).toEqual([
      0,
      '定于 今天 00:17 发出，此前可以取消。程序要开着。',
    ])
    const stopped = { reason: 'author-wrote', notBefore: HELD_UNTIL } as const
    expect([undoSeconds(letter(stopped), now), groupLetters([letter(stopped)])[0]?.group]).toEqual([0, 'stopped'])
    expect(why(stopped)).toContain('作者又来信')
  })

  it('has a sentence for every state with every reason, in both languages', () => {
    for (const locale of locales) {
      for (const state of letterStateSchema.options) {
        for (const reason of [null, ...letterReasonSchema.options]) {
          const words = whyHere((key, params) => translate(locale, key, params), format, letter({ state, reason }), now)
          expect(words.length, `${locale} ${state} ${reason}`).toBeGreaterThan(3)
        }
      }
    }
  })
})

it('puts first what needs a human, the newest first in each group', () => {
  const groups = groupLetters([
    letter({ id: 'sent', state: 'sent', sentAt: 5 }),
    letter({ id: 'old', createdAt: 1 }),
    letter({ id: 'new', createdAt: 2, state: 'sending' }),
    letter({ id: 'unsure', state: 'unsure' }),
  ])
  expect(groups.map(({ group, letters }) => [group, letters.map(({ id }) => id)])).toEqual([
    ['unsure', ['unsure']],
    ['waiting', ['new', 'old']],
    ['sent', ['sent']],
  ])
})
