/** From bytes to text: by the label where it can be trusted, by looking where it cannot. */
import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { textOfUtf8 } from '../../quick-utf8'
import { guessEightBit } from './guess-charset'
import { decodeHz, decodeIso2022Cn } from './stateful-charsets'

/**
 * Labels seen on Chinese mail, each family as one encoding. Its text needs the superset: what says gb2312 carries more
 * (喆, 镕), and Hong Kong's supplement comes under plain big5.
 */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:x-|cs)?gb[-_]?(?:k|2312|18030|13000)/, 'gb18030'],
  [/^(?:csiso58gb231280|iso-ir-58|chinese|(?:x-)?euc-?cn|(?:cp|ms|windows-)?(?:936|54936|20936))$/, 'gb18030'],
  [/^(?:x-x-|x-|cn-|cs)?big-?5/, 'big5'],
  [/^(?:cp|ms|windows-)?950$/, 'big5'],
  [/^(?:x-|unicode-1-1-|cs)?utf[-_]?8|^(?:cp)?65001$/, 'utf-8'],
  [/^(?:unicode-[12]-[01]-|x-unicode-2-0-|cs|cp)?(?:utf[-_]?7|65000)/, 'utf-7'],
  [/^(?:unicode|ucs-?2|iso-10646-ucs-2|utf[-_]?16le|cp1200)$/, 'utf-16le'],
  [/^(?:unicodefffe|utf[-_]?16be|cp1201)$/, 'utf-16be'],
  [/^(?:x-)?hz(?:-gb-?2312)?$/, 'hz-gb-2312'],
  [/^(?:x-|cs)?iso-?2022-?cn(?:-ext)?$/, 'iso-2022-cn'],
  [/^(?:cs)?iso-?2022-?jp/, 'iso-2022-jp'],
]

/** Labels that clients write when they do not know: they say nothing about bytes above 0x7F. */
const MEANINGLESS_LABELS = new Set([
  '',
  'us-ascii',
  'ascii',
  'ansi_x3.4-1968',
  'default',
  'unknown',
  'unknown-8bit',
  'x-unknown',
  '7bit',
  '8bit',
  'binary',
  'utf',
])

/** Western labels that Chinese clients put on GBK or UTF-8 text; believed unless the bytes say otherwise. */
const WESTERN_LABELS = new Set(['iso-8859-1', 'iso8859-1', 'latin1', 'windows-1252', 'cp1252', 'iso-8859-15'])

/** Where a page may declare its charset: browsers look at the first 1024 bytes. */
const META_BYTES = 1024

/** The name decoding goes by: one for all labels of the same encoding. */
export function canonicalCharset(label: string): string {
  const name = label
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
  return FAMILIES.find(([family]) => family.test(name))?.[1] ?? name
}

/**
 * Decodes text by its label. A label that says nothing, that is unknown or that the bytes contradict gives way to a
 * guess, `hint` (the message's own charset, if it has one) being tried first.
 */
export function decodeText(bytes: Uint8Array, label: string, hint = ''): string {
  const marked = markedCharset(bytes)
  if (marked !== null) return decodeAs(bytes, marked)
  const charset = canonicalCharset(label)
  if (charset === 'hz-gb-2312') return decodeHz(bytes)
  if (charset === 'iso-2022-cn') return decodeIso2022Cn(bytes)
  if (charset === 'iso-2022-jp') return decodeIso2022Jp(bytes)
  const isWide = charset.startsWith('utf-16') || charset.startsWith('utf-32')
  if (isWide && isMislabelled(bytes)) return utf8(bytes)
  if (charset !== 'utf-7' && !isWide && isAscii(bytes)) return bufferOf(bytes).toString('latin1')
  if (charset === 'utf-8') return decodeDeclaredUtf8(bytes, hint)
  if (MEANINGLESS_LABELS.has(charset) || !iconv.encodingExists(charset)) return decodeGuessed(bytes, hint)
  if (isUtf8(bytes) && charset !== 'big5' && !charset.startsWith('utf-')) {
    // Text that is well-formed UTF-8 by chance is so rare that the label is wrong; two bytes alone can be chance.
    if (WESTERN_LABELS.has(charset) || hasLongUtf8Run(bytes)) return utf8(bytes)
  }
  if (WESTERN_LABELS.has(charset)) {
    const guess = guessEightBit(bytes)
    if (guess !== null) return decodeAs(bytes, guess)
  }
  return decodeAs(bytes, charset)
}

/** Decodes bytes that no label describes: UTF-8 when well formed, then the hint, then what the bytes look like. */
export function decodeGuessed(bytes: Uint8Array, hint = ''): string {
  if (isUtf8(bytes)) return utf8(bytes)
  const marked = markedCharset(bytes)
  if (marked !== null) return decodeAs(bytes, marked)
  // Cut by a relay in the middle of a character, UTF-8 is still hardly anything else.
  const lenient = utf8(bytes)
  const chinese = lenient.match(/[\u0800-\uFFFC]/g)?.length ?? 0
  if (chinese > 4 * damagedCharacters(lenient)) return lenient
  const hinted = canonicalCharset(hint)
  if (hinted === 'gb18030' || hinted === 'big5') {
    const text = decodeAs(bytes, hinted)
    if (!text.includes('\uFFFD')) return text
  }
  return decodeAs(bytes, guessEightBit(bytes) ?? 'windows-1252')
}

/** A mark of byte order at the beginning says more than a label: no Chinese text begins so by chance. */
function markedCharset(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

/** Bytes under which a text is too short to tell whether it is what its label says. */
const SHORT_TEXT = 16

/** Text that says UTF-16 and has neither a null in it (as every blank and line end has) nor anything but UTF-8. */
function isMislabelled(bytes: Uint8Array): boolean {
  return bytes.length > SHORT_TEXT && !bytes.includes(0) && isUtf8(bytes)
}

function damagedCharacters(text: string): number {
  return text.split('\uFFFD').length - 1
}

function wholeCharacters(text: string): number {
  return text.replace(/[\u0000-\u007F\uFFFD]/g, '').length
}

function decodeDeclaredUtf8(bytes: Uint8Array, hint: string): string {
  if (isUtf8(bytes)) return utf8(bytes)
  // One damaged character is damage; text with hardly a whole character in it was never UTF-8.
  const lenient = utf8(bytes)
  return damagedCharacters(lenient) > wholeCharacters(lenient) && guessEightBit(bytes) !== null
    ? decodeGuessed(bytes, hint)
    : lenient
}

function decodeAs(bytes: Uint8Array, charset: string): string {
  // Hong Kong's supplement is a superset, as GB18030 is of GB 2312.
  return iconv.decode(bufferOf(bytes), charset === 'big5' ? 'big5-hkscs' : charset)
}

function decodeIso2022Jp(bytes: Uint8Array): string {
  return new TextDecoder('iso-2022-jp').decode(bytes)
}

function utf8(bytes: Uint8Array): string {
  const text = textOfUtf8(bufferOf(bytes))
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** The same bytes; nothing is copied. */
function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** Three-byte UTF-8 sequences twice in a row: Chinese, and no accident of another encoding. */
function hasLongUtf8Run(bytes: Uint8Array): boolean {
  return /[\u0800-\uFFFC]{2}/.test(utf8(bytes))
}

/** The charset that a page itself declares; empty when it does not. */
export function metaCharset(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, META_BYTES)
  return /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(head)?.[1] ?? ''
}
