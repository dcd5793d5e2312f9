import { check } from '@core/compliance'
import type { RulePack } from '@core/compliance'
import { maxHitsPerRule } from '@core/compliance/hits'
import type { CheckBlock, CheckLink, Finding } from '@shared/domain/compliance'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packs as shipped } from './packs'
import { testPack } from './test-pack'

const paragraph = (text: string, id = 'p'): CheckBlock => ({ id, kind: 'paragraph', text })
const run = (blocks: readonly CheckBlock[], packs: readonly RulePack[], links: readonly CheckLink[] = []) =>
  check(blocks, packs, { links, imageCount: 0 }, { versionKey: 'v1' })
const find = (text: string, pack: RulePack): readonly Finding[] => run([paragraph(text)], [pack]).findings
const texts = (text: string, pack: RulePack): string[] => find(text, pack).map((finding) => finding.text)

const wechat = testPack([{ patterns: [{ lexicon: ['加微信', '傻逼', 'vx'] }] }])

describe('a lexicon hit', () => {
  it.each([
    ['请加*微❤️信吧', '加*微❤️信'],
    ['请加\u200b微\u200b信', '加\u200b微\u200b信'],
    ['请加,微,信', '加,微,信'],
    ['请【加】【微】【信】', '加】【微】【信'],
    ['ＶＸ号', 'ＶＸ'],
    ['我的v-x是', 'v-x'],
  ])('is found in %s as it is written', (source, expected) => {
    expect(texts(source, wechat)).toEqual([expected])
  })

  it.each(['请追加,微信后台见', 'devxcode', '一切都加。微信', `加${'—'.repeat(20)}微信`, `加${'*'.repeat(20)}微信`])(
    'is not made of two sentences or of a longer word: %s',
    (source) => {
      expect(texts(source, wechat)).toEqual([])
    },
  )

  it('is never lost to zero-width characters, and its span is the word with what is inside it', () => {
    const zeroWidth = fc.constantFrom('\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '')
    fc.assert(
      fc.property(fc.array(zeroWidth, { minLength: 4, maxLength: 4 }), ([a = '', b = '', c = '', d = '']) => {
        const source = `你好${a}加${b}微${c}信${d}好`
        const [finding] = find(source, wechat)
        expect(finding?.text).toBe(`加${b}微${c}信`)
        expect(source.slice(finding?.start, finding?.end)).toBe(finding?.text)
        expect(finding?.normalized).toBe('加微信')
      }),
      { verbose: 1 },
    )
  })

  it('has a span that, cut from the source, squeezes to the matched form, whatever stands around', () => {
    const noise = fc
      .array(fc.constantFrom('好', '*', ' ', '😀', 'Ａ', '&nbsp;', '。', '\u0301'), { maxLength: 6 })
      .map((signs) => signs.join(''))
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        const source = `${before}。傻逼${after}`
        const hit = find(source, wechat).find(({ normalized }) => normalized === '傻逼')
        expect(source.slice(hit?.start, hit?.end).replaceAll('\u0301', '')).toBe('傻逼')
      }),
      { verbose: 1 },
    )
  })
})

