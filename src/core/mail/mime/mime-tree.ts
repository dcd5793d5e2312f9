/** The structure of a message (RFC 2046) as ranges of its raw bytes: nothing is copied and nothing is decoded here. */
import { fail, ok, type Result } from '@shared/domain/result'
import type { ParseLimits } from '../parse-limits'
import { firstField, readHeaderBlock, type HeaderFields } from './header-fields'
import { parseStructuredField, type StructuredField } from './structured-field'

export interface MimePart {
  readonly fields: HeaderFields
  readonly contentType: StructuredField
  readonly disposition: StructuredField
  /** In lower case; empty when there is none. */
  readonly transferEncoding: string
  readonly bodyStart: number
  /** Exclusive; set when the part is closed. */
  bodyEnd: number
  /** Of a multipart: its parts. Of an attached message that was not encoded: that message, alone. */
  readonly children: MimePart[]
}

export interface TreeFailure {
  readonly reason: 'too-large' | 'too-deep' | 'too-many-parts'
  readonly detail: string
}

type TreeLimits = Pick<ParseLimits, 'headerBytes' | 'mimeDepth' | 'parts'>

/** Longest delimiter line looked at: RFC 2046 allows 70 characters and two or four hyphens. */
const MAX_DELIMITER_LINE = 256
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const HYPHEN = 0x2d

interface Open {
  readonly part: MimePart
  /** Null for a leaf or an attached message, which wait only to be closed by a multipart around them. */
  readonly boundary: string | null
}

interface Delimiter {
  readonly level: number
  readonly closing: boolean
  readonly lineEnd: number
}

/**
 * Reads the structure in one pass without recursion; the cost grows with the bytes, not with the depth. A multipart
 * that is never closed ends where the one around it does, and one without any part keeps its body as text.
 */
export function readMimeTree(raw: Buffer, limits: TreeLimits): Result<MimePart, TreeFailure> {
  return new TreeReader(raw, limits).read()
}

class TreeReader {
  readonly #raw: Buffer
  readonly #limits: TreeLimits
  readonly #open: Open[] = []
  /** Where each boundary is open, innermost last: a hostile mail may open one twice. */
  readonly #levels = new Map<string, number[]>()
  #parts = 0
  #failure: TreeFailure | null = null

  constructor(raw: Buffer, limits: TreeLimits) {
    this.#raw = raw
    this.#limits = limits
  }

