import { check } from '@core/compliance'
import { levelsLowered } from '@core/compliance/speech'
import type { CheckBlock } from '@shared/domain/compliance'
import { describe, expect, it } from 'vitest'
import { testPack } from './test-pack'

const pack = testPack([
  {
    patterns: [
      { lexicon: ['乡巴佬', '窝囊废', '普信男', '傻子'] },
      {
        cooccurrence: {
          all: [
            ['某省人', '女司机'],
            ['骗子', '偷东西', '不会开车'],
          ],
          within: 14,
        },
      },
    ],
  },
])

function said(text: string, kind: CheckBlock['kind'] = 'paragraph'): string {
  const { findings } = check([{ id: 'b', kind, text }], [pack], { links: [], imageCount: 0 }, { versionKey: 'v' })
  const [finding] = findings
  return finding === undefined ? 'nothing' : `${finding.level} ${finding.lowered ?? 'own'}`
}

describe('the author’s own words keep their level', () => {
  it.each([
    '一群乡巴佬',
    '你就是个窝囊废，谁不知道',
    '别错过，这个普信男又来直播了',
    '某省人都是骗子',
    '会场里讨论了两个小时。这个窝囊废一句话没说。晚上照常吃饭，没有人再提起白天的争论，各自回房间去了，第二天有人反对开会',
  ])('%s', (text) => {
    expect(said(text)).toBe('error own')
  })
})

describe('speech that is not his own', () => {
  it.each([
    // Quotation marks alone may be scorn; with the word of who said so, it is a citation.
    ['这些“乡巴佬”又来了', 'warning quoted'],
    ['他在会上被同事骂作“乡巴佬”', 'note cited'],
    ['弹幕里有一条“某省人都是骗子”，半小时后被删了', 'note cited'],
    ['我们不会叫用户乡巴佬', 'warning negated'],
    ['某省人并不偷东西', 'warning negated'],
    ['某省人一点都不偷东西', 'warning negated'],
    ['他不傻子', 'warning negated'],
    ['某省人不是骗子就是酒鬼', 'error own'],
    ['所谓窝囊废的人设', 'note defined'],
    ['乡巴佬一词出自清末的方言小说', 'note defined'],
    ['普信男是什么意思，词典里还查不到', 'note defined'],
    ['据警方通报，此人曾骂邻居窝囊废', 'warning reported'],
    ['总有人说某省人是骗子，我在那里住了十年', 'warning reported'],
    ['我真是个傻子，居然忘了保存', 'warning self'],
    ['作为某省人，某省人骗子多这种话听得太多了', 'warning self'],
  ])('%s: %s', (text, expected) => {
    expect(said(text)).toBe(expected)
  })

  it('is a whole quote block', () => {
    expect(said('一群乡巴佬', 'quote')).toBe('warning quoted')
  })
})

describe('who argues against it must be able to name it', () => {
  it.each([
    '凭什么说某省人都是骗子',
    '难道女司机就不会开车',
    '某省人都是骗子？有什么依据',
    '把城外来的人叫乡巴佬，是偏见',
    '不要再骂人家乡巴佬了',
    '我们呼吁平台把乡巴佬列入提示词',
    '某省人都是骗子？哪里都有好人和坏人。',
    '别拿这套来说事。女司机不会开车，这是刻板印象。',
  ])('%s', (text) => {
    expect(said(text)).toBe('note opposed')
  })
})

describe('the levels', () => {
  it('sink by two where the word is only named, else by one', () => {
    expect(levelsLowered).toEqual({
      quoted: 1,
      negated: 1,
      reported: 1,
      self: 1,
      sound: 1,
      cited: 2,
      opposed: 2,
      defined: 2,
    })
  })
})
