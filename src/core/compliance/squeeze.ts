/**
 * The squeezed text: only letters and digits are left, folded, so `加*微 信` reads 加微信. What stood between is kept in the
 * gaps, for the matcher to judge: a symbol is a disguise, a full stop usually is a full stop.
 *
 * This is the pass that every text goes through, so it is one loop over tables of UTF-16 units that writes into buffers which
 * are used again. What one table entry cannot say (a pair of surrogates, an entity, a mark, a sign that folds to several) goes
 * the slow way for that sign only.
 */
import { foldSign } from './fold-code-point'
import { entityAt, hanDigits } from './fold-tables'
import type { View } from './offset-map'
import { Kind, kindOf } from './signs'
import { hardGapBit, stepBit, wideGapBit } from './trace-bits'
import { mapOfUnits, textOfUnits } from './view-builder'

/** Longest gap inside a disguised word, in UTF-16 units of the folded text: `加————微` is one, a table's leader dots are not. */
export const widestGap = 8

/** What is in a squeezed text, as bits: most of the dear questions need not be asked of most texts. */
export const Trait = {
  digit: 1,
  latin: 2,
  repeat: 4,
  complexLatin: 8,
  /** Half-width punctuation of sentences, as written. */
  halfMark: 16,
  /** Two marks of punctuation side by side. */
  marks: 32,
  /** A letter or digit that is wider than the plain one. */
  wide: 64,
  /** Something that is more or less than one character when folded: an entity, a mark, what cannot be seen. */
  complex: 128,
} as const

/** The buffers of the last text; valid until the next one is squeezed. Only the first `length` entries count. */
export interface Squeezed {
  units: Uint16Array
  /** Source ranges, as in an `OffsetMap`. */
  starts: Uint32Array
  ends: Uint32Array
  steps: Uint16Array
  gaps: Uint16Array
  length: number
  /** What was left out, folded: every sign, in order; only the first `signCount` count. */
  signs: Uint16Array
  signCount: number
  /** A mask of `Trait`. */
  traits: number
  /** Digits, Han ones too. */
  digits: number
  /** Latin letters. */
  letters: number
}

/** A text longer than this does not keep its buffers. */
const keptCapacity = 1 << 18

const gapMasks: readonly number[] = [0, 0, stepBit.symbol, stepBit.space, stepBit.symbol | hardGapBit, 0]

/** By source unit: the folded unit, its kind in 3 bits, its steps in 13. 0: not looked at yet. */
const entries = new Uint32Array(0x10000)
/** By folded unit: a mask of `Trait`. */
const traitsOf = new Uint8Array(0x10000)
for (const sign of ',;:!?.。、') traitsOf[sign.charCodeAt(0)] = Trait.marks
for (let unit = 0x30; unit <= 0x39; unit += 1) traitsOf[unit] = Trait.digit
for (let unit = 0x61; unit <= 0x7a; unit += 1) traitsOf[unit] = Trait.latin
for (const unit of hanDigits.keys()) traitsOf[unit] = Trait.digit

const buffers: Squeezed = empty(1024)

function empty(capacity: number): Squeezed {
  return {
    units: new Uint16Array(capacity),
    starts: new Uint32Array(capacity),
    ends: new Uint32Array(capacity),
    steps: new Uint16Array(capacity),
    gaps: new Uint16Array(capacity),
    length: 0,
    signs: new Uint16Array(capacity),
    signCount: 0,
    traits: 0,
    digits: 0,
    letters: 0,
  }
}

/** What came last in the folded text: it decides what a mark belongs to. */
const Last = { nothing: 0, kept: 1, symbol: 2, gap: 3 } as const

/** Where the slow way goes on: the rest of the loop's state. */
const loop = { gap: 0, skipped: 0, last: 0 as number }

