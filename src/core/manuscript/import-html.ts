/**
 * HTML → blocks of the manuscript. One pass over the parser's events with a stack of our own: no
 * tree, no recursion, nothing run, nothing fetched. Hostile until here, plain text and marks after.
 */
import { Parser } from 'htmlparser2'
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import type { Draft } from './draft'
import { HtmlWalk } from './html-walk'
import type { ImageResolver } from './images'
import { MAX_HTML_CHARACTERS, MAX_HTML_TAGS } from './limits'

export interface HtmlImportOptions {
  readonly images: ImageResolver
}

/** Small enough that a walk that has had enough stops soon after. */
const CHUNK_CHARACTERS = 64 * 1024

export function importHtml(html: string, options: HtmlImportOptions): Result<Draft, ConversionRefusal> {
  if (html.length > MAX_HTML_CHARACTERS) return fail({ code: 'too-large', detail: String(html.length) })
  const walk = new HtmlWalk(options.images)
  const source = withinTags(html, MAX_HTML_TAGS)
  if (source.length < html.length) walk.truncated()
  const parser = new Parser(
    {
      onopentag: (name, attributes) => walk.open(name, attributes),
      ontext: (text) => walk.text(text),
      onclosetag: () => walk.close(),
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  for (let at = 0; at < source.length && !walk.stopped; at += CHUNK_CHARACTERS) {
    parser.write(source.slice(at, at + CHUNK_CHARACTERS))
  }
  // Ending a stopped parser would close thousands of elements one by one for nothing.
  if (!walk.stopped) parser.end()
  return ok({ sourceKind: 'html', ...walk.end() })
}

/** The source up to its nth `<`. */
function withinTags(html: string, limit: number): string {
  let at = -1
  for (let count = 0; count <= limit; count += 1) {
    at = html.indexOf('<', at + 1)
    if (at < 0) return html
  }
  return html.slice(0, at)
}
