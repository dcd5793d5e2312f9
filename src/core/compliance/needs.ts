/**
 * What a text must contain for a regular expression to match at all, read off the expression: most of hundreds of expressions
 * need not be tried on most paragraphs. Errs on one side only: what cannot match is left out, never what can.
 *
 * Compared with the squeezed text, which has all letters and digits of the folded one in the same order; a digit counts in any
 * of its forms, so that the same answer holds for the digits view.
 */
import { hanDigits } from './fold-tables'
import { parseRegex, type RegexNode } from './regex-tree'
import { Kind, kindOf } from './signs'
import type { Squeezed } from './squeeze'

export type Need =
  | { readonly kind: 'anything' }
  /** Characters that stand side by side, as UTF-16 units. */
  | { readonly kind: 'text'; readonly units: readonly number[] }
  /** So many digits, or so many Latin letters and digits. */
  | { readonly kind: 'digits' | 'latin'; readonly count: number }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Need[] }

const anything: Need = { kind: 'anything' }

export function needOf(regex: string): Need {
  return read(parseRegex(regex)).need
}

/** Whether a text whose letters were noted can match. */
export function isMet(need: Need, text: Noted): boolean {
  switch (need.kind) {
    case 'anything':
      return true
    case 'text':
      return text.has(need.units)
    case 'digits':
      return text.digits >= need.count
    case 'latin':
      return text.digits + text.letters >= need.count
    case 'all':
      return need.parts.every((part) => isMet(part, text))
    case 'any':
      return need.parts.some((part) => isMet(part, text))
  }
}

/** Which units and which pairs of neighbours a text has; pairs by hash, so one may be taken for another, never missed. */
export class Noted {
  digits = 0
  letters = 0
  readonly #units = new Uint8Array(0x10000)
  readonly #pairs = new Uint8Array(0x10000)
  /** The mark of this text in the tables; they are cleared when the marks run out. */
  #mark = 0

  note({ units, length, digits, letters }: Squeezed): void {
    if (this.#mark === 255) {
      this.#units.fill(0)
      this.#pairs.fill(0)
      this.#mark = 0
    }
    this.#mark += 1
    const mark = this.#mark
    let before = 0
    for (let i = 0; i < length; i += 1) {
      const unit = units[i] ?? 0
      this.#units[unit] = mark
      this.#pairs[pairHash(before, unit)] = mark
      before = unit
    }
    this.digits = digits
    this.letters = letters
  }

