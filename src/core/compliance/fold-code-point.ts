/** What one code point becomes: width, compatibility forms, case, marks and look-alikes folded. */
import { enclosed, lookAlikes, radicals, traditional } from './fold-tables'
import { stepBit } from './trace-bits'

export type Fold =
  | { readonly kind: 'keep'; readonly value: string; readonly steps: number }
  /** Invisible or not a character of the text; left out. */
  | { readonly kind: 'drop'; readonly steps: number }
  /** A mark on the character before it; left out, but inside that character's range. */
  | { readonly kind: 'mark'; readonly steps: number }

const variationSelector = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u0000-\u0008\u000b-\u001f\u007f]/u
const mark = /[\p{Mn}\p{Me}]/u
const marks = /[\p{Mn}\p{Me}]/gu
const space = /\p{Zs}|\u2800/u

/** Folds never change, so each is worked out once. Bounded by the code points that there are. */
const plain = new Map<number, Fold>()
const simplified = new Map<number, Fold>()

/** Frozen: stored fingerprints were made with it. */
export function foldCodePoint(codePoint: number): Fold {
  return known(plain, codePoint, work)
}

/** As the check reads it: radicals are the characters that they stand for, traditional characters the simplified ones. */
export function foldSign(codePoint: number): Fold {
  return known(simplified, codePoint, simplify)
}

function known(cache: Map<number, Fold>, codePoint: number, make: (codePoint: number) => Fold): Fold {
  const before = cache.get(codePoint)
  if (before !== undefined) return before
  const fold = make(codePoint)
  cache.set(codePoint, fold)
  return fold
}

function simplify(codePoint: number): Fold {
  const fold = foldCodePoint(codePoint)
  if (fold.kind !== 'keep') return fold
  const asCharacter = radicals.get(fold.value) ?? fold.value
  const value = traditional.get(asCharacter) ?? asCharacter
  const steps = (asCharacter === fold.value ? 0 : stepBit.width) | (value === asCharacter ? 0 : stepBit.traditional)
  return steps === 0 ? fold : { kind: 'keep', value, steps: fold.steps | steps }
}

function work(codePoint: number): Fold {
  const source = String.fromCodePoint(codePoint)
  if (variationSelector.test(source)) return { kind: 'mark', steps: stepBit['zero-width'] }
  if (invisible.test(source)) return { kind: 'drop', steps: stepBit['zero-width'] }
  if (mark.test(source)) return { kind: 'mark', steps: stepBit.combining }
  if (space.test(source)) return { kind: 'keep', value: ' ', steps: source === ' ' ? 0 : stepBit.space }

  let steps = 0
  const note = (before: string, after: string, step: number): string => {
    if (before !== after) steps |= step
    return after
  }
  const inside = enclosed(codePoint) ?? source.normalize('NFKC')
  const isDigit = /^\d+$/u.test(inside) && !/[\uff10-\uff19]/u.test(source)
  let value = note(source, inside, isDigit ? stepBit.digit : stepBit.width)
  value = note(value, value.toLowerCase(), stepBit.case)
  value = note(value, withoutMarks(value), stepBit.combining)
  value = note(value, [...value].map((sign) => lookAlikes.get(sign) ?? sign).join(''), stepBit['look-alike'])
  // A compatibility form may decompose to nothing but a mark and a space (´ ¨); it stays a symbol.
  return { kind: 'keep', value: value === '' ? source : value, steps }
}

/** NFC again afterwards, so that Hangul syllables stay whole. */
function withoutMarks(value: string): string {
  return value.normalize('NFD').replace(marks, '').normalize('NFC')
}
