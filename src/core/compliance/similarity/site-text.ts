/**
 * What the site prints around every article and nobody wrote: its disclaimer, its notices, its convention. Two texts
 * that have only this in common are not alike.
 */

/** Lines of the site by themselves. */
const NOTICES: readonly RegExp[] = [
  /^很可惜.{0,12}您现在还不是作者身份/u,
  /^如有投稿需求.{0,4}请把文章发送到邮箱/u,
  /^咨询如何成为春羽作者/u,
  /^(?:本文|文章)(?:仅|只)?(?:为|代表)作者(?:个人|独立)?观点.{0,4}不代表.{1,16}立场/u,
  /^(?:本文|文章)为作者独立观点/u,
  /^未经(?:允许|授权|许可).{0,12}(?:不得|禁止|谢绝)转载/u,
  /^《.{2,16}版权及免责申?[明声]明?》/u,
  /^如对文章.{0,16}版权有疑问.{0,8}请点击/u,
  /^Powered by QINGMOB/iu,
  /沪ICP备\d{6,12}号/u,
]

/** What begins here goes on to the end of the text: the convention of the site. */
const CONVENTION = /^我们致力于提供一个高质量内容的交流平台.{0,4}为落实国家互联网信息办公室/u

/** UTF-16 units of a line that are looked at: the patterns end long before. */
const LINE_LOOK = 200

/** The spans of a text that are the site's, in order; UTF-16 offsets. */
export function siteTextSpans(text: string): { readonly start: number; readonly end: number }[] {
  const spans: { start: number; end: number }[] = []
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    const line = text.slice(start, Math.min(end, start + LINE_LOOK)).trimStart()
    if (CONVENTION.test(line)) {
      spans.push({ start, end: text.length })
      break
    }
    if (NOTICES.some((notice) => notice.test(line))) spans.push({ start, end })
    start = end + 1
  }
  return spans
}

/** The text with the site's parts blanked out; every other letter keeps its place. */
export function withoutSiteText(text: string): string {
  let result = ''
  let at = 0
  for (const { start, end } of siteTextSpans(text)) {
    result += text.slice(at, start) + ' '.repeat(end - start)
    at = end
  }
  return at === 0 ? text : result + text.slice(at)
}

/** The text with the site's lines left out. */
export function stripSiteText(text: string): string {
  return withoutSiteText(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}
