import { labelWord, toneOf, usualLabels } from '@renderer/features/review/highlight-labels'
import { locales } from '@shared/i18n/translate'
import { expect, it } from 'vitest'

it('gives a usual label its look in whichever language it was chosen', () => {
  for (const label of usualLabels) for (const locale of locales) expect(toneOf(labelWord(label, locale))).toBe(label)
  expect(toneOf('')).toBe('plain')
  expect(toneOf('要配图')).toBe('own')
})
