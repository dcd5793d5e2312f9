/** What is noted of a text that an editor made: its title, its figures, and how it is written down. */
import type { CheckBlock, CheckLink } from '@shared/domain/compliance'
import type { ManuscriptImage } from '@shared/domain/manuscript'
import { canonicalJson } from '@shared/canonical-json'
import { documentJson } from '@shared/manuscript/document-json'
import { projectDocument, suggestionIdsIn } from '@shared/manuscript/projection'
import { TITLE_BLOCK_ID } from '@shared/manuscript/schema'
import { countWords, textBlocks } from '@shared/manuscript/text'
import type { Node } from 'prosemirror-model'
import { linksIn } from './links-in'

export interface EditedDocument {
  /** Canonical JSON (RFC 8785): what its hash is made of. */
  readonly json: string
  readonly title: string
  readonly words: number
  /** Suggested changes that nobody accepted or rejected yet. */
  readonly suggestions: number
  /** What the check reads: the text as it would be published. */
  readonly blocks: readonly CheckBlock[]
  readonly links: readonly CheckLink[]
  /** Pictures of the text, each once, those that are suggested to come or go as well. */
  readonly pictures: readonly ManuscriptImage[]
}

/** What the check reads. Throws when the document is none of the schema. */
export function textToCheck(document: Node): Pick<EditedDocument, 'blocks' | 'links'> {
  document.check()
  const current = projectDocument(document, 'current')
  return { blocks: textBlocks(current).map(({ id, kind, text }) => ({ id, kind, text })), links: linksIn(current) }
}

/** Throws when the document is none of the schema. */
export function editedText(document: Node): EditedDocument {
  const { blocks, links } = textToCheck(document)
  return {
    json: canonicalJson(documentJson(document)),
    title: blocks.find(({ id }) => id === TITLE_BLOCK_ID)?.text ?? '',
    words: countWords(blocks.map(({ text }) => text).join('\n')),
    suggestions: suggestionIdsIn(document).size,
    blocks,
    links,
    pictures: picturesIn(document),
  }
}

function picturesIn(document: Node): ManuscriptImage[] {
  const found = new Map<string, ManuscriptImage>()
  document.descendants(({ type, attrs }) => {
    const [sha256, contentType, alt] = [attrs['sha256'], attrs['contentType'], attrs['alt']].map(String)
    if (type.name !== 'image' || sha256 === undefined || sha256 === '' || found.has(sha256)) return
    found.set(sha256, { sha256, contentType: contentType ?? '', alt: alt ?? '' })
  })
  return [...found.values()]
}
