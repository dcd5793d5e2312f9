/** A sum of the author's that its own figures contradict: 1.5 亿 → 2.5 亿 is 66.67%, not 80%. */
import { calculationsOf } from '../figures/calculations'
import { readFigures } from '../figures/read-figures'
import type { Detector } from './detector'

/** What a claim is made of; most paragraphs have none, and reading figures is dear. */
const worthReading = /[%％﹪倍]|[合共总總][计計]|[总總一]共|加起[来來]/u

export const arithmetic: Detector = {
  scope: 'block',
  only: '\\d{2}',
  worth: worthReading,
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
