/**
 * Plain text of a manuscript: textblocks in document order, joined by `\n`; a picture is U+FFFC,
 * a line break U+2028, a footnote's reference U+FFF9. All offsets are UTF-16 code units.
 *
 * These functions read a document as it stands. One with suggested changes is projected first (projection.ts).
 */
import type { Node } from 'prosemirror-model'
import type { CheckBlock } from '../domain/compliance'

export const IMAGE_CHARACTER = '\uFFFC'
export const BREAK_CHARACTER = '\u2028'
export const FOOTNOTE_CHARACTER = '\uFFF9'

/** A textblock with its place in the document. */
export interface TextBlock extends CheckBlock {
  /** Position of the first character inside the block: `position = from + offset`. */
  readonly from: number
}

/** The text of one textblock; one character a position, so offsets and positions differ by a constant. */
export function blockText(block: Node): string {
  return block.textBetween(0, block.content.size, undefined, (leaf) => leafCharacter(leaf.type.name))
}

/** The one character that an inline leaf is in the text. */
export function leafCharacter(name: string): string {
  if (name === 'hardBreak') return BREAK_CHARACTER
  return name === 'footnoteRef' ? FOOTNOTE_CHARACTER : IMAGE_CHARACTER
}

/** The textblocks of a document in order. A block without an id gets its ordinal as one (`b0`, `b1`, …). */
export function textBlocks(document: Node): TextBlock[] {
  const blocks: TextBlock[] = []
  document.descendants((node, position, parent) => {
    if (!node.isTextblock) return true
    const id: unknown = node.attrs['id']
    blocks.push({
      id: typeof id === 'string' && id !== '' ? id : `b${blocks.length}`,
      kind: blockKind(node, parent),
      text: blockText(node),
      from: position + 1,
    })
    return false
  })
  return blocks
}

/** The whole text, by the one rule. */
export function plainText(document: Node): string {
  return textBlocks(document)
    .map((block) => block.text)
    .join('\n')
}

/**
 * 字数: Han characters plus runs of Latin letters or digits, as Chinese editors count. Punctuation,
 * spaces and pictures do not count.
 */
export function countWords(text: string): number {
  return text.match(/\p{Script=Han}|[\p{Script=Latin}\p{Nd}]+(?:[.,'’%][\p{Script=Latin}\p{Nd}]+)*/gu)?.length ?? 0
}

/** Reading speed behind "约 N 分钟": words a minute. */
export const WORDS_A_MINUTE = 400

/** What the check takes a textblock for, by itself and by what it stands in. */
export function blockKind(node: Node, parent: Node | null): CheckBlock['kind'] {
  switch (node.type.name) {
    case 'title':
      return 'title'
    case 'heading':
      return 'heading'
    case 'codeBlock':
      return 'code'
    case 'caption':
      return 'caption'
    default:
      break
  }
  switch (parent?.type.name) {
    case 'listItem':
      return 'list-item'
    case 'blockquote':
      return 'quote'
    case 'tableCell':
    case 'tableHeader':
      return 'cell'
    case 'footnote':
      return 'footnote'
    default:
      return 'paragraph'
  }
}
