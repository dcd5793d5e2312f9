/** From bytes to text: by the label where it can be trusted, by looking where it cannot. */
import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { guessEightBit } from './guess-charset'
import { decodeHz, decodeIso2022Cn } from './stateful-charsets'

/** Labels seen on Chinese mail whose text needs the superset: what says gb2312 carries more (喆, 镕). */
const GB18030_LABELS = new Set([
  'gb2312',
  'gb_2312-80',
  'gb2312-80',
  'csgb2312',
  'iso-ir-58',
  'chinese',
  'euc-cn',
  'euccn',
  'x-euc-cn',
  'gbk',
  'x-gbk',
  'cp936',
  'ms936',
  'windows-936',
  'gb18030',
  'gb18030-2000',
  'gb18030-2022',
])

const BIG5_LABELS = new Set([
  'big5',
  'big-5',
  'big5-hkscs',
  'big5hkscs',
  'cn-big5',
  'csbig5',
  'x-x-big5',
  'cp950',
  'windows-950',
])

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

/** The name decoding goes by: one for all labels of the same encoding. */
export function canonicalCharset(label: string): string {
  const name = label
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
  if (GB18030_LABELS.has(name)) return 'gb18030'
  if (BIG5_LABELS.has(name)) return 'big5'
  if (name === 'utf8' || name === 'x-utf-8' || name === 'unicode-1-1-utf-8') return 'utf-8'
  if (name === 'hz' || name === 'hz-gb2312' || name === 'x-hz-gb-2312') return 'hz-gb-2312'
  if (name === 'x-iso-2022-cn' || name === 'csiso2022cn') return 'iso-2022-cn'
  return name
}

/**
 * Decodes text by its label. A label that says nothing, that is unknown or that the bytes contradict gives way to a
 * guess, `hint` (the message's own charset, if it has one) being tried first.
 */
export function decodeText(bytes: Uint8Array, label: string, hint = ''): string {
  const charset = canonicalCharset(label)
  if (charset === 'hz-gb-2312') return decodeHz(bytes)
  if (charset === 'iso-2022-cn' || charset === 'iso-2022-cn-ext') return decodeIso2022Cn(bytes)
  if (charset === 'iso-2022-jp') return decodeIso2022Jp(bytes)
  if (isAscii(bytes) && charset !== 'utf-7' && !charset.startsWith('utf-16') && !charset.startsWith('utf-32')) {
    return Buffer.from(bytes).toString('latin1')
  }
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
  const hinted = canonicalCharset(hint)
  if (hinted === 'gb18030' || hinted === 'big5') {
    const text = decodeAs(bytes, hinted)
    if (!text.includes('\uFFFD')) return text
  }
  return decodeAs(bytes, guessEightBit(bytes) ?? 'windows-1252')
}

function decodeDeclaredUtf8(bytes: Uint8Array, hint: string): string {
  if (isUtf8(bytes)) return utf8(bytes)
  // One damaged character is damage; text with hardly a whole character in it was never UTF-8.
  const lenient = utf8(bytes)
  const damaged = lenient.split('\uFFFD').length - 1
  const whole = lenient.replace(/[\u0000-\u007F\uFFFD]/g, '').length
  return damaged > whole && guessEightBit(bytes) !== null ? decodeGuessed(bytes, hint) : lenient
}

function decodeAs(bytes: Uint8Array, charset: string): string {
  // Hong Kong's supplement is a superset, as GB18030 is of GB 2312.
  return iconv.decode(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
    charset === 'big5' ? 'big5-hkscs' : charset,
  )
}

function decodeIso2022Jp(bytes: Uint8Array): string {
  return new TextDecoder('iso-2022-jp').decode(bytes)
}

function utf8(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) {
    if ((bytes[i] ?? 0) > 0x7f) return false
  }
  return true
}

/** Three-byte UTF-8 sequences twice in a row: Chinese, and no accident of another encoding. */
function hasLongUtf8Run(bytes: Uint8Array): boolean {
  return /[\u0800-\uFFFC]{2}/.test(utf8(bytes))
}
