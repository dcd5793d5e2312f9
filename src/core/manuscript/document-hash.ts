/** The hash that anchors and versions name a document by. */
import { createHash } from 'node:crypto'
import type { DocumentJson } from '@shared/domain/manuscript'
import { canonicalJson } from '@shared/canonical-json'

/** sha256 (lower-case hex) of the document's canonical JSON (RFC 8785). */
export function documentHash(document: DocumentJson): string {
  return createHash('sha256').update(canonicalJson(document), 'utf8').digest('hex')
}
