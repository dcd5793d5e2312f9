/** When a raw mail says it was written, without reading more of it than its header. */
import { firstField, readHeaderBlock } from './mime/header-fields'
import { readDate } from './mime/read-date'
import { DEFAULT_PARSE_LIMITS } from './parse-limits'

/** UTC milliseconds, or null when the Date header is missing or senseless. */
export function sentAt(raw: Uint8Array): number | null {
  const buffer = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const header = readHeaderBlock(buffer, 0, buffer.length, DEFAULT_PARSE_LIMITS.headerBytes, () => false)
  return header === null ? null : readDate(firstField(header.fields, 'date'))
}
