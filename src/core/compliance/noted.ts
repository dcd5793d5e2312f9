/** What a text has of all that the needs of the packs ask for, noted in one look at it. */
import { hanDigits } from './fold-tables'
import { pairKey, type Need } from './needs'
import { Trait, type Squeezed } from './squeeze'

/** A need that is quick to ask: its texts are numbers of what is watched for. */
export type Asked =
  | Exclude<Need, { readonly kind: 'text' | 'all' | 'any' }>
  /** One of the texts, each as its number of parts and then these. */
  | { readonly kind: 'texts'; readonly ids: Int32Array }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Asked[] }

/** Whether a text that was noted can match. */
export function isMet(need: Asked, text: Noted): boolean {
  switch (need.kind) {
    case 'anything':
      return true
    case 'texts':
      return text.hasAny(need.ids)
    case 'digits':
      return text.digits >= need.count && (need.run < 2 || text.digitRun() >= need.run)
    case 'latin':
      return text.digits + text.letters >= need.count
    case 'short':
      return text.size <= need.most * text.widest
    case 'all':
      for (const part of need.parts) if (!isMet(part, text)) return false
      return true
    case 'any':
      for (const part of need.parts) if (isMet(part, text)) return true
      return false
  }
}

/** What the needs ask for: units and pairs of neighbours (by `pairKey`), as bits and by number from 1 on. */
export class Watched {
  readonly units = new Uint32Array(0x10000 >>> 5)
  readonly pairs = new Uint32Array(0x10000 >>> 5)
  /** By unit, and by 0x10000 + `pairKey`. */
  readonly ids = new Uint32Array(0x20000)
  count = 0

  /** The need with the numbers of what it asks for. */
  ask(need: Need): Asked {
    switch (need.kind) {
      case 'text':
        return { kind: 'texts', ids: Int32Array.from(this.#partsOf(need)) }
      case 'any': {
        const texts = need.parts.filter((part) => part.kind === 'text')
        const ids = Int32Array.from(texts.flatMap((text) => this.#partsOf(text)))
        const others = need.parts.filter((part) => part.kind !== 'text').map((part) => this.ask(part))
        if (others.length === 0) return { kind: 'texts', ids }
        return { kind: 'any', parts: ids.length === 0 ? others : [{ kind: 'texts', ids }, ...others] }
      }
      case 'all':
        return { kind: 'all', parts: need.parts.map((part) => this.ask(part)) }
      default:
        return need
    }
  }

  #partsOf({ units }: Need & { readonly kind: 'text' }): number[] {
    const [only = 0] = units
    if (units.length === 1) return [1, this.#idOf(only, this.units, only)]
    const ids = units
      .slice(1)
      .map((unit, at) => pairKey(units[at] ?? 0, unit))
      .map((pair) => this.#idOf(0x10000 + pair, this.pairs, pair))
    return [ids.length, ...ids]
  }

  #idOf(key: number, bits: Uint32Array, bit: number): number {
    const known = this.ids[key] ?? 0
    if (known !== 0) return known
    bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31))
    this.count += 1
    this.ids[key] = this.count
    return this.count
  }
}

/** Which of the watched units and pairs of neighbours a text has; pairs by hash, so one may be taken for another, never missed. */
export class Noted {
  digits = 0
  letters = 0
  /** In UTF-16 units of the squeezed text: no view is shorter. */
  size = 0
  /** The most units that one of its characters may have. */
  widest = 1
  /** The numbers of what the text has of the watched, each once. */
  readonly met: number[] = []
  readonly #watched: Watched
  /** By number: the text that last had it. */
  readonly #marks: Uint32Array
  #text = 0
  #squeezed: Pick<Squeezed, 'units' | 'length'> = { units: new Uint16Array(0), length: 0 }
  #digitRun = -1

  /** `watched`: complete. */
  constructor(watched: Watched) {
    this.#watched = watched
    this.#marks = new Uint32Array(watched.count + 1)
  }

  /** Until the buffers are used for the next text. */
  note(squeezed: Squeezed): void {
    const { units, length, signs, signCount } = squeezed
    const { units: watchedUnits, pairs: watchedPairs, ids } = this.#watched
    this.#text += 1
    this.met.length = 0
    let before = 0
    for (let i = 0; i < length; i += 1) {
      const unit = units[i] ?? 0
      const pair = pairKey(before, unit)
      if (((watchedPairs[pair >>> 5] ?? 0) & (1 << (pair & 31))) !== 0) this.#mark(ids[0x10000 + pair] ?? 0)
      if (((watchedUnits[unit >>> 5] ?? 0) & (1 << (unit & 31))) !== 0) this.#mark(ids[unit] ?? 0)
      before = unit
    }
    for (let i = 0; i < signCount; i += 1) {
      const sign = signs[i] ?? 0
      if (((watchedUnits[sign >>> 5] ?? 0) & (1 << (sign & 31))) !== 0) this.#mark(ids[sign] ?? 0)
    }
    this.digits = squeezed.digits
    this.letters = squeezed.letters
    this.size = length
    this.widest = (squeezed.traits & Trait.complex) === 0 ? 1 : 2
    this.#squeezed = squeezed
    this.#digitRun = -1
  }

  #mark(id: number): void {
    if (this.#marks[id] === this.#text) return
    this.#marks[id] = this.#text
    this.met.push(id)
  }

  /** See `Asked`. */
  hasAny(ids: Int32Array): boolean {
    const marks = this.#marks
    const text = this.#text
    for (let at = 0; at < ids.length;) {
      const end = at + 1 + (ids[at] ?? 0)
      let part = at + 1
      while (part < end && marks[ids[part] ?? 0] === text) part += 1
      if (part === end) return true
      at = end
    }
    return false
  }

  /** The most digits, in any form, with no Latin letter and no other Han character between. */
  digitRun(): number {
    if (this.#digitRun < 0) this.#digitRun = longestRun(this.#squeezed)
    return this.#digitRun
  }
}

function longestRun({ units, length }: Pick<Squeezed, 'units' | 'length'>): number {
  let longest = 0
  let run = 0
  for (let i = 0; i < length; i += 1) {
    const unit = units[i] ?? 0
    if ((unit >= 0x30 && unit <= 0x39) || hanDigits.has(unit)) {
      run += 1
      if (run > longest) longest = run
    } else if ((unit >= 0x61 && unit <= 0x7a) || (unit >= 0x4e00 && unit <= 0x9fff)) run = 0
  }
  return longest
}
