/** The file name of a part: what its sender gave, made harmless, or one made from its type. */
import { harmlessFilename } from './harmless-filename'
import { firstField } from './mime/header-fields'
import type { MimePart } from './mime/mime-tree'
import { parseStructuredField } from './mime/structured-field'

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/msword': '.doc',
  'application/pdf': '.pdf',
  'application/rtf': '.rtf',
  'application/vnd.oasis.opendocument.text': '.odt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/zip': '.zip',
  'image/gif': '.gif',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'message/rfc822': '.eml',
  'text/calendar': '.ics',
  'text/html': '.html',
  'text/markdown': '.md',
  'text/plain': '.txt',
}

/**
 * `position` numbers nameless files from 1; `title` is what a nameless mail is called by; `charset` is the message's
 * own, for a name of raw bytes that could be several things.
 */
export function attachmentName(part: MimePart, position: number, title: string | null, charset: string): string {
  const given =
    parameterOf(part, 'content-disposition', 'filename', charset) ??
    parameterOf(part, 'content-type', 'name', charset) ??
    title ??
    ''
  return harmlessFilename(given, `attachment-${position}${EXTENSIONS[part.contentType.value] ?? '.bin'}`)
}

/** The structure was read without knowing the message's charset: raw bytes are read again with it. */
function parameterOf(part: MimePart, field: string, name: string, charset: string): string | undefined {
  const read = field === 'content-type' ? part.contentType : part.disposition
  const raw = firstField(part.fields, field) ?? ''
  const hinted = charset !== '' && /[\u0080-\u00FF]/.test(raw) ? parseStructuredField(raw, charset) : read
  return hinted.parameters.get(name)
}
