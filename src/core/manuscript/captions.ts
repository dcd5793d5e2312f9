/**
 * 图注: what authors write under a picture, when no style and no element says so. A picture's alternative text is none: it stands for
 * the picture where that is not shown.
 */
import type { NodeJson } from './node-json'

/** UTF-16 units of a line that may be one. Longer ones are text that happens to begin so. */
const MAX_CAPTION = 60

const SIGN = /^[▲△▼▽↑]/
const NUMBERED =
  /^(?:图片?|插图|figure|fig\.?)\s*[\d０-９一二三四五六七八九十]{1,3}(?:[-.—－][\d０-９]{1,3})?(?:[\s:：、.．，,|丨]|$|\p{Script=Han})/iu
const LABELLED = /^(?:图片?|插图|图源|图片?来源|图注|图说|供图|摄影?)(?:\s*[:：/|丨]|来[源自]|源[自于]|注)/
const BARE = /^(?:图源|图片)[^。！？!?]{0,30}$/

/** Whether a short paragraph right after a picture is what is said of the picture. */
export function looksLikeCaption(text: string): boolean {
  const line = text.trim()
  if (line === '' || line.length > MAX_CAPTION) return false
  return SIGN.test(line) || NUMBERED.test(line) || LABELLED.test(line) || BARE.test(line)
}

/** Paragraphs right after a picture that read like its caption become captions, at any depth. */
export function withCaptions(blocks: readonly NodeJson[]): readonly NodeJson[] {
  return blocks.map((block, index) => {
    if (block.type === 'paragraph') {
      const words = (block.content ?? []).map(({ text }) => text ?? '').join('')
      return endsWithPicture(blocks[index - 1]) && looksLikeCaption(words) ? { ...block, type: 'caption' } : block
    }
    return block.content === undefined || isTextblock(block)
      ? block
      : { ...block, content: withCaptions(block.content) }
  })
}

function isTextblock({ type }: NodeJson): boolean {
  return type === 'heading' || type === 'caption' || type === 'codeBlock'
}

function endsWithPicture(block: NodeJson | undefined): boolean {
  return block?.type === 'paragraph' && block.content?.at(-1)?.type === 'image'
}
