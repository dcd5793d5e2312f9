/** Many needs at once: those that a text can meet, without asking each. */
import { isMet, keysOf, type Need, type Noted } from './needs'
import type { Squeezed } from './squeeze'

export interface NeedsIndex {
  /** Indices of the needs that the text meets, in order. `noted` has its letters. */
  readonly met: (squeezed: Squeezed, noted: Noted) => readonly number[]
}

export function indexNeeds(needs: readonly Need[]): NeedsIndex {
  const byUnit = new Map<number, number[]>()
  const isKey = new Uint8Array(0x10000)
  /** Those that no unit calls for: asked of every text. */
  const always: number[] = []
  needs.forEach((need, index) => {
    const keys = keysOf(need)
    if (keys === undefined) always.push(index)
    for (const unit of keys ?? []) {
      isKey[unit] = 1
      const known = byUnit.get(unit)
      if (known === undefined) byUnit.set(unit, [index])
      else known.push(index)
    }
  })
  /** By need: the text that it was last asked of. */
  const asked = new Uint32Array(needs.length)
  let text = 0
  return {
    met: ({ units, length }, noted) => {
      text = (text + 1) >>> 0
      const found = always.filter((index) => isMet(needs[index] ?? { kind: 'anything' }, noted))
      for (let i = 0; i < length; i += 1) {
        if (isKey[units[i] ?? 0] === 0) continue
        for (const index of byUnit.get(units[i] ?? 0) ?? []) {
          if (asked[index] === text) continue
          asked[index] = text
          if (isMet(needs[index] ?? { kind: 'anything' }, noted)) found.push(index)
        }
      }
      return found.length > 1 ? found.toSorted((a, b) => a - b) : found
    },
  }
}
