/** The digits view: the folded text with 零一二 and 壹贰叁 as Arabic digits, for numbers that are written out to hide them. */
import { hanDigits } from './fold-tables'
import type { View } from './offset-map'
import { stepBit } from './trace-bits'
import { ViewBuilder } from './view-builder'

export function foldDigits(folded: View): View {
  const { text, map } = folded
  const builder = new ViewBuilder(text.length)
  for (let i = 0; i < text.length; i += 1) {
    const digit = hanDigits.get(text.charCodeAt(i))
    const steps = map.steps[i] ?? 0
    builder.skip(map.gaps[i] ?? 0)
    builder.push(
      digit ?? text.charCodeAt(i),
      map.starts[i] ?? 0,
      map.ends[i] ?? 0,
      digit === undefined ? steps : steps | stepBit.digit,
    )
  }
  return builder.build()
}
