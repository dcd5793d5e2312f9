/**
 * How many near-duplicates are found again. The numbers of `limits.ts` were chosen on other seeds; this one is printed.
 * A pair is a near-duplicate when its texts, compared letter by letter, come to `SCORE_MIN`.
 */
import { describe, expect, it } from 'vitest'
import { fingerprints, SCORE_MIN, similarity } from '@core/compliance/similarity'
import { article, random, rewritten, scattered, textOf } from './articles'

const SEED = 20_261_125
/** As many as the store compares letter by letter. */
const CANDIDATES = 8
const PIECES = 120
const SHARES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6] as const
/** By sentences, paragraphs moved; and by single words all over the text, up to what the score still calls alike. */
const EDITS = [
  ...SHARES.map((share) => ({ share, name: 'of the sentences', edit: rewritten })),
  ...[0.05, 0.1, 0.15, 0.2].map((share) => ({ share, name: 'of the words', edit: scattered })),
]

describe(`among ${PIECES * (EDITS.length + 1)} pieces (seed ${SEED})`, () => {
  const next = random(SEED)
  const originals = Array.from({ length: PIECES }, () => article(next, 20 + Math.floor(next() * 60)))
  const copies = EDITS.map(({ share, edit }) => originals.map((each) => textOf(edit(next, each, share))))
  const texts = originals.map(textOf)
  const prints = texts.map((text) => new Set(fingerprints(text).map(({ hash }) => hash)))

  /** As the store looks for candidates: by shared hashes, measured by the smaller of the two. */
  const candidates = (text: string): number[] => {
    const own = fingerprints(text).map(({ hash }) => hash)
    return prints
      .map((known, index) => ({
        index,
        share: own.filter((hash) => known.has(hash)).length / Math.max(1, Math.min(own.length, known.size)),
      }))
      .filter(({ share }) => share > 0)
      .toSorted((a, b) => b.share - a.share)
      .slice(0, CANDIDATES)
      .map(({ index }) => index)
  }

  const counted = EDITS.map(({ share, name }, row) => {
    let [alike, found, reported, wrong] = [0, 0, 0, 0]
    copies[row]?.forEach((copy, original) => {
      const near = candidates(copy).filter((index) => similarity(copy, texts[index] ?? '').score >= SCORE_MIN)
      const isAlike = similarity(copy, texts[original] ?? '').score >= SCORE_MIN
      if (isAlike) alike += 1
      if (isAlike && near.includes(original)) found += 1
      reported += near.length
      wrong += near.filter((index) => index !== original).length
    })
    return {
      share,
      name,
      alike,
      recall: alike === 0 ? 1 : found / alike,
      precision: reported === 0 ? 1 : 1 - wrong / reported,
    }
  })

  it('nearly all are found, and nothing else', () => {
    const lines = counted.map(
      ({ share, name, alike, recall, precision }) =>
        `${Math.round(share * 100)}% ${name}: ${alike} of ${PIECES} alike, recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}`,
    )
    console.info(lines.join('\n'))
    for (const { share, name, alike, recall, precision } of counted) {
      expect(recall).toBeGreaterThanOrEqual(0.99)
      expect(precision).toBeGreaterThanOrEqual(0.99)
      // The score itself reaches what is half rewritten.
      if (name === 'of the sentences' && share <= 0.5) expect(alike).toBeGreaterThanOrEqual(PIECES * 0.95)
    }
  })

  it('a piece costs an eighth of its letters in fingerprints, at most', () => {
    const letters = texts.reduce((sum, text) => sum + text.length, 0)
    const kept = prints.reduce((sum, set) => sum + set.size, 0)
    console.info(`${((kept / letters) * 3000).toFixed(0)} fingerprints in 3,000 characters`)
    expect(kept / letters).toBeLessThan(1 / 8)
  })
})
