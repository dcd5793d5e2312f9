/** What goes into a conversion and what comes out of it. */
import type { ConvertedManuscript } from '@shared/domain/manuscript'

/** One file of a mail, as the mail parser found it. */
export interface ManuscriptAttachment {
  readonly filename: string
  readonly contentType: string
  readonly sha256: string
  /** Without angle brackets; null when the part has none. */
  readonly contentId: string | null
  readonly inline: boolean
  readonly bytes: Uint8Array
}

/** A mail: its own words (quoted history and signature already separated by the caller) and its files. */
export interface MailToConvert {
  readonly kind: 'mail'
  readonly subject: string
  readonly text: string
  readonly html: string | null
  readonly attachments: readonly ManuscriptAttachment[]
  /** As a file's. */
  readonly zone?: string
  /** Its words are the manuscript, whatever came with them; the files are only looked at for pictures. */
  readonly bodyOnly?: boolean
}

/** A file by itself: dropped onto the desk or named on the command line. */
export interface FileToConvert {
  readonly kind: 'file'
  readonly filename: string
  readonly bytes: Uint8Array
  /** IANA name of the zone whose clock wrote the times in a Word file; UTC when it is not given. */
  readonly zone?: string
}

/** Hears how much of a file is read: the page that is begun, and how many there are. */
export type TellProgress = (done: number, total: number) => void

export type ManuscriptToConvert = MailToConvert | FileToConvert

export interface ManuscriptConversion extends ConvertedManuscript {
  /** The file that the manuscript was read from; null when it was the mail's body. */
  readonly sourceFilename: string | null
  /** sha256 of that file's bytes (of the archive, when it lay in one); null when it was the mail's body. */
  readonly sourceSha256: string | null
}
