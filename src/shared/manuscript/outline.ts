/** The headings of a document, to go through it by. */
import type { Node } from 'prosemirror-model'
import { projectedBlocks } from './projection'

export interface OutlineEntry {
  /** As it would be published: without what is suggested to be deleted. */
  readonly text: string
  /** 0 for the title, 1 for the highest level of heading there is, and so on. */
  readonly depth: number
  /** Position of the block in the document. */
  readonly position: number
}

/** The title first, then the headings in order. */
export function headingsOf(document: Node): OutlineEntry[] {
  const found = projectedBlocks(document, 'current')
    .filter(({ kind }) => kind === 'title' || kind === 'heading')
    .map(({ kind, text, from }) => ({ kind, text, position: from - 1 }))
  const levels = found.map(({ kind, position }) =>
    kind === 'title' ? 0 : Number(document.nodeAt(position)?.attrs['level'] ?? 2),
  )
  const highest = Math.min(...levels.filter((level) => level > 0))
  return found.map(({ text, position }, index) => {
    const level = levels[index] ?? 0
    return { text, position, depth: level === 0 ? 0 : level - highest + 1 }
  })
}
