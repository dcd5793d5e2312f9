/** Builds a normalised text and its map unit by unit, in growing typed arrays. */
import type { View } from './offset-map'

/** Units handed to `String.fromCharCode` at once: more arguments can overflow the stack. */
const chunk = 8192

/** The first `length` units as a text. */
export function textOfUnits(units: Uint16Array, length: number): string {
  let text = ''
  for (let from = 0; from < length; from += chunk) {
    text += String.fromCharCode(...units.subarray(from, Math.min(length, from + chunk)))
  }
  return text
}

export class ViewBuilder {
  #length = 0
  #gap = 0
  #units: Uint16Array
  #starts: Uint32Array
  #ends: Uint32Array
  #steps: Uint16Array
  #gaps: Uint16Array

  constructor(capacity: number) {
    const size = Math.max(16, capacity)
    this.#units = new Uint16Array(size)
    this.#starts = new Uint32Array(size)
    this.#ends = new Uint32Array(size)
    this.#steps = new Uint16Array(size)
    this.#gaps = new Uint16Array(size)
  }

  /** Keeps a unit made from source `[start, end)`. */
  push(unit: number, start: number, end: number, steps: number): void {
    const index = this.#length
    if (index === this.#units.length) this.#grow()
    this.#units[index] = unit
    this.#starts[index] = start
    this.#ends[index] = end
    this.#steps[index] = steps
    this.#gaps[index] = this.#gap
    this.#gap = 0
    this.#length = index + 1
  }

  /** Leaves something out here, for the reasons of a mask. */
  skip(mask: number): void {
    this.#gap |= mask
  }

  /**
   * Leaves out a mark that belongs to the character before it (a combining mark, a variation selector): that
   * character's range grows over the mark, so that a span never cuts a visible character in two.
   */
  attach(end: number, mask: number): void {
    const last = this.#length - 1
    const start = this.#starts[last]
    // Only directly behind: after a gap the mark belongs to what was left out.
    if (start === undefined || this.#gap !== 0) {
      this.skip(mask)
      return
    }
    for (let i = last; i >= 0 && this.#starts[i] === start; i -= 1) {
      this.#ends[i] = end
      this.#steps[i] = (this.#steps[i] ?? 0) | mask
    }
  }

  build(): View {
    const length = this.#length
    return {
      text: textOfUnits(this.#units, length),
      map: {
        starts: this.#starts.subarray(0, length),
        ends: this.#ends.subarray(0, length),
        steps: this.#steps.subarray(0, length),
        gaps: this.#gaps.subarray(0, length),
      },
    }
  }

  #grow(): void {
    const size = this.#units.length * 2
    this.#units = grown(new Uint16Array(size), this.#units)
    this.#starts = grown(new Uint32Array(size), this.#starts)
    this.#ends = grown(new Uint32Array(size), this.#ends)
    this.#steps = grown(new Uint16Array(size), this.#steps)
    this.#gaps = grown(new Uint16Array(size), this.#gaps)
  }
}

function grown<A extends Uint16Array | Uint32Array>(larger: A, smaller: A): A {
  larger.set(smaller)
  return larger
}
