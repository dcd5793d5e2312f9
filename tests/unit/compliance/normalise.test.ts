import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '@core/compliance/fold'
import { normalise } from '@core/compliance/normalise'
import { rangeSteps, sourceRange, type View } from '@core/compliance/offset-map'
import { stepsOf } from '@core/compliance/trace-bits'

const folded = (text: string): string => normalise(text).folded.text
const squeezed = (text: string): string => normalise(text).squeezed.text

describe('folding', () => {
  it.each([
    ['width', 'ＶＸ：ａｂｃ１２３', 'vx:abc123'],
    ['enclosed letters', 'Ⓕⓤⓒⓚ 🅥🅧 🆅🆇 🇻🇽', 'fuck vx vx vx'],
    ['mathematical letters', '𝐯𝕩 𝓺𝔮', 'vx qq'],
    ['digits', '①②⑨⓿❸⁹₈𝟖９', '129039889'],
    ['keycap digits', '1️⃣2️⃣', '12'],
    ['look-alikes', 'fuсk νх ᴠx', 'fuck vx vx'],
    ['zero-width', '加\u200b微\u2060信\ufeff', '加微信'],
    ['variation selectors', '微\ufe0f信\u{e0100}', '微信'],
    ['combining marks', '微\u0336信\u0336 v\u0301x', '微信 vx'],
    ['bidi controls', '\u202e微信\u202c', '微信'],
    ['entities', '&#24494;&#x4fe1;&nbsp;&amp;', '微信 &'],
    ['Kangxi radicals and compatibility ideographs', '⼈⽣ 車', '人生 车'],
    ['CJK radicals', '⻢⻋ ⺅', '马车 亻'],
    ['traditional characters', '代開發票', '代开发票'],
    ['Roman numerals', 'Ⅴ信', 'v信'],
    ['Hangul stays whole', '한국', '한국'],
  ])('%s', (_name, source, expected) => {
    expect(folded(source)).toBe(expected)
  })

  it('leaves an unknown or broken entity, and decodes only once', () => {
    expect(folded('&foo; &#; &#xd800; &amp;lt;')).toBe('&foo; &#; &#xd800; &lt;')
  })

  it('keeps punctuation, so sentences stay apart', () => {
    expect(folded('好。不好！')).toBe('好。不好!')
  })
})

describe('squeezing and digits', () => {
  it('leaves letters and digits only', () => {
    expect(squeezed('加*微 ❤️信：１')).toBe('加微信1')
  })

  it('reads Han digits as digits, in its own view only', () => {
    expect(normalise('壹叁八〇').digits.text).toBe('1380')
    expect(folded('一夜')).toBe('一夜')
  })

  it('survives lone surrogates', () => {
    expect(squeezed('加\ud83d微\ude00信')).toBe('加微信')
  })
})

describe('the trace', () => {
  it('says what was done to the match, and inside it only', () => {
    const { map } = normalise('＊加ｖ*x').squeezed
    expect(stepsOf(rangeSteps(map, 0, 3))).toEqual(['width', 'symbol'])
    expect(stepsOf(rangeSteps(map, 0, 1))).toEqual([])
  })
})

describe('the map', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '加',
      '微',
      '信',
      'Ｖ',
      'x',
      '①',
      '⓿',
      '\u200b',
      '\ufe0f',
      '\u0301',
      '*',
      ' ',
      '。',
      '&#24494;',
      '&amp;',
      '㍿',
      'ﬁ',
      '😀',
      '\ud83d',
      '𠮷',
      '한',
      '…',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))

  it('is monotone and in range, one entry a unit, in every view', () => {
    fc.assert(
      fc.property(text, (source) => {
        const views = normalise(source)
        for (const view of [views.folded, views.squeezed, views.digits]) expectSound(view, source)
      }),
      { numRuns: 2_000, verbose: 1 },
    )
  })

  it('leads back to source text that folds to the same units again', () => {
    fc.assert(
      fc.property(text, (source) => {
        const view = fold(source)
        for (const [from, to] of groups(view)) {
          const { start, end } = sourceRange(view.map, from, to)
          expect(fold(source.slice(start, end)).text).toBe(view.text.slice(from, to))
        }
      }),
      { numRuns: 2_000, verbose: 1 },
    )
  })
})

function expectSound({ text, map }: View, source: string): void {
  expect([map.starts.length, map.ends.length, map.steps.length, map.gaps.length]).toEqual(Array(4).fill(text.length))
  for (let i = 0; i < text.length; i += 1) {
    const [start = -1, end = -1] = [map.starts[i], map.ends[i]]
    expect(start).toBeLessThan(end)
    expect(end).toBeLessThanOrEqual(source.length)
    if (i === 0) continue
    expect(start).toBeGreaterThanOrEqual(map.starts[i - 1] ?? 0)
    expect(end).toBeGreaterThanOrEqual(map.ends[i - 1] ?? 0)
  }
}

/** Runs of units that one source character expanded to. */
function groups({ text, map }: View): [number, number][] {
  const result: [number, number][] = []
  for (let from = 0; from < text.length;) {
    let to = from + 1
    while (to < text.length && map.starts[to] === map.starts[from]) to += 1
    result.push([from, to])
    from = to
  }
  return result
}
