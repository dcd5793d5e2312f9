/** Which lists of a Word 97 file number their items (PlfLst and PlfLfo, MS-DOC 2.9.190 and 2.9.187). */

const LIST_BYTES = 28
const LEVEL_BYTES = 28
const OVERRIDE_BYTES = 16

/** Lists of one file: Word itself stops at 2,047 or so. */
const MAX_LISTS = 4_096

/** A format of numbers that shows a dot, and one that shows nothing. */
const BULLET = 23
const NOTHING = 255

/** Of a list, by the number that paragraphs name it by (from 1), whether a level numbers. What the file does not say, does not. */
export type NumberedLevels = (list: number, level: number) => boolean

/** `lists`: what the table stream holds from the lists' place on, for the levels follow them without a length of their own. */
export function numberedLevels(lists: Buffer, length: number, overrides: Buffer): NumberedLevels {
  const levels = length < 2 ? new Map<number, readonly boolean[]>() : levelsOf(lists, length)
  const ids: number[] = []
  const count = overrides.length < 4 ? 0 : Math.min(overrides.readUInt32LE(0), MAX_LISTS)
  for (let index = 0; index < count && 4 + (index + 1) * OVERRIDE_BYTES <= overrides.length; index += 1) {
    ids.push(overrides.readInt32LE(4 + index * OVERRIDE_BYTES))
  }
  return (list, level) => {
    const own = levels.get(ids[list - 1] ?? 0)
    return own?.[level] ?? false
  }
}

function levelsOf(lists: Buffer, length: number): ReadonlyMap<number, readonly boolean[]> {
  const count = Math.min(lists.readUInt16LE(0), MAX_LISTS)
  const found = new Map<number, readonly boolean[]>()
  let at = length
  for (let index = 0; index < count; index += 1) {
    const head = 2 + index * LIST_BYTES
    if (head + LIST_BYTES > lists.length) break
    const id = lists.readInt32LE(head)
    const simple = ((lists[head + 26] ?? 0) & 1) !== 0
    const numbered: boolean[] = []
    for (let level = 0; level < (simple ? 1 : 9); level += 1) {
      if (at + LEVEL_BYTES + 2 > lists.length) return found
      const format = lists[at + 4] ?? BULLET
      numbered.push(format !== BULLET && format !== NOTHING)
      at += LEVEL_BYTES + (lists[at + 24] ?? 0) + (lists[at + 25] ?? 0)
      if (at + 2 > lists.length) return found
      at += 2 + lists.readUInt16LE(at) * 2
    }
    found.set(id, numbered)
  }
  return found
}
