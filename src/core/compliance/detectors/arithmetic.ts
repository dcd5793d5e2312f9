/** A sum of the author's that its own figures contradict: 1.5 亿 → 2.5 亿 is 66.67%, not 80%. */
import { calculationsOf } from '../figures/calculations'
import { readFigures } from '../figures/read-figures'
import type { Detector } from './detector'

/** What a claim is made of; most paragraphs have none, and reading figures is dear. */
const claim = '\\d.\\d(?:[%倍]|[合共总]计|总共|一共|加起来)'

export const arithmetic: Detector = {
  scope: 'block',
  only: claim,
  find: ({ block }) => {
    if (block.kind === 'code') return []
    return calculationsOf(readFigures(block))
      .filter(({ verdict }) => verdict === 'wrong')
      .map(({ claimed, from, expected }) => ({
        start: claimed.start,
        end: claimed.end,
        detail: `${from.map(({ text }) => text).join(' → ')}: ${expected}${claimed.kind === 'percent' ? '%' : ''}`,
      }))
  },
}