describe('other patterns', () => {
  it('finds co-occurring words in any order within the window, and not beyond', () => {
    const pack = testPack([
      {
        patterns: [
          {
            cooccurrence: {
              all: [
                ['八字', '占卜'],
                ['免费', '付费'],
              ],
              within: 10,
            },
          },
        ],
      },
    ])
    expect(texts('来看看，免费的八字', pack)).toEqual(['免费的八字'])
    expect(texts('八字，付费', pack)).toEqual(['八字，付费'])
    expect(texts('免费的东西很多很多很多，比如八字', pack)).toEqual([])
    expect(texts('八字没有一撇', pack)).toEqual([])
  })

  it('keeps co-occurring words to one sentence where the pattern says so', () => {
    const pattern = { all: [['某省人'], ['骗子']], within: 12 }
    const anywhere = testPack([{ patterns: [{ cooccurrence: pattern }] }])
    const inOne = testPack([{ patterns: [{ cooccurrence: { ...pattern, sameSentence: true } }] }])
    expect(texts('我是某省人。骗子很多', anywhere)).toEqual(['某省人。骗子'])
    expect(texts('我是某省人。骗子很多', inOne)).toEqual([])
    expect(texts('某省人，骗子', inOne)).toEqual(['某省人，骗子'])
  })

  it('reads headline patterns in the title only', () => {
    const pack = testPack([{ patterns: [{ headline: { lexicon: ['震惊'] } }, { headline: { regex: '[!]{3,9}' } }] }])
    expect(
      run([{ id: 'title', kind: 'title', text: '震惊！！！' }, paragraph('震惊！！！')], [pack]).findings.map(
        ({ block, text }) => [block, text],
      ),
    ).toEqual([
      ['title', '震惊'],
      ['title', '！！！'],
    ])
  })

  it('reads addresses behind Chinese text and ends them where it goes on', () => {
    const pack = testPack([
      {
        patterns: [
          { url: { hosts: ['t.cn'] } },
          { url: { hosts: ['taobao.com'], params: ['pid'] } },
          { url: { hosts: ['mail.qq.com'], pathPrefix: '/ftn' } },
        ],
      },
    ])
    expect(texts('详情见t.cn/AbC。', pack)).toEqual(['t.cn/AbC'])
    expect(texts('看https://a.taobao.com/x?id=1&PID=2，快', pack)).toEqual(['https://a.taobao.com/x?id=1&PID=2'])
    expect(texts('https://taobao.com/?id=1 https://mail.qq.com/inbox not.cn bot.cn', pack)).toEqual([])
    expect(texts('https://wx.mail.qq.com/ftn/download?x', pack)).toEqual(['https://wx.mail.qq.com/ftn/download?x'])
    expect(texts('someone@t.cn', pack)).toEqual([])
  })

  it('reads the address behind the words of a link', () => {
    const pack = testPack([{ patterns: [{ url: { hosts: ['t.cn'] } }] }])
    const link = { url: 'https://T.cn/AbC', block: 'p', start: 2, end: 4 }
    const [finding] = run([paragraph('点击这里')], [pack], [link]).findings
    expect(finding).toMatchObject({ text: '这里', start: 2, end: 4, normalized: 'https://T.cn/AbC', trace: [] })
  })

  it('counts only disguised words where a rule says so', () => {
    const pack = testPack([{ disguised: true, patterns: [{ lexicon: ['微信'] }] }])
    expect(texts('微信、微*信、微\u200b信、微 信、ＷＥ', pack)).toEqual(['微*信', '微\u200b信'])
  })
})

describe('contexts', () => {
  const pack = testPack([
    {
      patterns: [{ lexicon: ['加微信'] }],
      except: { inside: ['增加微信支付'], before: ['不必'], after: ['小程序'], sentence: ['监管'] },
    },
  ])
  it.each([
    ['我们增加微信支付', 0],
    ['我们增加了加微信支付', 1],
    ['你不必再加微信了', 0],
    ['你不必来。加微信吧', 1],
    ['加微信小程序', 0],
    ['监管说明：加微信要备案', 0],
    ['监管来了。快加微信', 1],
  ])('%s: %i', (source, count) => {
    expect(find(source, pack)).toHaveLength(count)
  })
})

describe('speech that is not the author’s own', () => {
  const level = (text: string, kind: CheckBlock['kind'] = 'paragraph') => {
    const [finding] = run([{ id: 'p', kind, text }], [wechat]).findings
    return [finding?.level, finding?.lowered]
  }
  it.each([
    ['你这傻逼', 'error', undefined],
    ['他骂了一句“你这傻逼”就走了', 'note', 'cited'],
    ['那几个「傻逼」又来了', 'warning', 'quoted'],
    ['他说"傻逼"了', 'note', 'cited'],
    ['“你好”，傻逼', 'error', undefined],
    ['请不要骂人傻逼', 'note', 'opposed'],
    ['不要错过，加微信', 'error', undefined],
    ['特别加微信', 'error', undefined],
    ['他因辱骂他人傻逼被举报', 'warning', 'reported'],
    ['警方通报了此事。你这傻逼', 'error', undefined],
  ])('%s is %s', (source, expected, lowered) => {
    expect(level(source)).toEqual([expected, lowered])
  })

  it('lowers a quote block, and stops at note', () => {
    expect(level('你这傻逼', 'quote')).toEqual(['warning', 'quoted'])
    const note = testPack([{ level: 'note', patterns: [{ lexicon: ['微信'] }] }])
    expect(find('“微信”', note)[0]?.level).toBe('note')
  })

  it('does not lower a rule that says so', () => {
    const pack = testPack([{ quotedLowers: false, patterns: [{ lexicon: ['微信'] }] }])
    expect(find('“微信”', pack)[0]).toMatchObject({ level: 'error' })
    expect(find('“微信”', pack)[0]).not.toHaveProperty('lowered')
  })
})

