/** What every importer hands over: blocks, pictures and notes, with the title still among the blocks. */
import type { ImportedThread } from '@shared/domain/annotation'
import type { ImportNote, ManuscriptSourceKind } from '@shared/domain/manuscript'
import type { Suggestions } from '@shared/manuscript/suggestions'
import type { KeptImage } from './images'
import type { NodeJson } from './node-json'

export interface Draft {
  readonly sourceKind: ManuscriptSourceKind
  readonly blocks: readonly NodeJson[]
  /** What the format itself calls the title (a title style, front matter); empty when it does not. */
  readonly declaredTitle: string
  /** What the format itself calls the author; empty when it does not. */
  readonly declaredByline: string
  readonly images: readonly KeptImage[]
  readonly notes: readonly ImportNote[]
  /** What the `footnoteRef`s among the blocks refer to. */
  readonly footnotes?: readonly DraftFootnote[]
  /** Comments of the file; what each is about carries a mark `thread` with its id. */
  readonly threads?: readonly DraftThread[]
  /** Who made the suggested changes that blocks and marks name by id. */
  readonly suggestions?: Suggestions
  /** Changes that the document cannot hold as such and that were taken as accepted. */
  readonly changesAccepted?: number
}

export interface DraftFootnote {
  /** As its reference names it. */
  readonly note: string
  readonly blocks: readonly NodeJson[]
}

export interface DraftThread extends Omit<ImportedThread, 'anchor'> {
  readonly id: string
}
