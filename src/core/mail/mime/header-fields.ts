/** A header block as fields: names in lower case, values unfolded, one character a byte (they are decoded by who reads them). */
export interface HeaderField {
  readonly name: string
  readonly value: string
}

export type HeaderFields = readonly HeaderField[]

export interface HeaderBlock {
  readonly fields: HeaderFields
  /** Where the body begins. */
  readonly bodyStart: number
}

const LINE_FEED = 0x0a
const FIELD = /^([!-9;-~]+)[ \t]*:/

/**
 * Reads the header block that begins at `start` and ends at the first empty line (RFC 5322, 2.1), or at a line that
 * `isBoundary` claims. Broken blocks are read as far as they make sense: a line that is neither field nor continuation
 * belongs to the field above it while more fields follow, and begins the body otherwise.
 * Returns null when the block is longer than `limit` bytes.
 */
export function readHeaderBlock(
  raw: Buffer,
  start: number,
  end: number,
  limit: number,
  isBoundary: (lineStart: number) => boolean,
): HeaderBlock | null {
  const lines: { text: string; start: number }[] = []
  let position = start
  let bodyStart = end
  while (position < end) {
    if (position - start > limit) return null
    if (isBoundary(position)) {
      bodyStart = position
      break
    }
    const newline = raw.indexOf(LINE_FEED, position)
    const next = newline === -1 || newline >= end ? end : newline + 1
    if (next - start > limit) return null
    const text = raw.toString('latin1', position, next).replace(/\r?\n$/, '')
    if (text === '') {
      bodyStart = next
      break
    }
    lines.push({ text, start: position })
    position = next
  }
  return assemble(lines, bodyStart)
}

function assemble(lines: readonly { text: string; start: number }[], blockEnd: number): HeaderBlock {
  const lastField = lines.findLastIndex((line) => FIELD.test(line.text))
  const pieces: { name: string; parts: string[] }[] = []
  for (const [index, line] of lines.entries()) {
    const match = FIELD.exec(line.text)
    const continued = /^[ \t]/.test(line.text)
    if (match !== null) {
      pieces.push({ name: (match[1] ?? '').toLowerCase(), parts: [line.text.slice(match[0].length)] })
    } else if (index > lastField && !continued && !isEnvelopeLine(line.text)) {
      return { fields: pieces.map(toField), bodyStart: line.start }
    } else if (!isEnvelopeLine(line.text)) {
      pieces.at(-1)?.parts.push(line.text)
    }
  }
  return { fields: pieces.map(toField), bodyStart: blockEnd }
}

/** The line an mbox puts before a mail; some exports leave it in. */
function isEnvelopeLine(text: string): boolean {
  return /^>?From /.test(text)
}

function toField(piece: { name: string; parts: string[] }): HeaderField {
  return { name: piece.name, value: piece.parts.join('').trim() }
}

/** The first field of a name, or null. */
export function firstField(fields: HeaderFields, name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null
}