  has(units: readonly number[]): boolean {
    for (let i = 0; i < units.length; i += 1) {
      const unit = units[i] ?? 0
      if (this.#units[unit] !== this.#mark) return false
      if (i > 0 && this.#pairs[pairHash(units[i - 1] ?? 0, unit)] !== this.#mark) return false
    }
    return true
  }
}

function pairHash(left: number, right: number): number {
  return (Math.imul(left, 0x9e3b) ^ right) & 0xffff
}

/** Largest class of characters that is written out. */
const largestClass = 40

/** Something of which only the number is known. */
interface Counted {
  readonly kind: 'digits' | 'latin'
  readonly count: number
}

interface Read {
  readonly need: Need
  /** The one letter that the node is, where it is one: neighbours are put together to a text. */
  readonly letter?: number
}

function read(node: RegexNode): Read {
  switch (node.kind) {
    case 'char':
      return readSign(node.source)
    case 'sequence':
      return { need: sequence(node.parts) }
    case 'alternatives':
      return { need: any(node.parts.map((part) => read(part).need)) }
    case 'repeat': {
      if (node.least === 0) return { need: anything }
      const { need } = read(node.body)
      // A letter that is repeated is still there, but its neighbours are not known.
      return { need: isCounted(need) ? { ...need, count: need.count * node.least } : need }
    }
    case 'assertion':
    case 'backreference':
      return { need: anything }
  }
}

function isCounted(need: Need): need is Counted {
  return need.kind === 'digits' || need.kind === 'latin'
}

function sequence(nodes: readonly RegexNode[]): Need {
  const parts: Need[] = []
  const counts = { digits: 0, latin: 0 }
  let letters: number[] = []
  const flush = (): void => {
    if (letters.length > 0) parts.push({ kind: 'text', units: letters })
    letters = []
  }
  for (const node of nodes) {
    if (node.kind === 'assertion') continue
    const { need, letter } = read(node)
    if (letter !== undefined) {
      letters.push(letter)
      continue
    }
    flush()
    // Counted together: eleven digits one after the other need eleven digits, not one.
    if (isCounted(need)) counts[need.kind] += need.count
    else if (need.kind !== 'anything') parts.push(need)
  }
  flush()
  if (counts.digits > 0) parts.unshift({ kind: 'digits', count: counts.digits })
  if (counts.latin > 0) parts.unshift({ kind: 'latin', count: counts.latin + counts.digits })
  const [only] = parts
  if (only === undefined) return anything
  return parts.length === 1 ? only : { kind: 'all', parts }
}

function any(parts: readonly Need[]): Need {
  return parts.some((part) => part.kind === 'anything') ? anything : { kind: 'any', parts }
}

function readSign(source: string): Read {
  if (/^\[(?:\d-\d|\d)+\]$/u.test(source) || source === '\\d') return { need: { kind: 'digits', count: 1 } }
  if (/^\[(?:[a-z]-[a-z]|\d-\d|[a-z\d])+\]$/u.test(source)) return { need: { kind: 'latin', count: 1 } }
  if (source.length === 1 && source !== '.') return ofUnits([source.charCodeAt(0)])
  const inside = /^\[([^\\^\-\][]+)\]$/u.exec(source)?.[1]
  if (inside === undefined || inside.length > largestClass || /[\ud800-\udfff]/u.test(inside)) return { need: anything }
  return ofUnits([...inside].map((sign) => sign.charCodeAt(0)))
}

function ofUnits(units: readonly number[]): Read {
  // What is squeezed out cannot be asked for.
  if (units.some((unit) => kindOf(String.fromCharCode(unit)) !== Kind.kept)) return { need: anything }
  if (units.every((unit) => unit >= 0x30 && unit <= 0x39)) return { need: { kind: 'digits', count: 1 } }
  // A digit may stand in the text in another form than in the view that the expression reads.
  if (units.some((unit) => (unit >= 0x30 && unit <= 0x39) || hanDigits.has(unit))) return { need: anything }
  const [only] = units
  if (units.length === 1 && only !== undefined) return { need: { kind: 'text', units: [only] }, letter: only }
  return { need: { kind: 'any', parts: units.map((unit) => ({ kind: 'text', units: [unit] })) } }
}

/** Characters that nearly every paragraph has: no sign of anything. */
const everywhere = new Set(
  [...'的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要出也得里后自以会'].map((sign) =>
    sign.charCodeAt(0),
  ),
)

/**
 * Units of which a text that meets the need has at least one, as few and as rare ones as can be; undefined where there are
 * none to name. So that of many needs only those are looked at that a unit of the text calls for.
 */
export function keysOf(need: Need): readonly number[] | undefined {
  switch (need.kind) {
    case 'anything':
    case 'digits':
    case 'latin':
      return undefined
    case 'text':
      return [need.units.find((unit) => !everywhere.has(unit)) ?? need.units[0] ?? 0]
    case 'all':
      return need.parts
        .map(keysOf)
        .filter((keys) => keys !== undefined)
        .toSorted((a, b) => cost(a) - cost(b))[0]
    case 'any': {
      const keys = need.parts.map(keysOf)
      return keys.every((each) => each !== undefined) ? [...new Set(keys.flat())] : undefined
    }
  }
}

function cost(keys: readonly number[]): number {
  return keys.reduce((sum, unit) => sum + (everywhere.has(unit) ? 20 : 1), 0)
}
