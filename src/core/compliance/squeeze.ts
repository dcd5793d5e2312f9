/**
 * The squeezed view: only letters and digits are left, so `加*微 信` reads 加微信. What stood between is kept in the
 * gaps of the map, for the matcher to judge: a symbol is a disguise, a full stop usually is a full stop.
 */
import type { View } from './offset-map'
import { hardGapBit, stepBit, wideGapBit } from './trace-bits'
import { ViewBuilder } from './view-builder'

/** Longest gap inside a disguised word, in UTF-16 units of the folded text: `加————微` is one, a table's leader dots are not. */
export const widestGap = 8

/** Numbers, not names: they live in a byte table of all UTF-16 units, where 0 is "not looked at yet". */
const Kind = { unknown: 0, kept: 1, symbol: 2, space: 3, hard: 4 } as const
type Kind = (typeof Kind)[keyof typeof Kind]

/** Sentence punctuation, brackets, quotes, dashes, line breaks and images: what separates more than it decorates. */
const hard = /[,;:!?。、\n\t\u2028\ufffc()[\]{}<>《》〈〉「」『』【】〔〕“”‘’"'—]/u
const letterOrNumber = /[\p{L}\p{N}]/u

const kinds = new Uint8Array(0x10000)

export function squeeze(folded: View): View {
  const { text, map } = folded
  const builder = new ViewBuilder(text.length)
  let skipped = 0
  for (let i = 0; i < text.length; i += 1) {
    const kind = kindAt(text, i)
    const steps = map.steps[i] ?? 0
    builder.skip(map.gaps[i] ?? 0)
    if (kind === Kind.kept) {
      builder.push(text.charCodeAt(i), map.starts[i] ?? 0, map.ends[i] ?? 0, steps)
      skipped = 0
      continue
    }
    skipped += 1
    builder.skip(gapMask(kind) | (skipped > widestGap ? wideGapBit : 0))
  }
  return builder.build()
}

function gapMask(kind: Kind): number {
  if (kind === Kind.space) return stepBit.space
  return kind === Kind.hard ? stepBit.symbol | hardGapBit : stepBit.symbol
}

function kindAt(text: string, at: number): Kind {
  const unit = text.charCodeAt(at)
  // Half of a pair: both halves are of the same kind. A half that stands alone is a symbol.
  if (unit >= 0xd800 && unit <= 0xdfff) {
    const high = unit < 0xdc00 ? at : at - 1
    const codePoint = text.codePointAt(high) ?? 0
    return codePoint > 0xffff && letterOrNumber.test(String.fromCodePoint(codePoint)) ? Kind.kept : Kind.symbol
  }
  const known = (kinds[unit] ?? Kind.unknown) as Kind
  if (known !== Kind.unknown) return known
  const kind = kindOf(String.fromCharCode(unit))
  kinds[unit] = kind
  return kind
}

function kindOf(sign: string): Kind {
  if (letterOrNumber.test(sign)) return Kind.kept
  if (hard.test(sign)) return Kind.hard
  return /\s/u.test(sign) ? Kind.space : Kind.symbol
}
