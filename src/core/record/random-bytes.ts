/** Random bytes, asked of the system many at a time: by themselves, sixteen cost more than hashing an event does. */
import { randomFillSync } from 'node:crypto'

/** Bytes of a salt, and of what makes an id unlike any other. */
export const RANDOM_BYTES = 16

const pool = Buffer.alloc(RANDOM_BYTES * 256)
let used = pool.length

/** Sixteen bytes that were given to nobody else; a copy of its own. */
export function randomBytes16(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += RANDOM_BYTES
  return Uint8Array.prototype.slice.call(pool, used - RANDOM_BYTES, used)
}
