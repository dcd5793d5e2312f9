/**
 * The folded view: each character in its plain form, what cannot be seen left out, nothing else moved.
 * Punctuation and spaces stay, so sentences can still be told apart.
 */
import { foldCodePoint, foldSign, type Fold } from './fold-code-point'
import { entityAt } from './fold-tables'
import type { View } from './offset-map'
import { stepBit } from './trace-bits'
import { ViewBuilder } from './view-builder'

const ampersand = 0x26

/** As the check reads a text. */
export function fold(text: string): View {
  return foldWith(text, foldSign, plainUnits)
}

/** Frozen: stored fingerprints were made with it. Traditional characters and radicals stay as they are. */
export function foldForFingerprints(text: string): View {
  return foldWith(text, foldCodePoint, plainUnitsForFingerprints)
}

/** By unit: the unit that it folds to and, above it, the steps; `complex` where that does not say it all. 0: not looked at yet. */
const plainUnits = new Uint32Array(0x10000)
const plainUnitsForFingerprints = new Uint32Array(0x10000)
const complex = 0xffffffff

function foldWith(text: string, foldOne: (codePoint: number) => Fold, plain: Uint32Array): View {
  const builder = new ViewBuilder(text.length)
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at)
    const known = plain[unit] ?? 0
    const entry = known === 0 ? (plain[unit] = entryOf(unit, foldOne)) : known
    if (entry !== complex) {
      builder.push(entry & 0xffff, at, at + 1, entry >>> 16)
      at += 1
      continue
    }
    const entity = unit === ampersand ? entityAt(text, at) : undefined
    if (entity !== undefined) {
      pushFolded(builder, foldOne(entity.value.codePointAt(0) ?? 0), at, at + entity.length, stepBit.entity)
      at += entity.length
      continue
    }
    const codePoint = text.codePointAt(at) ?? unit
    const end = at + (codePoint > 0xffff ? 2 : 1)
    pushFolded(builder, foldOne(codePoint), at, end, 0)
    at = end
  }
  return builder.build()
}

function entryOf(unit: number, foldOne: (codePoint: number) => Fold): number {
  if (unit === ampersand || (unit >= 0xd800 && unit <= 0xdfff)) return complex
  const folded = foldOne(unit)
  // U+0000 is no part of a text (it is dropped), so no entry is 0.
  return folded.kind === 'keep' && folded.value.length === 1
    ? (folded.value.charCodeAt(0) | (folded.steps << 16)) >>> 0
    : complex
}

function pushFolded(builder: ViewBuilder, folded: Fold, start: number, end: number, extra: number): void {
  const steps = folded.steps | extra
  if (folded.kind === 'drop') builder.skip(steps)
  else if (folded.kind === 'mark') builder.attach(end, steps)
  else for (let i = 0; i < folded.value.length; i += 1) builder.push(folded.value.charCodeAt(i), start, end, steps)
}
