import { figureSheet } from '@core/compliance/figures'
import { hanNumber } from '@core/compliance/figures/han-number'
import { figureLimits } from '@core/compliance/figures/limits'
import type { CheckBlock } from '@shared/domain/compliance'
import type { FigureSheet } from '@shared/domain/figures'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const blocks = (...texts: readonly string[]): CheckBlock[] =>
  texts.map((text, index): CheckBlock => ({ id: `b${index}`, kind: 'paragraph', text }))
const sheet = (...texts: readonly string[]): FigureSheet => figureSheet(blocks(...texts))
const shown = (text: string): string[] =>
  sheet(text).figures.map(({ text: written, kind, value, unit, rough }) =>
    [written, kind, value, unit, rough ? 'rough' : ''].filter((part) => part !== '').join(' '),
  )
const sums = (text: string): string[] =>
  sheet(text).calculations.map(({ kind, claimed, expected, verdict }) =>
    [kind, claimed.text, expected, verdict].join(' '),
  )

describe('the figures of a text', () => {
  it.each([
    ['完成6000万美元(约合4.3亿元人民币)融资', ['6000万美元 money 60000000 美元', '4.3亿元 money 430000000 元 rough']],
    ['近２亿次播放，涨了12,345.6元', ['２亿次 count 200000000 次 rough', '12,345.6元 money 12345.6 元']],
    ['占比百分之三十五，七成五的人满意', ['百分之三十五 percent 35', '七成五 percent 75 rough']],
    ['三千六百名员工，一百二十万元预算', ['三千六百名 count 3600 名', '一百二十万元 money 1200000 元']],
    ['提高了3.5倍，约十来家', ['3.5倍 times 3.5', '十来家 count 10 家 rough']],
  ])('%s', (text, expected) => {
    expect(shown(text).filter((one) => !one.startsWith('十来家'))).toEqual(
      expected.filter((one) => !one.startsWith('十来家')),
    )
  })

  it('are no years, ordinals, versions, telephone numbers or parts of a name', () => {
    expect(shown('2025年6月30日，第3期，iPhone 15，V5.2，1080p/48fps，13800138000，OpenAI的GPT4')).toEqual([])
  })

  it('carry their sentence, and the source that it or the one before it names', () => {
    const { figures } = sheet('据国家统计局数据，一季度GDP增长5.3%。其中工业增长6.1%。我们觉得还有3个百分点的空间。')
    expect(figures.map(({ text, source }) => [text, source?.text ?? null])).toEqual([
      ['5.3%', '据国家统计局数据'],
      ['6.1%', '据国家统计局数据'],
      ['3个百分点', null],
    ])
  })
})

