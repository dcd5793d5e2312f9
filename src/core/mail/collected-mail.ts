/** What a raw mail is collected into, whichever format it came in: MIME, Outlook's file, Outlook's wrapping. */
import { hash } from 'node:crypto'
import type { DeliveryReport } from './delivery-status'
import type { HeaderFields } from './mime/header-fields'

/** One body in up to two forms: an alternative has both, a lone text part has one. */
export interface BodySection {
  readonly text: string | null
  readonly html: string | null
}

export interface CollectedFile {
  readonly filename: string
  readonly contentType: string
  readonly contentId: string | null
  readonly sha256: string
  readonly bytes: Buffer
  /** A picture that a page inside the same `multipart/related` may show. */
  readonly related: boolean
  readonly disposition: string
  /** A mail kept as a file; what is in it is collected beside it. */
  readonly isMail: boolean
}

export interface CollectedMail {
  readonly fields: HeaderFields
  /** The charset the message itself names, to read what names none. */
  readonly charset: string
  readonly sections: readonly BodySection[]
  /** Files of this mail and of the mails inside it, in order. */
  readonly files: readonly CollectedFile[]
  readonly forwards: readonly CollectedMail[]
  readonly report: DeliveryReport | null
  readonly isReceipt: boolean
  /** Headers of the letter that a report returns. */
  readonly returned: HeaderFields | null
}

/** A file under the hash of its content. */
export function fileOf(file: Omit<CollectedFile, 'sha256'>): CollectedFile {
  return { ...file, sha256: hash('sha256', file.bytes, 'hex') }
}
