import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprints, similarity } from '@core/compliance/similarity'
import { lettersOf } from '@core/compliance/similarity/letters'
import {
  FINGERPRINTS_MAX,
  LETTERS_MIN,
  MERGE_GAP,
  SCORE_MIN,
  SHINGLE,
  TEXT_MAX,
  WINDOW,
} from '@core/compliance/similarity/limits'
import { processorTime } from '../../../support/processor-time'

/** Sentences of letters that no other text has: what differs is drawn, not repeated. */
const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code))
const sentence = fc.string({ unit: han, minLength: 20, maxLength: 60 }).map((words) => `${words}。`)
const article = fc.noBias(fc.uniqueArray(sentence, { minLength: 8, maxLength: 24 }))
const joined = (sentences: readonly string[]): string => sentences.join('\n')

/** `length` letters of which no eight stand twice. */
const letters = (length: number, from = 0): string =>
  Array.from({ length }, (_, index) => String.fromCodePoint(0x4e00 + (((from + index) * 7919) % 20_011))).join('')

describe('the score', () => {
  it('of a text with itself is 1, with one passage over all of it', () => {
    fc.assert(
      fc.property(article, (sentences) => {
        const text = joined(sentences)
        const { score, passages } = similarity(text, text)
        expect(score).toBe(1)
        // Up to the last letter: what follows is the full stop.
        expect(passages).toEqual([{ aStart: 0, aEnd: text.length - 1, bStart: 0, bEnd: text.length - 1 }])
      }),
    )
  })

  it('of texts that have nothing to do with each other is near 0', () => {
    fc.assert(
      fc.property(article, article, (one, other) => {
        expect(similarity(joined(one), joined(other)).score).toBeLessThan(0.05)
      }),
    )
  })

  it('does not mind the order of paragraphs', () => {
    fc.assert(
      fc.property(article, (sentences) => {
        expect(similarity(joined(sentences), joined(sentences.toReversed())).score).toBeGreaterThan(0.99)
      }),
    )
  })

  it('stays high when one letter of every sentence is another', () => {
    fc.assert(
      fc.property(article, fc.nat(), (sentences, seed) => {
        const edited = sentences.map((text) => {
          const at = seed % (text.length - 1)
          return `${text.slice(0, at)}X${text.slice(at + 1)}`
        })
        expect(similarity(joined(sentences), joined(edited)).score).toBeGreaterThan(0.6)
      }),
    )
  })

  it('is the share of the shorter text, whichever comes first', () => {
    const whole = letters(1000)
    const half = letters(100, 5000) + whole.slice(300, 400)
    expect(similarity(half, whole)).toEqual({
      score: 0.5,
      passages: [{ aStart: 100, aEnd: 200, bStart: 300, bEnd: 400 }],
    })
    expect(similarity(whole, half)).toEqual({
      score: 0.5,
      passages: [{ aStart: 300, aEnd: 400, bStart: 100, bEnd: 200 }],
    })
  })

  it('does not mind width, case, spaces and punctuation', () => {
    const plain = `${letters(40)}ABC123${letters(40, 100)}`
    const written = [...plain].join(' ，').replace('A', 'ａ').replace('1', '１')
    expect(similarity(plain, written).score).toBe(1)
  })

  it('counts runs of eight letters and no shorter ones', () => {
    const other = letters(40, 5000)
    expect(similarity(letters(SHINGLE) + other, letters(SHINGLE) + letters(100, 9000)).passages).toHaveLength(1)
    expect(similarity(letters(SHINGLE - 1) + other, letters(SHINGLE - 1) + letters(100, 9000)).passages).toEqual([])
  })
})

describe('two texts', () => {
  it('are as like one another as the other way round, with the same passages turned', () => {
    fc.assert(
      fc.property(article, article, fc.nat(), (one, other, cut) => {
        const a = joined([...one.slice(0, 1 + (cut % one.length)), ...other])
        const b = joined(one)
        const [there, back] = [similarity(a, b), similarity(b, a)]
        expect(back.score).toBeCloseTo(there.score, 10)
        // Of equal lengths either text may be the shorter one.
        if (lettersOf(a).text.length === lettersOf(b).text.length) return
        const turned = back.passages.map(({ aStart, aEnd, bStart, bEnd }) => [bStart, bEnd, aStart, aEnd].join(' '))
        const plain = there.passages.map(({ aStart, aEnd, bStart, bEnd }) => [aStart, aEnd, bStart, bEnd].join(' '))
        expect(turned.toSorted()).toEqual(plain.toSorted())
      }),
    )
  })
})

