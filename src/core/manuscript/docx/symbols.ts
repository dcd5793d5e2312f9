/** Characters of symbol fonts (`w:sym`, ECMA-376-1, 17.3.3.30) that authors use: boxes to tick, arrows and bullets. */

/** Wingdings' code points, as Word writes them with F0 before. */
const WINGDINGS: ReadonlyMap<number, string> = new Map([
  [0x4a, '☺'],
  [0x6c, '●'],
  [0x6e, '■'],
  [0x6f, '□'],
  [0x71, '❑'],
  [0x75, '◆'],
  [0x76, '❖'],
  [0xa7, '▪'],
  [0xa8, '◻'],
  [0xd8, '➢'],
  [0xdf, '←'],
  [0xe0, '→'],
  [0xe1, '↑'],
  [0xe2, '↓'],
  [0xe8, '➔'],
  [0xfb, '✗'],
  [0xfc, '✓'],
  [0xfd, '☒'],
  [0xfe, '☑'],
])

/** The character; null when the font's picture is not known. */
export function symbolCharacter(font: string, code: string): string | null {
  if (!/^[0-9a-f]{1,6}$/i.test(code)) return null
  const point = Number.parseInt(code, 16)
  const own = point >= 0xf000 && point <= 0xf0ff ? point - 0xf000 : point
  if (/^wingdings$/i.test(font)) return WINGDINGS.get(own) ?? null
  // Private use: a picture that only the font knows.
  if (point >= 0xe000 && point <= 0xf8ff) return null
  return point >= 0x20 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : null
}
