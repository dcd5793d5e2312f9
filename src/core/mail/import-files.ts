import type { Result } from '@shared/domain/result'
export interface ImportedMail {
  readonly path: string
  readonly raw: Uint8Array
}
export interface FileRefusal {
  readonly path: string
  readonly reason: 'not-found' | 'not-readable' | 'too-large' | 'not-a-mail' | 'format-not-supported'
  readonly detail: string
}
/** Reads one .eml file. */
export function readEml(path: string): Promise<Result<ImportedMail, FileRefusal>> {
  throw new Error(`being written ${path}`)
}
/** The mails of an mbox stream, one by one. */
export function splitMbox(
  stream: AsyncIterable<Uint8Array>,
  path: string,
): AsyncGenerator<Result<ImportedMail, FileRefusal>> {
  throw new Error(`being written ${path} ${String(stream)}`)
}
/** All mails under a path: an .eml, an .mbox, or a folder of them (Maildirs included). */
export function walkMails(path: string): AsyncGenerator<Result<ImportedMail, FileRefusal>> {
  throw new Error(`being written ${path}`)
}
