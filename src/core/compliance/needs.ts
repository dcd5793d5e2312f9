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

export type Need =
  | { readonly kind: 'anything' }
  /** Characters that stand side by side, as UTF-16 units. */
  | { readonly kind: 'text'; readonly units: readonly number[] }
  | { readonly kind: 'digits'; readonly count: number }
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
    case 'all':
      return need.parts.every((part) => isMet(part, text))
    case 'any':
      return need.parts.some((part) => isMet(part, text))
  }
}

/** Which units and which pairs of neighbours a text has; pairs by hash, so one may be taken for another, never missed. */
export class Noted {
  digits = 0
  readonly #units = new Uint8Array(0x10000)
  readonly #pairs = new Uint8Array(0x10000)
  /** The mark of this text in the tables; they are cleared when the marks run out. */
  #mark = 0

  note(units: Uint16Array, length: number, digits: number): void {
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

interface Read {
  readonly need: Need
  /** The one letter that the node is, where it is one: neighbours are put together to a text. */
  readonly letter?: number
  readonly digits?: number
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
      const body = read(node.body)
      if (body.digits !== undefined) return digitsNeed(body.digits * node.least)
      // A letter that is repeated is still there, but its neighbours are not known.
      return { need: body.need.kind === 'digits' ? { ...body.need, count: body.need.count * node.least } : body.need }
    }
    case 'assertion':
    case 'backreference':
      return { need: anything }
  }
}

function digitsNeed(count: number): Read {
  return { need: { kind: 'digits', count }, digits: count }
}

function sequence(nodes: readonly RegexNode[]): Need {
  const parts: Need[] = []
  let letters: number[] = []
  let digits = 0
  const flush = (): void => {
    if (letters.length > 0) parts.push({ kind: 'text', units: letters })
    letters = []
  }
  for (const node of nodes) {
    if (node.kind === 'assertion') continue
    const part = read(node)
    if (part.letter !== undefined) {
      letters.push(part.letter)
      continue
    }
    flush()
    digits += part.digits ?? (part.need.kind === 'digits' ? part.need.count : 0)
    if (part.need.kind !== 'digits' && part.need.kind !== 'anything') parts.push(part.need)
  }
  flush()
  // Counted together: eleven digits one after the other need eleven digits, not one.
  if (digits > 0) parts.unshift({ kind: 'digits', count: digits })
  const [only] = parts
  if (only === undefined) return anything
  return parts.length === 1 ? only : { kind: 'all', parts }
}

function any(parts: readonly Need[]): Need {
  return parts.some((part) => part.kind === 'anything') ? anything : { kind: 'any', parts }
}

function readSign(source: string): Read {
  if (/^\[(?:\d-\d|\d)+\]$/u.test(source) || source === '\\d') return digitsNeed(1)
  if (source.length === 1 && source !== '.') return ofUnits([source.charCodeAt(0)])
  const inside = /^\[([^\\^\-\][]+)\]$/u.exec(source)?.[1]
  if (inside === undefined || inside.length > largestClass || /[\ud800-\udfff]/u.test(inside)) return { need: anything }
  return ofUnits([...inside].map((sign) => sign.charCodeAt(0)))
}

function ofUnits(units: readonly number[]): Read {
  // What is squeezed out cannot be asked for.
  if (units.some((unit) => kindOf(String.fromCharCode(unit)) !== Kind.kept)) return { need: anything }
  if (units.every((unit) => unit >= 0x30 && unit <= 0x39)) return digitsNeed(1)
  // A digit may stand in the text in another form than in the view that the expression reads.
  if (units.some((unit) => (unit >= 0x30 && unit <= 0x39) || hanDigits.has(unit))) return { need: anything }
  const [only] = units
  if (units.length === 1 && only !== undefined) return { need: { kind: 'text', units: [only] }, letter: only }
  return { need: { kind: 'any', parts: units.map((unit) => ({ kind: 'text', units: [unit] })) } }
}
