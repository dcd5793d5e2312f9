import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { segmentsOf } from '@renderer/features/compare/passage-segments'

it('segments are the whole text, with every passage at its place', () => {
  expect(
    segmentsOf('零一二三四五六七', [
      { start: 4, end: 6, passage: 1 },
      { start: 1, end: 3, passage: 0 },
    ]),
  ).toEqual([
    { text: '零', passage: null },
    { text: '一二', passage: 0 },
    { text: '三', passage: null },
    { text: '四五', passage: 1 },
    { text: '六七', passage: null },
  ])
})

it('nothing is lost or doubled, however passages overlap or reach', () => {
  const span = fc.record({ start: fc.nat(40), end: fc.nat(60), passage: fc.nat(9) })
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.array(span), (text, spans) => {
      const segments = segmentsOf(text, spans)
      expect(segments.map((segment) => segment.text).join('')).toBe(text)
      expect(segments.every((segment) => segment.text !== '')).toBe(true)
    }),
  )
})