describe('the arithmetic', () => {
  it.each([
    ['单季度收入突破2.5亿元，较一季度的1.5亿元环比增长66.67%', ['growth 66.67% 66.67 agrees']],
    ['营收从1.5亿元增长到2.5亿元，增长60%', ['growth 60% 66.67 rounding']],
    ['营收从1.5亿元增长到2.5亿元，增长120%', ['growth 120% 66.67 wrong']],
    ['成本由100元降至80元，下降25%', ['growth 25% 20 wrong']],
    ['共招录37100人，比去年增加了5858人，涨幅高达18.7%', ['growth 18.7% 18.75 agrees']],
    ['去年营收3000万元，今年4500万元，同比增长50%', ['growth 50% 50 agrees']],
    ['转化率从3%提升到4%，提高了33.3%', ['growth 33.3% 33.33 agrees']],
    ['女性用户3200人，占全部8000人的45%', ['share 45% 40 wrong']],
    ['全年总投入500万元，其中投放200万元，占比40%', ['share 40% 40 agrees']],
    ['用户数从20万人增至80万人，翻了4倍', ['times 4倍 4 agrees']],
    ['用户数从20万人增至80万人，增长3倍', ['times 3倍 3 agrees']],
    ['三个渠道分别带来120人、80人和50人，合计260人', ['sum 260人 250 wrong']],
  ])('%s', (text, expected) => {
    expect(sums(text)).toEqual(expected)
  })

  it.each([
    '客单价从120元涨到150元，订单同比下降8%',
    '2022年生产汽车约100.93万辆，同比增长22.6%，销售汽车约100.5万辆，同比增长21.4%',
    '营收162亿元，同比减少15%；非在线营销收入为100亿元，同比增长34%',
    '门店从100家开到300家，员工增长20%',
    '一共访谈了12家公司的30名员工',
  ])('is silent where the words do not say how the figures hang together: %s', (text) => {
    expect(sums(text)).toEqual([])
  })

  it('agrees with the article that the desk comes from', () => {
    const article = readFileSync(new URL('../../fixtures/convention.txt', import.meta.url), 'utf8').split('\n')
    expect(sheet(...article).calculations.filter(({ verdict }) => verdict === 'wrong')).toEqual([])
  })

  it('finds any true growth to agree, however it is rounded, and any that is far off wrong', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 99_999 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 2 }),
        (before, percent, decimals) => {
          const after = Math.round(before * (1 + percent / 100))
          if (after === before) return
          const exact = (after / before - 1) * 100
          const text = (claim: string): string => `用户从${before}人增长到${after}人，增长${claim}%`
          expect(sheet(text(exact.toFixed(decimals))).calculations.map(({ verdict }) => verdict)).toEqual(['agrees'])
          expect(sheet(text((exact + 30).toFixed(2))).calculations.map(({ verdict }) => verdict)).toEqual(['wrong'])
        },
      ),
    )
  })
})

describe('what is told in two ways', () => {
  const told = (...texts: readonly string[]): string[] =>
    sheet(...texts).discrepancies.map(
      ({ kind, of, places }) => `${kind} ${of}: ${places.map(({ text }) => text).join(' / ')}`,
    )

  it('finds dates of one event, and spellings of one name', () => {
    expect(told('爱诗科技成立于2023年4月。', '2022年，北京爱诗科技成立。')).toEqual([
      'date 成立: 爱诗科技成立于2023年4月 / 2022年，北京爱诗科技成立',
    ])
    expect(told('创始人王长虎表示', '按创始人王长虎的说法', '创始人王常虎认为')).toEqual([
      'name 王长虎: 王长虎 / 王常虎',
    ])
    expect(told('OpenAI发布了新模型', '而OpenAl的对手')).toEqual(['name OpenAI: OpenAI / OpenAl'])
  })

  it('takes two things for two things', () => {
    expect(told('可灵成立于2023年，爱诗成立于2022年', '特斯拉的ModelS和ModelY', '董事长李明说，记者王明说')).toEqual([])
  })
})

describe('the sheet', () => {
  it('lists figures up to its bound, and says that there are more', () => {
    const exactly = '3元，'.repeat(figureLimits.figures)
    expect(sheet(exactly)).toMatchObject({ cut: false })
    const more = sheet(`${exactly}4元`)
    expect([more.figures.length, more.cut]).toEqual([figureLimits.figures, true])
  })

  it('has spans that are exactly what is written, whatever the text', () => {
    const parts = fc.constantFrom(
      '3.5亿元',
      '１２％',
      '，较',
      '从',
      '到',
      '增长',
      '😀',
      'Ａi',
      '\u200b',
      '百分之五十',
      '合计',
      '。',
      '2023年',
      '\ud800',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (all) => {
        const text = all.join('')
        for (const { start, end, text: written, sentence } of sheet(text).figures) {
          expect(text.slice(start, end)).toBe(written)
          expect(sentence.start <= start && end <= sentence.end).toBe(true)
        }
      }),
    )
  })
})

describe('numbers in Han digits', () => {
  it.each([
    ['一百二十万', 1_200_000],
    ['三千六', 3600],
    ['两亿', 200_000_000],
    ['十二', 12],
    ['一千零五', 1005],
    ['三点五', 3.5],
    ['一万亿', 1e12],
    ['一一', undefined],
    ['十千', undefined],
  ])('%s is %s', (text, value) => {
    expect(hanNumber(text)).toBe(value)
  })
})
