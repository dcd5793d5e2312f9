/** An edited text takes the place of the one before it. */
import { change } from '@shared/domain/event'
import type { Anchor } from '@shared/manuscript/anchor'
import { documentJson } from '@shared/manuscript/document-json'
import { projectDocument, suggestionIdsIn } from '@shared/manuscript/projection'
import { TITLE_BLOCK_ID } from '@shared/manuscript/schema'
import { countWords, plainText, textBlocks } from '@shared/manuscript/text'
import { canonicalJson } from '@shared/canonical-json'
import type { Node } from 'prosemirror-model'
import { getVersion } from '../store/repositories/manuscripts'
import { announce, append, transact, type DeskContext } from './context'
import { refuse } from './refuse'

/** A text that an editor made of a version, kept as a blob and ready for the record. */
export interface EditedText {
  readonly contentHash: string
  readonly title: string
  readonly words: number
  readonly suggestions: number
}

/** Keeps the document's blob before the record names it. */
export async function keepEdit(context: DeskContext, document: Node): Promise<EditedText> {
  document.check()
  const [contentHash = ''] = await context.blobs.putAll([Buffer.from(canonicalJson(documentJson(document)), 'utf8')])
  const current = projectDocument(document, 'current')
  return {
    contentHash,
    title: textBlocks(current).find(({ id }) => id === TITLE_BLOCK_ID)?.text ?? '',
    words: countWords(plainText(current)),
    suggestions: suggestionIdsIn(document).size,
  }
}

/**
 * Records what the text of a version is now. `from` is the content hash it was made of: refused (`text-moved-on`) when the
 * version has another by now. `anchors`: annotations that moved along with the text.
 */
export function recordEdit(
  context: DeskContext,
  versionId: string,
  from: string,
  edit: EditedText,
  anchors: readonly { readonly annotationId: string; readonly anchor: Anchor }[],
): void {
  transact(context, () => {
    const version = getVersion(context.db, versionId) ?? refuse('not-found')
    if (version.contentHash !== from) refuse('text-moved-on')
    if (version.contentHash === edit.contentHash) return
    append(context, [
      change('manuscript.edited', versionId, {
        versionId,
        submissionId: version.submissionId,
        from,
        ...edit,
        anchors: [...anchors],
      }),
    ])
  })
  announce(context, 'submissions', 'manuscripts', 'annotations')
}
