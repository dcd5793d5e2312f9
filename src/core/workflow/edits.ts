/** An edited text takes the place of the one before it. */
import { change } from '@shared/domain/event'
import type { ManuscriptImage } from '@shared/domain/manuscript'
import type { Anchor } from '@shared/manuscript/anchor'
import type { Node } from 'prosemirror-model'
import { editedText } from '../manuscript/edited-text'
import { getVersion } from '../store/repositories/manuscripts'
import { dropWorkingCopy, getWorkingCopy } from '../store/repositories/working-copies'
import { announce, append, transact, type DeskContext } from './context'
import { refuse } from './refuse'

/** A text that an editor made of a version, kept as a blob and ready for the record. */
export interface EditedText {
  readonly contentHash: string
  readonly title: string
  readonly words: number
  readonly suggestions: number
  /** Pictures of the text, each once. */
  readonly pictures: readonly ManuscriptImage[]
}

/** Keeps the document's blob before the record names it. */
export async function keepEdit(context: DeskContext, document: Node): Promise<EditedText> {
  const { json, title, words, suggestions, pictures } = editedText(document)
  const [contentHash = ''] = await context.blobs.putAll([Buffer.from(json, 'utf8')])
  return { contentHash, title, words, suggestions, pictures }
}

/**
 * Records what the text of a version is now. `from` is the content hash it was made of: refused (`text-moved-on`) when the
 * version has another by now, or when something is typed in it that was not settled. `anchors`: annotations that moved
 * along with the text.
 */
export function recordEdit(
  context: DeskContext,
  versionId: string,
  from: string,
  edit: EditedText,
  anchors: MovedAnchors,
): void {
  transact(context, () => {
    const copy = getWorkingCopy(context.db, versionId)
    if (copy !== null && copy.lastStep > copy.settledStep) refuse('text-moved-on')
    appendEdit(context, versionId, from, edit, anchors)
    // Steps on the text before do not fit this one.
    dropWorkingCopy(context.db, versionId)
  })
  announce(context, 'submissions', 'manuscripts', 'annotations')
}

type MovedAnchors = readonly { readonly annotationId: string; readonly anchor: Anchor }[]

/** The event of an edit, inside a transaction; none when the text is the same. */
export function appendEdit(
  context: DeskContext,
  versionId: string,
  from: string,
  edit: EditedText,
  anchors: MovedAnchors,
): void {
  const version = getVersion(context.db, versionId) ?? refuse('not-found')
  if (version.contentHash !== from) refuse('text-moved-on')
  if (version.contentHash === edit.contentHash) return
  const { pictures, ...text } = edit
  const images = imagesWith(version.images, pictures)
  append(context, [
    change('manuscript.edited', versionId, {
      versionId,
      submissionId: version.submissionId,
      from,
      ...text,
      ...(images !== null && { images }),
      anchors: [...anchors],
    }),
  ])
}

/**
 * The pictures of a version with those that an editor put in; null where that changes nothing. What came with the file stays among
 * them, though its place may be gone from the text: it is the author's.
 */
function imagesWith(known: readonly ManuscriptImage[], inText: readonly ManuscriptImage[]): ManuscriptImage[] | null {
  const there = new Set(inText.map(({ sha256 }) => sha256))
  const kept = known.filter(({ sha256, added }) => added !== true || there.has(sha256))
  const names = new Set(kept.map(({ sha256 }) => sha256))
  const fresh = inText.filter(({ sha256 }) => !names.has(sha256)).map((image) => ({ ...image, added: true as const }))
  return kept.length === known.length && fresh.length === 0 ? null : [...kept, ...fresh]
}
