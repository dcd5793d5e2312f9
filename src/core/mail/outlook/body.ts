/** The body among Outlook's properties. */
import type { BodySection } from '../collected-mail'
import { decodeText, metaCharset } from '../mime/charsets'
import type { ParseLimits } from '../parse-limits'
import { PROPERTY, type MapiProperties } from './mapi-properties'
import { readRtfBody } from './rtf-body'
import { decompressRtf } from './rtf-compression'

/** The body in its forms; Outlook keeps HTML as such, or wrapped in compressed RTF. Null when there is none. */
export function bodyOf(properties: MapiProperties, limits: Pick<ParseLimits, 'rawBytes'>): BodySection | null {
  const text = lineFeeds(properties.text(PROPERTY.body))
  const htmlBytes = properties.bytes(PROPERTY.html)
  const html =
    htmlBytes === null
      ? properties.text(PROPERTY.html)
      : decodeText(htmlBytes, properties.htmlCharset, metaCharset(htmlBytes))
  if (html.trim() !== '') return { text: text.trim() === '' ? null : text, html: lineFeeds(html) }
  const compressed = properties.bytes(PROPERTY.rtfCompressed)
  const rtf = compressed === null ? null : decompressRtf(compressed, limits.rawBytes)
  const body = rtf === null ? null : readRtfBody(rtf)
  if (body?.kind === 'html' && body.content.trim() !== '')
    return { text: text.trim() === '' ? null : text, html: lineFeeds(body.content) }
  if (text.trim() !== '') return { text, html: null }
  return body === null || body.content.trim() === '' ? null : { text: lineFeeds(body.content), html: null }
}

function lineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\u0000', '')
}
