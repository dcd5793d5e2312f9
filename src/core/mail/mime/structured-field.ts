/** Content-Type and Content-Disposition: a value with parameters (RFC 2045), continued and encoded ones too (RFC 2231). */
import { isUtf8 } from 'node:buffer'
import { decodeGuessed, decodeText } from './charsets'
import { decodeWordsIn } from './encoded-words'

export interface StructuredField {
  /** In lower case. */
  readonly value: string
  /** Names in lower case, values decoded. */
  readonly parameters: ReadonlyMap<string, string>
}

interface Segment {
  readonly name: string
  /** RFC 2231 section number; null for a parameter that is not continued. */
  readonly section: number | null
  readonly extended: boolean
  readonly text: string
}

/** Parameters read of one field: real ones have under ten, a continued name under a hundred sections. */
export const MAX_PARAMETERS = 500

/** Reads a field given as one character a byte. */
export function parseStructuredField(binary: string, hint = ''): StructuredField {
  // Decoded before it is taken apart: the second byte of a GBK character can be a backslash.
  const text = decodeGuessed(Buffer.from(binary, 'latin1'), hint)
  const [value, ...rest] = splitAtSemicolons(text)
  const segments = rest.map(parseSegment).filter((segment) => segment !== null)
  return { value: (value ?? '').trim().toLowerCase(), parameters: joinSegments(segments) }
}

function splitAtSemicolons(text: string): string[] {
  const pieces: string[] = []
  let start = 0
  let quoted = false
  for (let i = 0; i < text.length && pieces.length <= MAX_PARAMETERS; i++) {
    const character = text[i]
    if (quoted && character === '\\') i++
    else if (character === '"') quoted = !quoted
    else if (character === ';' && !quoted) {
      pieces.push(text.slice(start, i))
      start = i + 1
    }
  }
  if (pieces.length <= MAX_PARAMETERS) pieces.push(text.slice(start))
  return pieces
}

function parseSegment(piece: string): Segment | null {
  const equals = piece.indexOf('=')
  if (equals === -1) return null
  const match = /^([^*]+)(?:\*(\d{1,4}))?(\*)?$/.exec(piece.slice(0, equals).trim().toLowerCase())
  if (match === null) return null
  return {
    name: match[1] ?? '',
    section: match[2] === undefined ? null : Number(match[2]),
    extended: match[3] !== undefined,
    text: unquote(piece.slice(equals + 1).trim()),
  }
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text
  const closing = text.endsWith('"') && text.length > 1 ? -1 : undefined
  // Outlook writes Windows paths unescaped; only a quote and a backslash are taken as escaped.
  return text.slice(1, closing).replace(/\\(["\\])/g, '$1')
}

function joinSegments(segments: readonly Segment[]): Map<string, string> {
  const plain = new Map<string, string>()
  const continued = new Map<string, Segment[]>()
  for (const segment of segments) {
    if (segment.section === null && !segment.extended) {
      if (!plain.has(segment.name)) plain.set(segment.name, decodePlain(segment.text))
    } else {
      const list = continued.get(segment.name)
      if (list === undefined) continued.set(segment.name, [segment])
      else list.push(segment)
    }
  }
  // The extended form is the one meant for those who understand it (RFC 2231, 4.1; RFC 6266, 4.3).
  for (const [name, list] of continued) plain.set(name, decodeExtended(list))
  return plain
}

function decodePlain(text: string): string {
  // Some clients put the extended form under the plain name.
  const extended = /^([\w.-]{1,40})'[\w-]{0,20}'(.*%[0-9A-Fa-f]{2}.*)$/s.exec(text)
  if (extended !== null) return decodeText(percentBytes(extended[2] ?? ''), extended[1] ?? '')
  return decodeWordsIn(decodeAsInPages(text))
}

/** Names written as in an address or a page, against every RFC: `%E6%8A%95.docx`, `&#25237;.docx`. */
function decodeAsInPages(text: string): string {
  const entities = text.replace(/&#(\d{3,7});/g, (whole, digits: string) => {
    const code = Number(digits)
    return code > 0x7f && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
  // Only what becomes whole UTF-8 beyond ASCII was meant so: an author's own percent sign stays.
  if (!/%[C-Fc-f][0-9A-Fa-f]%[89ABab][0-9A-Fa-f]/.test(entities)) return entities
  const bytes = percentBytes(entities)
  return isUtf8(bytes) ? bytes.toString('utf8') : entities
}

function decodeExtended(segments: readonly Segment[]): string {
  const ordered = [...segments].sort((a, b) => (a.section ?? 0) - (b.section ?? 0))
  let charset = ''
  const bytes = ordered.map((segment, index) => {
    if (!segment.extended) return Buffer.from(segment.text, 'utf8')
    if (index > 0) return percentBytes(segment.text)
    const match = /^([^']{0,60})'[^']{0,60}'/.exec(segment.text)
    charset = match?.[1] ?? ''
    return percentBytes(segment.text.slice(match?.[0].length ?? 0))
  })
  // Joined first: a section may end in the middle of a character.
  const joined = decodeText(Buffer.concat(bytes), charset)
  return decodeWordsIn(joined)
}

function percentBytes(text: string): Buffer {
  const pieces: Buffer[] = []
  for (const piece of text.split(/((?:%[0-9A-Fa-f]{2})+)/)) {
    pieces.push(piece.startsWith('%') ? Buffer.from(piece.replaceAll('%', ''), 'hex') : Buffer.from(piece, 'utf8'))
  }
  return Buffer.concat(pieces)
}
