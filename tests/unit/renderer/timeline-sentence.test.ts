import { makeFormat } from '@renderer/app/format-words'
import { timelineSentence } from '@renderer/components/timeline-sentence'
import type { TimelineEntry } from '@shared/domain/author'
import { eventPayloads } from '@shared/domain/event'
import { locales, translate } from '@shared/i18n/translate'
import { expect, it } from 'vitest'

const format = makeFormat({ locale: 'zh-CN', zone: 'UTC', now: Date.parse('2026-09-21T00:00:00Z') })
const entry = (type: string, params: TimelineEntry['params']): TimelineEntry => ({
  seq: 1,
  type,
  at: 0,
  editorId: 'e',
  editorName: '苏',
  submissionId: null,
  submissionNumber: null,
  submissionTitle: null,
  params,
})
const say = (type: string, params: TimelineEntry['params'] = {}) =>
  timelineSentence((key, values) => translate('zh-CN', key, values), format, entry(type, params))

it('says codes in the words of the desk', () => {
  expect(say('decision.recorded', { verdict: 'accept', reason: '数据已补齐' })).toEqual({
    head: '录用',
    body: '数据已补齐',
  })
  expect(say('author.wechat-changed', { from: 'none', to: 'requested' }).head).toBe('微信：未加 → 已申请')
  expect(say('letter.state-changed', { to: 'sent' }).head).toBe('回信：已发出')
  expect(say('follow-up.created', { due: '2026-09-24', text: '加微信' })).toEqual({
    head: '安排跟进，9月24日前',
    body: '加微信',
  })
})

it('shows a code that it does not know rather than breaking', () => {
  expect(say('decision.recorded', { verdict: 'postpone' }).head).toBe('postpone')
  expect(say('something.new').head).toBe('something.new')
})

it('has a sentence for every event of an author or a piece, even without parameters', () => {
  const told = Object.keys(eventPayloads).filter((type) =>
    /^(author|submission|manuscript|annotation|finding|allow-entry|decision|letter|follow-up|sanction|appeal|objection)\./.test(
      type,
    ),
  )
  for (const locale of locales) {
    for (const type of told.filter((each) => each !== 'submission.read' && each !== 'submission.unread')) {
      const { head } = timelineSentence((key, values) => translate(locale, key, values), format, entry(type, {}))
      expect(head, type).not.toBe(type)
    }
  }
})
