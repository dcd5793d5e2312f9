/** All matches of an expression, without what `matchAll` does beside: it copies the expression for every text. */

const none: readonly never[] = []

/** `regex`: with the flags g and u. At most `most` matches, empty ones included. */
export function matchesOf(regex: RegExp, text: string, most = Infinity): readonly RegExpExecArray[] {
  regex.lastIndex = 0
  let match = regex.exec(text)
  if (match === null) return none
  const found: RegExpExecArray[] = []
  while (match !== null && found.length < most) {
    found.push(match)
    if (match[0] === '') regex.lastIndex += (text.codePointAt(regex.lastIndex) ?? 0) > 0xffff ? 2 : 1
    match = regex.exec(text)
  }
  regex.lastIndex = 0
  return found
}