export function squeeze(text: string): Squeezed {
  const { length } = text
  if (buffers.units.length < length || (buffers.units.length > keptCapacity && length <= keptCapacity)) {
    Object.assign(buffers, empty(Math.max(1024, length, Math.min(keptCapacity, length * 2))))
  }
  let { units, starts, ends, steps, gaps, signs } = buffers
  let count = 0
  let signCount = 0
  let traits = 0
  let allSteps = 0
  /** Where the last mark of punctuation stood. */
  let markAt = -2
  let digits = 0
  let letters = 0
  let gap = 0
  let skipped = 0
  let last: number = Last.nothing
  let before = 0
  for (let i = 0; i < length; i += 1) {
    const source = text.charCodeAt(i)
    const known = entries[source] ?? 0
    const entry = known === 0 ? learn(source) : known
    const kind = (entry >>> 16) & 7
    if (kind === Kind.kept) {
      // Only a text that is longer squeezed than as written (㍿ is four characters) comes to the end of the buffers.
      if (count === units.length) {
        buffers.length = count
        growBuffers()
        ;({ units, starts, ends, steps, gaps, signs } = buffers)
      }
      const unit = entry & 0xffff
      units[count] = unit
      starts[count] = i
      ends[count] = i + 1
      steps[count] = entry >>> 19
      allSteps |= entry >>> 19
      gaps[count] = gap
      count += 1
      gap = 0
      skipped = 0
      last = Last.kept
      const trait = traitsOf[unit] ?? 0
      traits |= unit === before ? trait | Trait.repeat : trait
      digits += trait & Trait.digit
      letters += (trait & Trait.latin) >> 1
      before = unit
    } else if (kind === Kind.complex) {
      // An entity ends with half-width punctuation.
      traits |= source === 0x26 ? Trait.complex | Trait.halfMark : Trait.complex
      buffers.length = count
      buffers.signCount = signCount
      loop.gap = gap
      loop.skipped = skipped
      loop.last = last
      const end = slowly(text, i)
      if (buffers.units !== units) ({ units, starts, ends, steps, gaps, signs } = buffers)
      signCount = buffers.signCount
      for (; count < buffers.length; count += 1) {
        const unit = units[count] ?? 0
        const trait = traitsOf[unit] ?? 0
        traits |=
          (unit === before ? trait | Trait.repeat : trait) | ((trait & Trait.latin) === 0 ? 0 : Trait.complexLatin)
        digits += trait & Trait.digit
        letters += (trait & Trait.latin) >> 1
        before = unit
      }
      ;({ gap, skipped, last } = loop)
      i = end - 1
    } else {
      skipped += 1
      gap |= (gapMasks[kind] ?? 0) | (skipped > widestGap ? wideGapBit : 0)
      last = Last.symbol
      const sign = entry & 0xffff
      if (signCount === signs.length) {
        buffers.signCount = signCount
        growBuffers()
        ;({ units, starts, ends, steps, gaps, signs } = buffers)
      }
      signs[signCount] = sign
      signCount += 1
      if ((traitsOf[sign] ?? 0) !== 0) {
        if (markAt === i - 1) traits |= Trait.marks
        if (source < 0x80) traits |= Trait.halfMark
        markAt = i
      }
    }
  }
  buffers.length = count
  buffers.signCount = signCount
  buffers.traits = (allSteps & stepBit.width) === 0 ? traits : traits | Trait.wide
  buffers.digits = digits
  buffers.letters = letters
  return buffers
}

/** Squeezes the sign at `at` with what the buffers and `loop` say; where the next one begins. */
function slowly(text: string, at: number): number {
  const entity = text.charCodeAt(at) === 0x26 ? entityAt(text, at) : undefined
  const codePoint = (entity === undefined ? text.codePointAt(at) : entity.value.codePointAt(0)) ?? 0
  const end = entity === undefined ? at + (codePoint > 0xffff ? 2 : 1) : at + entity.length
  const folded = foldSign(codePoint)
  const mask = folded.steps | (entity === undefined ? 0 : stepBit.entity)
  if (folded.kind === 'drop') {
    loop.gap |= mask
    loop.last = Last.gap
  } else if (folded.kind === 'mark') attach(end, mask)
  else for (const sign of folded.value) take(sign, at, end, mask)
  return end
}

/** A mark belongs to the character directly before it, whose range grows over it; after a gap, to what was left out. */
function attach(end: number, mask: number): void {
  if (loop.last === Last.symbol) return
  if (loop.last !== Last.kept) {
    loop.gap |= mask
    loop.last = Last.gap
    return
  }
  const start = buffers.starts[buffers.length - 1]
  for (let i = buffers.length - 1; i >= 0 && buffers.starts[i] === start; i -= 1) {
    buffers.ends[i] = end
    buffers.steps[i] = (buffers.steps[i] ?? 0) | mask
  }
}

function take(sign: string, start: number, end: number, mask: number): void {
  const kind = kindOf(sign)
  for (let i = 0; i < sign.length; i += 1) {
    if (kind !== Kind.kept) {
      if (buffers.signCount === buffers.signs.length) growBuffers()
      buffers.signs[buffers.signCount] = sign.charCodeAt(i)
      buffers.signCount += 1
      loop.skipped += 1
      loop.gap |= (gapMasks[kind] ?? 0) | (loop.skipped > widestGap ? wideGapBit : 0)
      loop.last = Last.symbol
      continue
    }
    if (buffers.length === buffers.units.length) growBuffers()
    const at = buffers.length
    buffers.units[at] = sign.charCodeAt(i)
    buffers.starts[at] = start
    buffers.ends[at] = end
    buffers.steps[at] = mask
    buffers.gaps[at] = loop.gap
    buffers.length = at + 1
    loop.gap = 0
    loop.skipped = 0
    loop.last = Last.kept
  }
}

function growBuffers(): void {
  const larger = empty(buffers.units.length * 2)
  larger.units.set(buffers.units)
  larger.starts.set(buffers.starts)
  larger.ends.set(buffers.ends)
  larger.steps.set(buffers.steps)
  larger.gaps.set(buffers.gaps)
  larger.signs.set(buffers.signs)
  const { length, signCount } = buffers
  Object.assign(buffers, larger, { length, signCount })
}

/** Works out the entry of a source unit, once. */
function learn(source: number): number {
  const entry = entryOf(source)
  entries[source] = entry
  return entry
}

function entryOf(source: number): number {
  const complex = Kind.complex << 16
  if (source === 0x26 || (source >= 0xd800 && source <= 0xdfff)) return complex
  const folded = foldSign(source)
  if (folded.kind !== 'keep' || folded.value.length !== 1) return complex
  return (folded.value.charCodeAt(0) | (kindOf(folded.value) << 16) | (folded.steps << 19)) >>> 0
}

/** A copy of the buffers that stays: the squeezed view. */
export function viewOf(squeezed: Squeezed): View {
  return { text: textOfUnits(squeezed.units, squeezed.length), map: mapOfUnits(squeezed, squeezed.length) }
}
