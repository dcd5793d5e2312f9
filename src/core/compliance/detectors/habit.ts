/**
 * A slip is told where it stands; a habit that runs through the piece is told once, with how many paragraphs have it. An editor
 * with eighty notes on commas reads none of them, nor what stands between.
 */
import type { CheckBlock } from '@shared/domain/compliance'
import type { Detected, Detector, ReadBlock } from './detector'

/** Paragraphs with the same slip from which on it is a habit. */
export const habitFrom = 4

/**
 * @param suspect quick: whether a paragraph has the slip at all; decides alone once a habit is known.
 * @param find the first place in a paragraph, with what it should be.
 */
export function habit(
  suspect: (read: ReadBlock) => boolean,
  find: (text: string) => Required<Detected> | undefined,
): Detector {
  return {
    scope: 'document',
    find: (blocks) => {
      const found: (Required<Detected> & { readonly block: string })[] = []
      let places = 0
      for (const read of blocks) {
        const { block } = read
        if (!isProse(block) || !suspect(read)) continue
        if (found.length >= habitFrom) {
          places += 1
          continue
        }
        const first = find(block.text)
        if (first === undefined) continue
        places += 1
        found.push({ block: block.id, ...first })
      }
      const [first] = found
      if (first === undefined || found.length < habitFrom) return found
      return [{ ...first, detail: `${first.detail} ×${places}` }]
    },
  }
}

function isProse({ kind }: CheckBlock): boolean {
  return kind !== 'code'
}
