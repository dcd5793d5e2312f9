import { precisionWords } from '@renderer/features/rules/precision-words'
import {
  copyOfRule,
  emptyPattern,
  kindOf,
  patternKinds,
  readyRule,
  sentIndex,
  wordsFromText,
} from '@renderer/features/rules/rule-draft'
import { translate } from '@shared/i18n/translate'
import { expect, it } from 'vitest'

it('reads words one a line or apart by commas, each once', () => {
  expect(wordsFromText('加微信、代开发票\n 两个 词 \n\n加微信；刻章')).toEqual([
    '加微信',
    '代开发票',
    '两个 词',
    '刻章',
  ])
})

it('sends what was filled in, and keeps what the form does not know', () => {
  const draft = {
    id: 'a',
    statute: ' ',
    except: { inside: [], before: [] },
    examples: { hits: ['', '命中', { text: '' }], misses: [' '] },
    newer: { member: 1 },
  }
  expect(readyRule(draft)).toEqual({
    id: 'a',
    examples: { hits: ['命中', { text: '' }], misses: [] },
    newer: { member: 1 },
  })
  expect(['', '命中', '']).toHaveLength(3)
  expect([0, 1, 2].map((index) => sentIndex(['', '命中', ''], index))).toEqual([null, 0, null])
})

it('knows every kind that it makes, and leaves others alone', () => {
  const format = { detectors: ['identity-number'], openFacts: ['ai-statement'] }
  expect(patternKinds.map((kind) => kindOf(emptyPattern(kind, format)))).toEqual([...patternKinds])
  expect(kindOf({ 'of-tomorrow': 1 })).toBe('other')
})

it('gives a copy an id that is free', () => {
  const rule = (id: string) => ({
    id,
    clause: '',
    level: 'note' as const,
    message: '',
    on: true,
    precision: { fixed: 0, waived: 0 },
  })
  expect(copyOfRule({ id: 'a' }, { rules: [rule('a'), rule('a-2')] })).toEqual({ id: 'a-3' })
})

it("says a rule's precision from five answers on", () => {
  const say = (fixed: number, waived: number): string =>
    precisionWords((key, params) => translate('zh-CN', key, params), { fixed, waived })
  expect(say(41, 9)).toBe('准确率 82%（改 41 / 放行 9）')
  expect(say(3, 1)).toBe('太少，还说不准（改 3 / 放行 1）')
  expect(say(3, 2)).toBe('准确率 60%（改 3 / 放行 2）')
  expect(say(0, 0)).toBe('还没有改过或放行的记录')
})
