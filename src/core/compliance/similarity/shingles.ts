import { SHINGLE } from './limits'

const BASE = 0x01000193

/** BASE to the power SHINGLE: the weight of the unit that leaves the shingle. */
const LEAVING = Array.from({ length: SHINGLE }).reduce<number>((power) => Math.imul(power, BASE), 1)

/** A 32-bit hash of every run of SHINGLE units, by its start. Always the same for the same letters: it is stored. */
export function shingleHashes(text: string): Uint32Array {
  const hashes = new Uint32Array(Math.max(0, text.length - SHINGLE + 1))
  let rolling = 0
  for (let at = 0; at < text.length; at += 1) {
    rolling = (Math.imul(rolling, BASE) + text.charCodeAt(at)) | 0
    if (at >= SHINGLE) rolling = (rolling - Math.imul(text.charCodeAt(at - SHINGLE), LEAVING)) | 0
    if (at >= SHINGLE - 1) hashes[at - SHINGLE + 1] = mixed(rolling)
  }
  return hashes
}

/** Spreads the bits (the finaliser of MurmurHash3): a rolling hash alone favours some letters as the lowest. */
function mixed(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
