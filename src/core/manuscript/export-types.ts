/** What every exporter is given: a manuscript with all that goes with it, so that none has to look anything up. */
import type { ImportedThread } from '@shared/domain/annotation'
import type { DocumentJson } from '@shared/domain/manuscript'

/** A picture's bytes, already read from the blobs. */
export interface ExportPicture {
  readonly bytes: Uint8Array
  readonly contentType: string
}

/** A comment thread as a file can hold it. Its anchor lies in the exported document's projection that it names. */
export interface ExportThread extends ImportedThread {
  /** The annotation it is; a reader of the file can be told by it where a reply belongs. */
  readonly annotationId: string
  readonly audience: 'editors' | 'author'
}

export interface ManuscriptToExport {
  /** With its suggested changes; who made them stands in the document's attribute `suggestions`. */
  readonly document: DocumentJson
  /** `文：志刚@互联网江湖主编`; empty for none. */
  readonly byline: string
  readonly threads: readonly ExportThread[]
  /** By sha256. A picture that is not there was not kept: its words stand in for it. */
  readonly pictures: ReadonlyMap<string, ExportPicture>
  /** 头像: the sha256 of the author's portrait, above the closing paragraphs; absent for none. Its bytes are among `pictures`. */
  readonly portrait?: string
  /** Paragraphs after the text: 作者简介, statements, the site's closing lines. */
  readonly closing: readonly string[]
}
