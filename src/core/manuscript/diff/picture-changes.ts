/** What became of the pictures between two texts. */
import type { DiffRow, PictureChange } from '@shared/manuscript/version-diff'
import type { DiffBlock } from './diff-blocks'

/** Pictures that came, went, or stand in another paragraph. The same picture twice is two. */
export function pictureChanges(
  old: readonly DiffBlock[],
  next: readonly DiffBlock[],
  rows: readonly DiffRow[],
): PictureChange[] {
  const placesOf = (blocks: readonly DiffBlock[]): Map<string, number[]> => {
    const places = new Map<string, number[]>()
    blocks.forEach(({ pictures }, at) => {
      for (const { sha256 } of pictures) places.set(sha256, [...(places.get(sha256) ?? []), at])
    })
    return places
  }
  const before = placesOf(old)
  const after = placesOf(next)
  const mates = matesOf(rows)
  const changes: PictureChange[] = []
  for (const sha256 of new Set([...before.keys(), ...after.keys()])) {
    const gone = [...(before.get(sha256) ?? [])]
    const fresh = (after.get(sha256) ?? []).filter((at) => {
      const stayed = gone.findIndex((from) => mates.get(from)?.includes(at) === true)
      if (stayed >= 0) gone.splice(stayed, 1)
      return stayed < 0
    })
    for (const at of fresh) {
      const from = gone.shift()
      changes.push(
        from === undefined ? { kind: 'added', sha256, new: at } : { kind: 'moved', sha256, old: from, new: at },
      )
    }
    for (const at of gone) changes.push({ kind: 'removed', sha256, old: at })
  }
  return changes
}

/** The new blocks that an old one stayed or became, where it stands: one that moved takes its pictures along. */
function matesOf(rows: readonly DiffRow[]): ReadonlyMap<number, readonly number[]> {
  const mates = new Map<number, readonly number[]>()
  for (const row of rows) {
    if (row.kind === 'same') mates.set(row.old, [row.new])
    else if (row.kind === 'edited' || row.kind === 'table') for (const old of row.old) mates.set(old, row.new)
    // A picture alone in its paragraph moves as a picture.
  }
  return mates
}
