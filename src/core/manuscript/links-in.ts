/** The addresses behind words, each run of a link mark, and the pictures, each in its block's offsets. */
import type { CheckLink } from '@shared/domain/compliance'
import { textBlocks } from '@shared/manuscript/text'
import type { Node } from 'prosemirror-model'

/** How a picture stands among the links until it is known what its codes lead to. */
export const PICTURE_LINK = 'picture:'

export function linksIn(document: Node): CheckLink[] {
  const links: CheckLink[] = []
  for (const block of textBlocks(document)) {
    const node = document.resolve(block.from).parent
    node.forEach((child, offset) => {
      const place = { block: block.id, start: offset, end: offset + child.nodeSize }
      const mark = child.marks.find((candidate) => candidate.type.name === 'link')
      const href: unknown = mark?.attrs['href']
      if (typeof href === 'string') links.push({ url: href, ...place })
      const sha256: unknown = child.attrs['sha256']
      if (child.type.name === 'image' && typeof sha256 === 'string' && sha256 !== '') {
        links.push({ url: PICTURE_LINK + sha256, ...place })
      }
    })
  }
  return links
}
