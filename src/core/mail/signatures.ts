/** Where a signature begins in the lines of a body. */

/** Lines a signature may have; a `--` further up is the author's own rule. */
const MAX_SIGNATURE_LINES = 15

/** `发自我的iPhone`, `来自QQ邮箱`, `从 Windows 版邮件发送`, `签名由网易邮箱大师定制`, `Sent from my iPad`: what clients add by themselves. */
const CLIENT_LINE = new RegExp(
  [
    String.raw`^(?:发自|發自|来自|來自|从|发送自|發送自)\s?我的.{1,30}$`,
    String.raw`^(?:发自|發自|来自|來自|发送自)\s?(?:QQ邮箱|Foxmail|网易.{0,8}|新浪邮箱|搜狐邮箱|阿里邮箱|钉钉邮箱|飞书邮箱|139邮箱|189邮箱|小米邮箱|华为邮箱|Outlook|Windows).{0,20}$`,
    String.raw`^从 ?Windows ?.{0,6}版?邮件发送$`,
    String.raw`^签名由 ?网易邮箱大师 ?定制$`,
    String.raw`^Sent from .{2,40}$`,
    String.raw`^(?:获取|下载|Get) ?\[?Outlook .{1,20}?(?:\]?[<(]https?:[^\s<>()]{1,200}[>)])?$`,
  ].join('|'),
  'i',
)

/** A line of a signature is a name, a number, a motto. */
const SIGNATURE_LINE_LENGTH = 60

/** The index of the signature's first line, or null. */
export function findSignature(lines: readonly string[]): number | null {
  const last = lines.findLastIndex((line) => line.trim() !== '')
  if (last === -1) return null
  for (let index = last; index >= 0 && index >= last - MAX_SIGNATURE_LINES; index--) {
    const line = lines[index] ?? ''
    // RFC 3676, 4.3 has a blank after the hyphens; many clients lose it, and then it may be an author's rule.
    if (line === '-- ' || (line === '--' && isNoRule(lines, index))) return index
  }
  let first = last
  while (first >= 0 && CLIENT_LINE.test((lines[first] ?? '').trim())) first--
  return first === last ? null : first + 1
}

/** Whether what stands below two bare hyphens reads like a signature and they divide nothing else of the text. */
function isNoRule(lines: readonly string[], index: number): boolean {
  if (lines.filter((line) => line.trim() === '--').length > 1) return false
  const below = lines.slice(index + 1)
  const sentences = below.filter((line) => /[。！？!?…][”’」』）)]?\s*$/.test(line)).length
  return sentences < 2 && below.every((line) => line.length <= SIGNATURE_LINE_LENGTH)
}
