import { check } from '@core/compliance'
import { changes } from '@core/compliance/detectors/copy-lint'
import type { CheckBlock } from '@shared/domain/compliance'
import { describe, expect, it } from 'vitest'
import { testPack } from './test-pack'

/** `block: span → detail` of every finding of one detector. */
function found(structure: string, blocks: readonly CheckBlock[]): string[] {
  const pack = testPack([{ level: 'note', quotedLowers: false, patterns: [{ structure }] }])
  const { findings } = check(blocks, [pack], { links: [], imageCount: 0 }, { versionKey: 'v' })
  return findings.map(({ block, start, text, detail }) => `${block}@${start} ${text} → ${detail ?? '?'}`)
}
const paragraphs = (...texts: string[]): CheckBlock[] =>
  texts.map((text, index) => ({ id: `b${index}`, kind: 'paragraph', text }))

describe('full and half width, by AutoCorrect', () => {
  it.each([
    ['最近,视频生成领域迎来了大动作,然后呢', ['b0@2 , → ，']],
    ['😀😀好,很好', ['b0@5 , → ，']],
    ['他说AI很热,真的', ['b0@6 , → ，']],
    ['营收增长１２％', ['b0@4 １２ → 12']],
    ['最近，视频生成领域', []],
    ['比例是 3:1，见 https://example.com/a', []],
    ['\ud800好\ud800,好', []],
  ])('%s', (text, expected) => {
    expect(found('copy-lint', paragraphs(text))).toEqual(expected)
  })

  it('says it once a paragraph, wherever in it', () => {
    const far = `${'很长的一段话，'.repeat(400)}最近,视频,生成`
    expect(found('copy-lint', paragraphs(far, '好,好,好'))).toEqual([`b0@${400 * 7 + 2} , → ，`, 'b1@1 , → ，'])
  })

  it('says a habit once, with the paragraphs that have it', () => {
    const texts = ['好，好', '一,一', '二,二', '三,三', '四,四', '五,五']
    expect(found('copy-lint', paragraphs(...texts.slice(0, 4)))).toHaveLength(3)
    expect(found('copy-lint', paragraphs(...texts.slice(0, 5)))).toEqual(['b1@1 , → ， ×4'])
    expect(found('copy-lint', paragraphs(...texts))).toEqual(['b1@1 , → ， ×5'])
    expect(found('straight-quotes', paragraphs(...Array<string>(4).fill('说"好"的')))).toEqual(['b0@1 "好" → “好” ×4'])
  })

  it('leaves code alone', () => {
    expect(found('copy-lint', [{ id: 'c', kind: 'code', text: '打印,结果' }])).toEqual([])
  })

  it('compares what was changed without the spaces that were added', () => {
    expect(changes('在AI,中', '在 AI，中')).toEqual([{ start: 3, end: 4, detail: '，' }])
    expect(changes('在AI中', '在 AI 中')).toEqual([])
  })
})

