/** A manuscript as one stable JSON text: `tougao export --to json`. */
import type { DocumentJson, ImportNote, ManuscriptImage } from '@shared/domain/manuscript'
import { manuscriptSchema, TITLE_BLOCK_ID } from '@shared/manuscript/schema'
import { countWords, plainText, textBlocks } from '@shared/manuscript/text'
import { canonicalJson } from '@shared/canonical-json'
import { documentHash } from './document-hash'

/** Raised when a field of the export changes its meaning. */
export const JSON_EXPORT_VERSION = 1

export interface JsonExportInput {
  readonly document: DocumentJson
  readonly byline: string
  readonly images: readonly ManuscriptImage[]
  readonly report: readonly ImportNote[]
  /** As the desk keeps them; carried over whole. */
  readonly annotations: readonly unknown[]
}

/**
 * The export: one line of canonical JSON (RFC 8785) and a final newline. The same manuscript gives
 * the same bytes, so that two exports can be compared by hash.
 */
export function exportJson(input: JsonExportInput): string {
  const document = manuscriptSchema.nodeFromJSON(input.document)
  const blocks = textBlocks(document)
  const text = plainText(document)
  const exported = {
    format: 'tougao-manuscript',
    version: JSON_EXPORT_VERSION,
    contentHash: documentHash(input.document),
    title: blocks.find((block) => block.id === TITLE_BLOCK_ID)?.text ?? '',
    byline: input.byline,
    text,
    words: countWords(text),
    blocks: blocks.map(({ id, kind, text: content }) => ({ id, kind, text: content })),
    images: input.images.map(({ sha256, contentType, alt }) => ({ sha256, contentType, alt })),
    report: input.report,
    annotations: input.annotations,
    document: input.document,
  }
  return `${canonicalJson(exported)}\n`
}
