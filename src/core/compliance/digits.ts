/** The digits view: the folded text with 零一二 and 壹贰叁 as Arabic digits, for numbers that are written out to hide them. */
import { hanDigits } from './fold-tables'
import type { View } from './offset-map'
import { stepBit } from './trace-bits'
import { textOfUnits } from './view-builder'

export function foldDigits(folded: View): View {
  const { text, map } = folded
  let units: Uint16Array | undefined
  let steps = map.steps
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    const digit = digitOf[unit] ?? 0
    if (digit === 0) continue
    if (units === undefined) {
      units = new Uint16Array(text.length)
      for (let at = 0; at < text.length; at += 1) units[at] = text.charCodeAt(at)
      steps = steps.slice()
    }
    units[i] = digit
    steps[i] = (steps[i] ?? 0) | stepBit.digit
  }
  return units === undefined ? folded : { text: textOfUnits(units, units.length), map: { ...map, steps } }
}

/** By unit: the Arabic digit that it is, or 0. */
const digitOf = new Uint16Array(0x10000)
for (const [unit, digit] of hanDigits) digitOf[unit] = digit