describe('the rules of the house', () => {
  it.each([
    ['doubled-punctuation', '结束了。。真的', 'b0@3 。。 → 。'],
    ['doubled-punctuation', '后来呢。。。', 'b0@3 。。。 → ……'],
    ['straight-quotes', '所谓"私域"，就是', 'b0@2 "私域" → “私域”'],
    ['number-range', '增长10-20%左右', 'b0@2 10-20% → 10%～20%'],
    ['number-range', '在2019-2023年间', 'b0@1 2019-2023年 → 2019—2023年'],
    ['percent-sign', '增长 50 %', 'b0@3 50 % → 50%'],
    ['unit-form', '电池5000MAH', 'b0@2 5000MAH → 5000mAh'],
    ['de-particles', '用户慢慢的离开', 'b0@2 慢慢的 → 慢慢地'],
    ['de-particles', '变的越来越贵', 'b0@0 变的 → 变得'],
    ['date-form', '2025/11/6 上线', 'b0@0 2025/11/6 → 2025年11月6日'],
    ['date-form', '2月30日发布', 'b0@0 2月30日 → ?'],
    ['brand-spelling', '把代码放上Github。', 'b0@5 Github → GitHub'],
    ['house-words', '晶片受限', 'b0@0 晶片 → 芯片'],
  ])('%s: %s', (structure, text, expected) => {
    expect(found(structure, paragraphs(text))).toEqual([expected])
  })

  it.each([
    ['number-range', '电话 010-12345678，型号 GPT-4-20'],
    ['brand-spelling', '见 github.com/openai 和 @openai，还有 my-github-page'],
    ['de-particles', '不断的发展和慢慢的变化都是目的的一部分，的确如此'],
    ['date-form', '3年5个月，第23年5月'],
    ['doubled-punctuation', '真的吗？！版本 1.2.3 …… a...b'],
  ])('%s leaves alone: %s', (structure, text) => {
    expect(found(structure, paragraphs(text))).toEqual([])
  })

  it('say each kind once a paragraph', () => {
    expect(found('percent-sign', paragraphs('增长 5 %，又增长 6 %', '再增长 7 %'))).toHaveLength(2)
  })

  it('stay quick on many signs that begin and never end', () => {
    for (const sign of ['"中', '。', '1-', '中,', '9', '慢慢的']) {
      const text = sign.repeat(50_000)
      for (const structure of [
        'copy-lint',
        'straight-quotes',
        'number-range',
        'percent-sign',
        'unit-form',
        'de-particles',
      ]) {
        expect(found(structure, paragraphs(text)).length).toBeLessThanOrEqual(1)
      }
    }
  })
})

describe('one piece with two habits of spacing', () => {
  it('is told once, at the rarer one', () => {
    expect(found('mixed-spacing', paragraphs('在AI里，用AI写，AI很热', '在 GPT，用 GPT 写'))).toEqual([
      'b1@0 在 G → 3 : 5',
    ])
  })
  it('is not told of a slip or two', () => {
    expect(found('mixed-spacing', paragraphs('在AI里，用AI写，AI很热', '在 GPT'))).toEqual([])
  })
})

describe('headlines', () => {
  const title = (text: string): CheckBlock => ({ id: 'title', kind: 'title', text })
  it.each([
    ['headline-long', 30, []],
    ['headline-long', 31, ['31']],
    ['headline-short', 6, []],
    ['headline-short', 5, ['5']],
  ])('%s at %i characters', (structure, length, expected) => {
    const findings = found(structure, [title('题'.repeat(length))])
    expect(findings.map((line) => line.split(' → ')[1])).toEqual(expected)
  })
  it('are missed only where there is a piece', () => {
    expect(found('headline-missing', paragraphs('字'.repeat(299)))).toEqual([])
    expect(found('headline-missing', paragraphs('字'.repeat(300)))).toHaveLength(1)
    expect(found('headline-missing', [title('题'), ...paragraphs('字'.repeat(300))])).toEqual([])
  })
  it('that are said again are shown where they are', () => {
    const blocks = [title('短视频的下一站在哪里'), ...paragraphs('导语', '短视频的下一站，在哪里？不知道。')]
    expect(found('headline-repeated', blocks)).toEqual(['b1@0 短视频的下一站，在哪里 → ?'])
  })
})

describe('declarations and quotations', () => {
  it('a denial and what a chatbot leaves are shown together', () => {
    const blocks = paragraphs('本文未使用AI。', '增长。', '作为一个AI语言模型，我不能预测。')
    expect(found('ai-contradiction', blocks)).toEqual(['b0@0 本文未使用AI → 作为一个ai语言模型'])
    expect(found('ai-contradiction', blocks.slice(0, 2))).toEqual([])
  })
  it('a long quotation needs a speaker from 120 characters on', () => {
    const said = (length: number, before: string): CheckBlock[] =>
      paragraphs(`${before}“${'话'.repeat(length)}”然后走了。`)
    expect(found('long-quotation', said(119, '后来。'))).toEqual([])
    expect(found('long-quotation', said(120, '后来。'))).toHaveLength(1)
    expect(found('long-quotation', said(120, '他表示，'))).toEqual([])
  })
})
