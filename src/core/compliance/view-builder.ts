/** Builds a normalised text and its map unit by unit, in growing typed arrays. */
import type { OffsetMap, View } from './offset-map'

/** The first `length` units as a text. */
export function textOfUnits(units: Uint16Array, length: number): string {
  return Buffer.from(units.buffer, units.byteOffset, length * 2).toString('utf16le')
}

/** Maps of short texts share a piece of memory: to get one for each is what costs. */
let shared = new ArrayBuffer(0)
let used = 0
const sharedSize = 1 << 16

function memoryOf(bytes: number): { readonly memory: ArrayBuffer; readonly at: number } {
  const rounded = (bytes + 3) & ~3
  if (rounded > sharedSize >>> 3) return { memory: new ArrayBuffer(rounded), at: 0 }
  if (used + rounded > shared.byteLength) {
    shared = new ArrayBuffer(sharedSize)
    used = 0
  }
  const at = used
  used += rounded
  return { memory: shared, at }
}

/** The first `length` entries of the arrays of a map, copied. */
export function mapOfUnits(from: OffsetMap, length: number): OffsetMap {
  const { memory, at } = memoryOf(length * 12)
  const starts = new Uint32Array(memory, at, length)
  const ends = new Uint32Array(memory, at + length * 4, length)
  const steps = new Uint16Array(memory, at + length * 8, length)
  const gaps = new Uint16Array(memory, at + length * 10, length)
  starts.set(from.starts.subarray(0, length))
  ends.set(from.ends.subarray(0, length))
  steps.set(from.steps.subarray(0, length))
  gaps.set(from.gaps.subarray(0, length))
  return { starts, ends, steps, gaps }
}

interface Buffers extends OffsetMap {
  readonly units: Uint16Array
}

function buffersOf(capacity: number): Buffers {
  return {
    units: new Uint16Array(capacity),
    starts: new Uint32Array(capacity),
    ends: new Uint32Array(capacity),
    steps: new Uint16Array(capacity),
    gaps: new Uint16Array(capacity),
  }
}

/** Buffers of a finished view, for the next one: a text has hundreds of short paragraphs. */
let spare: Buffers | undefined
const largestSpare = 1 << 16

export class ViewBuilder {
  #length = 0
  #gap = 0
  #buffers: Buffers

  constructor(capacity: number) {
    const size = Math.max(1024, capacity)
    this.#buffers = spare !== undefined && spare.units.length >= size ? spare : buffersOf(size)
    spare = undefined
  }

  /** Keeps a unit made from source `[start, end)`. */
  push(unit: number, start: number, end: number, steps: number): void {
    const index = this.#length
    if (index === this.#buffers.units.length) this.#grow()
    const buffers = this.#buffers
    buffers.units[index] = unit
    buffers.starts[index] = start
    buffers.ends[index] = end
    buffers.steps[index] = steps
    buffers.gaps[index] = this.#gap
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
    const { starts, ends, steps } = this.#buffers
    const start = starts[last]
    // Only directly behind: after a gap the mark belongs to what was left out.
    if (start === undefined || this.#gap !== 0) {
      this.skip(mask)
      return
    }
    for (let i = last; i >= 0 && starts[i] === start; i -= 1) {
      ends[i] = end
      steps[i] = (steps[i] ?? 0) | mask
    }
  }

  /** The view. The builder is done with. */
  build(): View {
    const buffers = this.#buffers
    const view = { text: textOfUnits(buffers.units, this.#length), map: mapOfUnits(buffers, this.#length) }
    if (buffers.units.length <= largestSpare) spare = buffers
    return view
  }

  #grow(): void {
    const larger = buffersOf(this.#buffers.units.length * 2)
    larger.units.set(this.#buffers.units)
    larger.starts.set(this.#buffers.starts)
    larger.ends.set(this.#buffers.ends)
    larger.steps.set(this.#buffers.steps)
    larger.gaps.set(this.#buffers.gaps)
    this.#buffers = larger
  }
}
