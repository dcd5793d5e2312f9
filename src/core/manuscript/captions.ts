/** 图注: what authors write under a picture, when no style says so. */

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
