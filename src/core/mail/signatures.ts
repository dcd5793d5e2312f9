/** Where a signature begins in the lines of a body. */

/** Lines a signature may have; a `--` further up is the author's own rule. */
const MAX_SIGNATURE_LINES = 15

/** `发自我的iPhone`, `来自QQ邮箱`, `Sent from my iPad`: what clients add by themselves. */
const CLIENT_LINE =
  /^(发自|發自|来自|來自|从)\s?我的.{1,30}$|^(发自|来自|來自)\s?(QQ邮箱|Foxmail|网易.{0,8}|新浪邮箱|阿里邮箱|钉钉邮箱).{0,20}$|^Sent from .{2,40}$|^(获取|Get) Outlook .{1,20}$/i

/** The index of the signature's first line, or null. */
export function findSignature(lines: readonly string[]): number | null {
  const last = lines.findLastIndex((line) => line.trim() !== '')
  if (last === -1) return null
  for (let index = last; index >= 0 && index >= last - MAX_SIGNATURE_LINES; index--) {
    // RFC 3676, 4.3 has a blank after the hyphens; many clients lose it.
    if (/^-- ?$/.test(lines[index] ?? '')) return index
  }
  let first = last
  while (first >= 0 && CLIENT_LINE.test((lines[first] ?? '').trim())) first--
  return first === last ? null : first + 1
}
