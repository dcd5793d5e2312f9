/** 公民身份号码 (GB 11643-1999): 17 digits and a check character (ISO 7064 MOD 11-2), so that an order number is not one. */
import { matchesOf } from '../matches'
import { sourceRange } from '../offset-map'
import type { Detector } from './detector'

/** Region 1–9, a year of 18xx–20xx, month and day; signs that hide the number may stand between. */
const shape =
  /(?<![\da-z])[1-9]\d{5}[ .\-*·_]{0,2}(?:18|19|20)\d{2}[ .\-*·_]{0,2}(?:0[1-9]|1[0-2])[ .\-*·_]{0,2}(?:0[1-9]|[12]\d|3[01])[ .\-*·_]{0,2}\d{3}[\dx](?![\da-z])/gu

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checks = '10x98765432'

export const identityNumber: Detector = {
  scope: 'block',
  only: '\\d{17}',
  find: ({ views }) => {
    const { text, map } = views.digits
    return matchesOf(shape, text).flatMap((match) => {
      if (!isIdentityNumber(match[0].replace(/[^\dx]/gu, ''))) return []
      return [sourceRange(map, match.index, match.index + match[0].length)]
    })
  },
}

/** 18 characters, lower case. */
export function isIdentityNumber(number: string): boolean {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(number.charAt(index)), 0)
  return number.length === 18 && number.charAt(17) === checks.charAt(sum % 11)
}