describe('the result', () => {
  const pack = testPack([
    { id: 'b', patterns: [{ lexicon: ['甲乙', '乙丙'] }] },
    { id: 'a', patterns: [{ lexicon: ['甲'] }] },
  ])

  it('merges overlapping hits of one rule and orders by block, start, rule', () => {
    const { findings } = run([paragraph('甲乙丙', '2'), paragraph('乙丙甲', '1')], [pack])
    expect(findings.map(({ block, ruleId, text }) => `${block} ${ruleId} ${text}`)).toEqual([
      '2 a 甲',
      '2 b 甲乙丙',
      '1 b 乙丙',
      '1 a 甲',
    ])
  })

  it('has ids that are unique, and stay while the text stays', () => {
    const first = run([paragraph('甲。甲。甲')], [pack]).findings
    const again = run([paragraph('前面加一句。甲。甲。甲')], [pack]).findings
    expect(new Set(first.map(({ id }) => id)).size).toBe(3)
    expect(again.map(({ id }) => id)).toEqual(first.map(({ id }) => id))
    const other = check([paragraph('甲')], [pack], { links: [], imageCount: 0 }, { versionKey: 'v2' }).findings
    expect(first.map(({ id }) => id)).not.toContain(other[0]?.id)
  })

  it('lists every clause of every pack, and never says that all is well', () => {
    const second = testPack([{ patterns: [{ lexicon: ['丁'] }] }], 'second')
    expect(run([paragraph('丁')], [pack, second]).checklist).toEqual([
      { clause: 'test/1', verdict: 'none' },
      { clause: 'test/2', verdict: 'human' },
      { clause: 'test/3', verdict: 'human' },
      { clause: 'test/4', verdict: 'unchecked' },
      { clause: 'second/1', verdict: 'hit' },
      { clause: 'second/2', verdict: 'human' },
      { clause: 'second/3', verdict: 'human' },
      { clause: 'second/4', verdict: 'unchecked' },
    ])
  })

  it('does not accuse a page that carries the clauses themselves', () => {
    const blocks = shipped
      .flatMap((each) => each.clauses)
      .map(({ text, number }) => paragraph(`${number.replace(/^.*[./]/u, '')})${text}`, number))
    expect(run(blocks, shipped).findings).toEqual([])
  })

  it('is the same for the same arguments', () => {
    const blocks = [paragraph('加我薇❤信：vx8899abc，姐妹们打榜别停')]
    expect(JSON.stringify(run(blocks, shipped))).toBe(JSON.stringify(run(blocks, shipped)))
  })

  it('is bounded on hostile text: at the limit and one more', () => {
    const count = (times: number): number => find('甲。'.repeat(times), pack).length
    expect(count(maxHitsPerRule)).toBe(maxHitsPerRule)
    expect(count(maxHitsPerRule + 1)).toBe(maxHitsPerRule)
  })

  it('checks a million characters without line breaks, and lone surrogates', () => {
    const { findings } = run(
      [paragraph(`${'一份普通的稿件，讨论增长1.5倍'.repeat(60_000)}\ud800加微信`)],
      [wechat, ...shipped],
    )
    // A missing headline is noted at the first words, not over the whole million.
    expect(findings.map(({ text }) => text)).toEqual(['一份普通的稿件，讨论增长1.5倍一份普通', '加微信'])
  })
})
