/** A file → the articles in it: a page, a text, or a feed with many. What it is, its first bytes say, not its name. */
import { fail, ok, type Result } from '@shared/domain/result'
import { decodeHtml, decodeText } from '../decode-text'
import { countLetters } from './fields'
import { MAX_ARTICLE_FILE_BYTES, MAX_FEED_BYTES, MIN_ARTICLE_LETTERS } from './limits'
import { readJsonFeed, readXmlFeed } from './read-feed'
import { readPage, readPlainArticle } from './read-page'
import type { ArticleRefusal, ReadArticle } from './types'

/** Bytes that tell what a file is. */
const SNIFF = 2_048

/** Names with one of these are looked at in a folder. */
export const ARTICLE_EXTENSIONS: ReadonlySet<string> = new Set(
  '.html .htm .xhtml .txt .text .md .xml .rss .atom .rdf .json'.split(' '),
)

export function readArticles(filename: string, bytes: Uint8Array): Result<ReadArticle[], ArticleRefusal> {
  const kind = kindOf(bytes)
  const limit = kind === 'xml' || kind === 'json' ? MAX_FEED_BYTES : MAX_ARTICLE_FILE_BYTES
  if (bytes.byteLength > limit) return fail({ code: 'too-large', detail: `${bytes.byteLength} bytes, limit ${limit}` })
  const articles = articlesOf(kind, filename, bytes)
  if (articles === null) return fail({ code: 'not-supported', detail: '' })
  const read = articles.filter(({ text }) => countLetters(text) >= MIN_ARTICLE_LETTERS)
  return read.length === 0 ? fail({ code: 'no-article', detail: '' }) : ok(read)
}

function articlesOf(kind: FileKind, filename: string, bytes: Uint8Array): ReadArticle[] | null {
  switch (kind) {
    case 'xml':
      return readXmlFeed(decodeText(bytes, xmlEncoding(bytes)).text)
    case 'json':
      return readJsonFeed(decodeText(bytes).text)
    case 'html':
      return [readPage(decodeHtml(bytes).text)]
    case 'text':
      return [readPlainArticle(decodeText(bytes).text, filename.replace(/\.[^.]*$/u, ''))]
    case 'binary':
      return null
  }
}

type FileKind = 'xml' | 'json' | 'html' | 'text' | 'binary'

function kindOf(bytes: Uint8Array): FileKind {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, SNIFF))
  const isWide = (buffer[0] === 0xff && buffer[1] === 0xfe) || (buffer[0] === 0xfe && buffer[1] === 0xff)
  if (!isWide && buffer.includes(0)) return 'binary'
  const head = isWide ? buffer.toString('utf16le') : buffer.toString('latin1')
  const start = head.replace(/^[^\x20-\x7E]+/, '').trimStart()
  if (/<(?:rss|feed|rdf:RDF)[\s>]/i.test(head)) return 'xml'
  if (/^<(?:!doctype html|html|head|body|meta|div|article|p|h1)[\s>]/i.test(start) || /<html[\s>]/i.test(head))
    return 'html'
  if (start.startsWith('<?xml')) return 'xml'
  return start.startsWith('{') ? 'json' : 'text'
}

function xmlEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 200)).toString('latin1')
  return /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([\w-]{2,40})["']/i.exec(head)?.[1] ?? null
}
