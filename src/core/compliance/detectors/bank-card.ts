/** Bank card numbers (ISO/IEC 7812): 16 to 19 digits, UnionPay's, Visa's or Mastercard's first digits, Luhn's checksum. */
import { matchesOf } from '../matches'
import { sourceRange } from '../offset-map'
import type { Detector } from './detector'

const shape = /(?<![\d.a-z=/_-])(?:62|4\d|5[1-5])\d{2}(?:[ \-*]?\d{4}){3}(?:[ \-*]?\d{1,3})?(?![\d.a-z%])/gu

export const bankCard: Detector = {
  scope: 'block',
  only: '\\d{16}',
  find: ({ views }) => {
    const { text, map } = views.digits
    return matchesOf(shape, text).flatMap((match) => {
      const digits = match[0].replace(/\D/gu, '')
      if (!hasLuhnChecksum(digits)) return []
      return [sourceRange(map, match.index, match.index + match[0].length)]
    })
  },
}

/** Luhn's algorithm, ISO/IEC 7812-1 annex B; digits only. */
export function hasLuhnChecksum(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - i))
    const value = i % 2 === 1 ? digit * 2 : digit
    sum += value > 9 ? value - 9 : value
  }
  return digits.length > 0 && sum % 10 === 0
}
