/** One piece, two habits: 在 AI 时代 here and 在AI时代 there. Either will do for the house; both at once will not. */
import type { Detector } from './detector'

const boundary = /(?<=\p{sc=Han})( ?)(?=[A-Za-z\d])|(?<=[A-Za-z\d%])( ?)(?=\p{sc=Han})/gu

/** Fewer places of the rarer habit are slips of the keyboard that nobody sees. */
const fewest = 3

interface Place {
  readonly block: string
  readonly start: number
  readonly end: number
}

export const mixedSpacing: Detector = {
  scope: 'document',
  find: (blocks) => {
    let spaced = 0
    let tight = 0
    let firstSpaced: Place | undefined
    let firstTight: Place | undefined
    for (const { block } of blocks) {
      if (block.kind === 'code') continue
      for (const { index, 0: gap } of block.text.matchAll(boundary)) {
        // With the sign before and the one after: an empty place has no span.
        const place = { block: block.id, start: index - 1, end: index + gap.length + 1 }
        if (gap === ' ') {
          spaced += 1
          firstSpaced ??= place
        } else {
          tight += 1
          firstTight ??= place
        }
      }
    }
    if (Math.min(spaced, tight) < fewest) return []
    const rarer = spaced < tight ? firstSpaced : firstTight
    return rarer === undefined ? [] : [{ ...rarer, detail: `${spaced} : ${tight}` }]
  },
}
