/** Bytes of an RTF file → text: by the font's character set, else by the document's code page (RTF 1.9.1, "Font Table"). */
import iconv from 'iconv-lite'

/** `\fcharset` → code page, as iconv-lite names it. */
const CHARSETS: ReadonlyMap<number, string> = new Map([
  [0, 'cp1252'],
  [77, 'macroman'],
  [128, 'cp932'],
  [129, 'cp949'],
  [134, 'gb18030'],
  [136, 'cp950'],
  [161, 'cp1253'],
  [162, 'cp1254'],
  [163, 'cp1258'],
  [177, 'cp1255'],
  [178, 'cp1256'],
  [186, 'cp1257'],
  [204, 'cp1251'],
  [222, 'cp874'],
  [238, 'cp1250'],
])

const DOUBLE_BYTE: ReadonlySet<string> = new Set(['gb18030', 'cp932', 'cp949', 'cp950'])

/** The encoding of `\ansicpg`; null for one that nobody knows. */
export function codePage(number: number): string | null {
  if (number === 936 || number === 54_936) return 'gb18030'
  if (number === 65_001) return 'utf8'
  const name = `cp${number}`
  return iconv.encodingExists(name) ? name : null
}

export function charsetCodePage(charset: number): string | null {
  return CHARSETS.get(charset) ?? null
}

/** `font`: null when the font says nothing. */
export function decodeRtf(bytes: Uint8Array, font: string | null, document: string): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.every((byte) => byte < 0x80)) return buffer.toString('latin1')
  const encoding = font ?? document
  // Small programs write Chinese bytes under a Western font: a document's own code page has more to say than its default font.
  if (encoding === 'cp1252' && DOUBLE_BYTE.has(document) && isPaired(bytes)) return iconv.decode(buffer, document)
  return iconv.decode(buffer, encoding)
}

/** Whether all high bytes stand in pairs, as those of Chinese characters do and quotation marks do not. */
function isPaired(bytes: Uint8Array): boolean {
  let run = 0
  for (const byte of bytes) {
    if (byte >= 0x80) run += 1
    else if (run % 2 === 1) return false
    else run = 0
  }
  return run % 2 === 0
}
