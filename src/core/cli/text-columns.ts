/** Lines of columns for a terminal, where a Chinese character is two cells wide. */

/** Rows with every column but the last padded to its widest cell. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cellsOf(cell))
    })
  }
  return rows
    .map((row) =>
      row
        .map((cell, index) =>
          index === row.length - 1 ? cell : cell + ' '.repeat((widths[index] ?? 0) - cellsOf(cell)),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** What a mail's author wrote cannot steer the terminal, and stays on its line. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
}

/** Text of several lines, without what could steer the terminal. */
export function manyLines(text: string): string {
  return text.replaceAll('\u2028', '\n').replaceAll(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu, '')
}

/** Cells that a text takes in a terminal: two for East Asian wide and fullwidth characters (UAX #11), one for others. */
export function cellsOf(text: string): number {
  let cells = 0
  for (const character of text) cells += WIDE.test(character) ? 2 : 1
  return cells
}

const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u
