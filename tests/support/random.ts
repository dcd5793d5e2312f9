/** Random numbers that can be had again: the seed is in `SEED`, or made from a name. */

export interface RandomNumbers {
  readonly seed: number
  /** A whole number from 0 up to `limit`, without it. */
  below(limit: number): number
}

/** mulberry32. */
export function randomNumbers(name: string): RandomNumbers {
  const given = Number(process.env['SEED'])
  const seed = Number.isInteger(given) && given > 0 ? given : seedOf(name)
  let state = seed
  return {
    seed,
    below(limit) {
      state = (state + 0x6d2b79f5) | 0
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
    },
  }
}

/** Never 0, which as `SEED=0` would mean that none is given, so that what is printed can always be given again. */
function seedOf(name: string): number {
  return [...name].reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) % 2 ** 31, 7) || 1
}
