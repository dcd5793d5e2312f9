/** The addresses behind words: each run of a link mark, in its block's offsets. */
import type { CheckLink } from '@shared/domain/compliance'
import { textBlocks } from '@shared/manuscript/text'
import type { Node } from 'prosemirror-model'

export function linksIn(document: Node): CheckLink[] {
  const links: CheckLink[] = []
  for (const block of textBlocks(document)) {
    const node = document.resolve(block.from).parent
    node.forEach((child, offset) => {
      const mark = child.marks.find((candidate) => candidate.type.name === 'link')
      const href: unknown = mark?.attrs['href']
      if (typeof href !== 'string') return
      links.push({ url: href, block: block.id, start: offset, end: offset + child.nodeSize })
    })
  }
  return links
}
