/** What every importer hands over: blocks, pictures and notes, with the title still among the blocks. */
import type { ImportNote, ManuscriptSourceKind } from '@shared/domain/manuscript'
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
}