describe('passages', () => {
  it('say the same letters where nothing was changed', () => {
    fc.assert(
      fc.property(article, article, (one, other) => {
        const a = joined([...one.slice(0, 5), ...other.slice(0, 3)])
        const b = joined([...other.slice(0, 6), ...one.slice(2, 7)])
        for (const { aStart, aEnd, bStart, bEnd } of similarity(a, b).passages) {
          expect(aEnd).toBeGreaterThan(aStart)
          expect(bEnd).toBeGreaterThan(bStart)
          expect(aEnd).toBeLessThanOrEqual(a.length)
          expect(bEnd).toBeLessThanOrEqual(b.length)
          expect(lettersOf(a.slice(aStart, aEnd)).text.slice(0, SHINGLE)).toBe(
            lettersOf(b.slice(bStart, bEnd)).text.slice(0, SHINGLE),
          )
        }
      }),
    )
  })

  it.each([
    [MERGE_GAP, 1],
    [MERGE_GAP + 1, 2],
  ])('with %i other letters between them are %i', (gap, count) => {
    const a = letters(50) + letters(gap, 5000) + letters(50, 100)
    const b = letters(50) + letters(gap, 9000) + letters(50, 100)
    expect(similarity(a, b).passages).toHaveLength(count)
  })
})

describe('fingerprints', () => {
  it('of two texts meet in every run of shingle and window', () => {
    fc.assert(
      fc.property(article, article, fc.string({ unit: han, minLength: 23, maxLength: 23 }), (one, other, run) => {
        expect(run).toHaveLength(SHINGLE + WINDOW - 1)
        const here = new Set(fingerprints(joined(one) + run + joined(one)).map(({ hash }) => hash))
        expect(fingerprints(joined(other) + run + joined(other)).some(({ hash }) => here.has(hash))).toBe(true)
      }),
    )
  })

  it('are the same for ever: they are stored', () => {
    expect(fingerprints(letters(LETTERS_MIN)).slice(0, 3)).toEqual([
      { hash: 254607894, offset: 11 },
      { hash: 210552256, offset: 17 },
      { hash: 63181155, offset: 20 },
    ])
  })

  it('are those of unsigned 32-bit numbers, each once, at offsets of the text', () => {
    fc.assert(
      fc.property(article, (sentences) => {
        const text = joined(sentences)
        const found = fingerprints(text)
        expect(new Set(found.map(({ hash }) => hash)).size).toBe(found.length)
        for (const { hash, offset } of found) {
          expect(hash).toBe(hash >>> 0)
          expect(offset).toBeLessThan(text.length)
        }
      }),
    )
  })

  it('are none of a text too short to tell', () => {
    expect(fingerprints(letters(LETTERS_MIN - 1))).toEqual([])
    expect(fingerprints(letters(LETTERS_MIN))).not.toEqual([])
  })

  it('are so many at most, a consistent sample', () => {
    const long = fingerprints(letters(20_000) + letters(20_000, 7))
    expect(long.length).toBeLessThanOrEqual(FINGERPRINTS_MAX)
    const drawn = Array.from({ length: 150_000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * i * 31 + i) % 20_903)))
    expect(fingerprints(drawn.join(''))).toHaveLength(FINGERPRINTS_MAX)
  })
})

describe('the limits', () => {
  it('what comes after the greatest length is not compared', () => {
    const text = 'a'.repeat(TEXT_MAX)
    const tail = letters(100)
    expect(similarity(text + tail, tail).score).toBe(0)
    expect(similarity(text.slice(100) + tail, tail).score).toBe(1)
  })

  it('nothing makes it throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ unit: 'binary', maxLength: 300 }),
        (a, b) => {
          const { score } = similarity(a, b)
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(1)
          fingerprints(a)
        },
      ),
    )
    expect(similarity('', '')).toEqual({ score: 0, passages: [] })
    expect(similarity('\ud800', '\udc00').score).toBe(0)
    expect(SCORE_MIN).toBeGreaterThan(0.05)
  })

  it('one letter over and over is no trap', async () => {
    const text = 'a'.repeat(50_000)
    const { spent } = await processorTime(() => expect(similarity(text, `${text}b`).score).toBe(1))
    expect(spent).toBeLessThan(2000)
  })
})
