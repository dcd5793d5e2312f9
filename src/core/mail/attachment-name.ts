/** The file name of a part: what its sender gave, made harmless, or one made from its type. */
import { harmlessFilename } from './harmless-filename'
import type { MimePart } from './mime/mime-tree'

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

/** `position` numbers nameless files from 1; `title` is what a nameless mail is called by. */
export function attachmentName(part: MimePart, position: number, title: string | null): string {
  const given = part.disposition.parameters.get('filename') ?? part.contentType.parameters.get('name') ?? title ?? ''
  return harmlessFilename(given, `attachment-${position}${EXTENSIONS[part.contentType.value] ?? '.bin'}`)
}