  read(): Result<MimePart, TreeFailure> {
    let position = this.#openPart(0)
    const root = this.#open[0]?.part
    while (this.#failure === null && position < this.#raw.length) {
      const lineStart = this.#nextDelimiterCandidate(position)
      if (lineStart === null) break
      const delimiter = this.#delimiterAt(lineStart)
      if (delimiter === null) {
        position = lineStart + 1
        continue
      }
      this.#closeAbove(delimiter.level, lineStart)
      if (delimiter.closing) {
        this.#closeAbove(delimiter.level - 1, lineStart)
        position = delimiter.lineEnd
      } else {
        position = this.#openPart(delimiter.lineEnd)
      }
    }
    if (this.#failure !== null) return fail(this.#failure)
    if (root === undefined) throw new Error('a message has a root part')
    this.#closeAbove(-1, this.#raw.length)
    return ok(root)
  }

  /** Opens the part whose header begins at `start`; a message inside it is opened too. Returns where to read on. */
  #openPart(start: number): number {
    this.#parts++
    if (this.#parts > this.#limits.parts) return this.#fail('too-many-parts', this.#limits.parts)
    if (this.#open.length > this.#limits.mimeDepth) return this.#fail('too-deep', this.#limits.mimeDepth)
    const block = readHeaderBlock(
      this.#raw,
      start,
      this.#raw.length,
      this.#limits.headerBytes,
      (at) => this.#delimiterAt(at) !== null,
    )
    if (block === null) return this.#fail('too-large', this.#limits.headerBytes)
    const part = describe(block.fields, block.bodyStart, this.#raw.length)
    this.#open.at(-1)?.part.children.push(part)
    const boundary = part.contentType.value.startsWith('multipart/')
      ? (part.contentType.parameters.get('boundary') ?? null)
      : null
    this.#push({ part, boundary: boundary === '' ? null : boundary })
    // A message that is encoded (against RFC 2046, yet common) is opened after decoding, by who collects the parts.
    if (isMessage(part) && !isEncoded(part)) return this.#openPart(block.bodyStart)
    return block.bodyStart
  }

  #push(open: Open): void {
    if (open.boundary !== null) {
      const levels = this.#levels.get(open.boundary)
      if (levels === undefined) this.#levels.set(open.boundary, [this.#open.length])
      else levels.push(this.#open.length)
    }
    this.#open.push(open)
  }

  /** Closes all that is open above a level; their bodies end before the line break that belongs to the delimiter. */
  #closeAbove(level: number, lineStart: number): void {
    while (this.#open.length > level + 1) {
      const closed = this.#open.pop()
      if (closed === undefined) return
      closed.part.bodyEnd = Math.max(closed.part.bodyStart, this.#lineBreakBefore(lineStart))
      if (closed.boundary !== null) this.#levels.get(closed.boundary)?.pop()
    }
  }

  #lineBreakBefore(lineStart: number): number {
    if (lineStart >= this.#raw.length || this.#raw[lineStart - 1] !== LINE_FEED) return lineStart
    return this.#raw[lineStart - 2] === CARRIAGE_RETURN ? lineStart - 2 : lineStart - 1
  }

  #nextDelimiterCandidate(position: number): number | null {
    const atLineStart = position === 0 || this.#raw[position - 1] === LINE_FEED
    if (atLineStart && this.#raw[position] === HYPHEN && this.#raw[position + 1] === HYPHEN) return position
    const found = this.#raw.indexOf('\n--', position, 'latin1')
    return found === -1 ? null : found + 1
  }

  #delimiterAt(lineStart: number): Delimiter | null {
    if (this.#raw[lineStart] !== HYPHEN || this.#raw[lineStart + 1] !== HYPHEN) return null
    const newline = this.#raw.indexOf(LINE_FEED, lineStart)
    const lineEnd = newline === -1 ? this.#raw.length : newline + 1
    if (lineEnd - lineStart > MAX_DELIMITER_LINE) return null
    const line = this.#raw.toString('latin1', lineStart + 2, lineEnd).trimEnd()
    const level = this.#levels.get(line)?.at(-1)
    if (level !== undefined) return { level, closing: false, lineEnd }
    const closed = line.endsWith('--') ? this.#levels.get(line.slice(0, -2))?.at(-1) : undefined
    return closed === undefined ? null : { level: closed, closing: true, lineEnd }
  }

  #fail(reason: TreeFailure['reason'], limit: number): number {
    this.#failure ??= { reason, detail: `limit ${limit}` }
    return this.#raw.length
  }
}

function describe(fields: HeaderFields, bodyStart: number, bodyEnd: number): MimePart {
  const contentType = parseStructuredField(firstField(fields, 'content-type') ?? '')
  return {
    fields,
    contentType: contentType.value.includes('/')
      ? contentType
      : { ...contentType, value: guessedType(contentType.value) },
    disposition: parseStructuredField(firstField(fields, 'content-disposition') ?? ''),
    transferEncoding: (firstField(fields, 'content-transfer-encoding') ?? '').split(/[;\s]/)[0]?.toLowerCase() ?? '',
    bodyStart,
    bodyEnd,
    children: [],
  }
}

/** RFC 2045, 5.2: without a readable type a part is plain text; old clients write `text` or `html` alone. */
function guessedType(value: string): string {
  return value === 'html' ? 'text/html' : 'text/plain'
}

export function isMessage(part: MimePart): boolean {
  return part.contentType.value === 'message/rfc822' || part.contentType.value === 'message/global'
}

export function isEncoded(part: MimePart): boolean {
  return part.transferEncoding === 'base64' || part.transferEncoding === 'quoted-printable'
}
