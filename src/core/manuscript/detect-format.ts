/** What a file is: by its bytes first (authors rename), then by its name. */
import { isEncryptedOffice, isOleContainer } from './ole'

export type FileFormat =
  | { readonly kind: 'docx' | 'odt' | 'rtf' | 'doc' | 'pdf' | 'markdown' | 'html' | 'text' | 'zip' }
  /** A manuscript may be in it, but the desk does not read it. */
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

/** By their names alone: truncated or damaged, and their import says what is wrong with them. */
const DOCUMENT_EXTENSIONS: ReadonlyMap<string, 'docx' | 'odt' | 'rtf' | 'doc' | 'pdf'> = new Map([
  ['docx', 'docx'],
  ['docm', 'docx'],
  ['odt', 'odt'],
  ['ott', 'odt'],
  ['rtf', 'rtf'],
  ['doc', 'doc'],
  ['dot', 'doc'],
  ['wps', 'doc'],
  ['pdf', 'pdf'],
])

const UNSUPPORTED_EXTENSIONS: ReadonlySet<string> = new Set(['pages', 'rar', '7z', 'mht', 'mhtml', 'epub'])

/** Bytes at the start in which a text format shows itself. */
const HEAD_BYTES = 512

export function detectFormat(filename: string, contentType: string, bytes: Uint8Array): FileFormat {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const extension = /\.([a-z0-9]{1,8})\s*$/i.exec(filename)?.[1]?.toLowerCase() ?? ''
  const head = buffer.subarray(0, HEAD_BYTES).toString('latin1')
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) return zipFormat(extension, head, buffer)
  if (isOleContainer(bytes)) return oleFormat(extension, bytes)
  // The header may stand anywhere among the first bytes (ISO 32000-1, Annex H.3, note 13).
  if (/^[\s\0\xef\xbb\xbf]*%PDF-/.test(head)) return { kind: 'pdf' }
  if (/^[\s\xef\xbb\xbf]*\{\\rtf/.test(head)) return { kind: 'rtf' }
  if (head.startsWith('Rar!')) return { kind: 'unsupported', name: 'rar' }
  if (head.startsWith('7z\xbc\xaf')) return { kind: 'unsupported', name: '7z' }
  if (extension === 'zip') return { kind: 'zip' }
  return textFormat(extension, contentType, head)
}

function zipFormat(extension: string, head: string, buffer: Buffer): FileFormat {
  if (head.includes('mimetypeapplication/vnd.oasis.opendocument.text')) return { kind: 'odt' }
  if (head.includes('mimetypeapplication/epub')) return { kind: 'unsupported', name: 'epub' }
  if (head.includes('mimetypeapplication/vnd.oasis.opendocument.')) return { kind: 'other' }
  // Names stand uncompressed in the directory.
  if (buffer.includes('word/document.xml')) return { kind: 'docx' }
  if (extension === 'pages' || buffer.includes('Index/Document.iwa')) return { kind: 'unsupported', name: 'pages' }
  if (['xlsx', 'xlsm', 'pptx', 'pptm', 'ppsx', 'jar', 'apk', 'ods', 'odp'].includes(extension)) return { kind: 'other' }
  const byName = DOCUMENT_EXTENSIONS.get(extension)
  if (byName === 'docx' || byName === 'odt') return { kind: byName }
  return buffer.includes('xl/workbook.xml') || buffer.includes('ppt/presentation.xml')
    ? { kind: 'other' }
    : { kind: 'zip' }
}

function oleFormat(extension: string, bytes: Uint8Array): FileFormat {
  if (isEncryptedOffice(bytes)) return { kind: 'encrypted' }
  if (['xls', 'ppt', 'pps', 'msg', 'et', 'dps'].includes(extension)) return { kind: 'other' }
  return { kind: 'doc' }
}

function textFormat(extension: string, contentType: string, head: string): FileFormat {
  // "Save as web page" in Word keeps the name .doc.
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)[\s>]/i.test(head)) return { kind: 'html' }
  const byName = TEXT_EXTENSIONS.get(extension) ?? DOCUMENT_EXTENSIONS.get(extension)
  if (byName !== undefined) return { kind: byName }
  if (UNSUPPORTED_EXTENSIONS.has(extension)) return { kind: 'unsupported', name: extension }
  if (extension !== '') return { kind: 'other' }
  if (/^text\/(?:x-)?markdown\b/i.test(contentType)) return { kind: 'markdown' }
  if (/^text\/html\b/i.test(contentType)) return { kind: 'html' }
  return /^text\/plain\b/i.test(contentType) ? { kind: 'text' } : { kind: 'other' }
}
