/** What a file is: by its bytes first (authors rename), then by its name. */
import { isEncryptedOffice, isOleContainer } from './ole'

export type FileFormat =
  | { readonly kind: 'docx' | 'markdown' | 'html' | 'text' | 'zip' }
  /** A manuscript may be in it, but the desk does not read it (yet). */
  | { readonly kind: 'unsupported'; readonly name: string }
  | { readonly kind: 'encrypted' }
  /** Pictures, tables, sound: no manuscript. */
  | { readonly kind: 'other' }

const TEXT_EXTENSIONS: ReadonlyMap<string, 'markdown' | 'html' | 'text'> = new Map([
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['mdown', 'markdown'],
  ['htm', 'html'],
  ['html', 'html'],
  ['xhtml', 'html'],
  ['txt', 'text'],
  ['text', 'text'],
])

const UNSUPPORTED_EXTENSIONS: ReadonlySet<string> = new Set([
  'doc',
  'dot',
  'wps',
  'odt',
  'rtf',
  'pdf',
  'pages',
  'rar',
  '7z',
  'mht',
  'mhtml',
  'epub',
])

/** Bytes at the start in which a text format shows itself. */
const HEAD_BYTES = 512

export function detectFormat(filename: string, contentType: string, bytes: Uint8Array): FileFormat {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const extension = /\.([a-z0-9]{1,8})\s*$/i.exec(filename)?.[1]?.toLowerCase() ?? ''
  const head = buffer.subarray(0, HEAD_BYTES).toString('latin1')
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) return zipFormat(extension, head, buffer)
  if (isOleContainer(bytes)) return oleFormat(extension, bytes)
  if (head.startsWith('%PDF-') || extension === 'pdf') return { kind: 'unsupported', name: 'pdf' }
  if (head.startsWith('{\\rtf')) return { kind: 'unsupported', name: 'rtf' }
  if (head.startsWith('Rar!')) return { kind: 'unsupported', name: 'rar' }
  if (head.startsWith('7z\xbc\xaf')) return { kind: 'unsupported', name: '7z' }
  // Truncated or damaged, but meant to be one: its import says what is wrong with it.
  if (extension === 'docx' || extension === 'docm') return { kind: 'docx' }
  if (extension === 'zip') return { kind: 'zip' }
  return textFormat(extension, contentType, head)
}

function zipFormat(extension: string, head: string, buffer: Buffer): FileFormat {
  if (head.includes('mimetypeapplication/vnd.oasis.opendocument.text')) return { kind: 'unsupported', name: 'odt' }
  if (head.includes('mimetypeapplication/epub')) return { kind: 'unsupported', name: 'epub' }
  if (head.includes('mimetypeapplication/vnd.oasis.opendocument.')) return { kind: 'other' }
  // Names stand uncompressed in the directory.
  if (buffer.includes('word/document.xml')) return { kind: 'docx' }
  if (extension === 'pages' || buffer.includes('Index/Document.iwa')) return { kind: 'unsupported', name: 'pages' }
  if (['xlsx', 'xlsm', 'pptx', 'pptm', 'ppsx', 'jar', 'apk', 'ods', 'odp'].includes(extension)) return { kind: 'other' }
  if (extension === 'docx' || extension === 'docm') return { kind: 'docx' }
  return buffer.includes('xl/workbook.xml') || buffer.includes('ppt/presentation.xml')
    ? { kind: 'other' }
    : { kind: 'zip' }
}

function oleFormat(extension: string, bytes: Uint8Array): FileFormat {
  if (isEncryptedOffice(bytes)) return { kind: 'encrypted' }
  if (['xls', 'ppt', 'pps', 'msg', 'et', 'dps'].includes(extension)) return { kind: 'other' }
  return { kind: 'unsupported', name: extension === 'wps' ? 'wps' : 'doc' }
}

function textFormat(extension: string, contentType: string, head: string): FileFormat {
  // "Save as web page" in Word keeps the name .doc.
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)[\s>]/i.test(head)) return { kind: 'html' }
  const byName = TEXT_EXTENSIONS.get(extension)
  if (byName !== undefined) return { kind: byName }
  if (UNSUPPORTED_EXTENSIONS.has(extension)) return { kind: 'unsupported', name: extension }
  if (extension !== '') return { kind: 'other' }
  if (/^text\/(?:x-)?markdown\b/i.test(contentType)) return { kind: 'markdown' }
  if (/^text\/html\b/i.test(contentType)) return { kind: 'html' }
  return /^text\/plain\b/i.test(contentType) ? { kind: 'text' } : { kind: 'other' }
}
