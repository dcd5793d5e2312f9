/** Tracked changes of an RTF file: each stretch that one person changed at one time is one suggestion. */
import type { SuggestionMeta } from '@shared/manuscript/suggestions'
import { MAX_PERSON_CHARACTERS, MAX_SUGGESTIONS } from '../limits'
import type { MarkJson } from '../node-json'
import { clip } from '../report'
import type { ZonedClock } from '@shared/zoned-clock'
import { dttm } from './dates'
import type { RtfCharacters } from './state'

export class RtfRevisions {
  readonly #suggestions = new Map<string, SuggestionMeta>()
  readonly #authors: readonly string[]
  readonly #clock: ZonedClock
  #last = { key: '', id: '' }
  #beyond = 0

  /** `authors`: the table of the file, which is read before its text. */
  constructor(authors: readonly string[], clock: ZonedClock) {
    this.#authors = authors
    this.#clock = clock
  }

  /** Changes past the limit, taken as accepted. */
  get beyond(): number {
    return this.#beyond
  }

  list(): Record<string, SuggestionMeta> {
    return Object.fromEntries(this.#suggestions)
  }

  /** The suggestion that the text is of: the one before goes on while nothing else came between. */
  of(characters: RtfCharacters): readonly MarkJson[] {
    const { revised, deleted } = characters
    if (!revised && !deleted) {
      this.#last = { key: '', id: '' }
      return []
    }
    const marks: MarkJson[] = []
    if (revised) marks.push(...this.#suggestion('insertion', characters.author, characters.at))
    if (deleted) marks.push(...this.#suggestion('deletion', characters.deleter, characters.deletedAt))
    return marks
  }

  #suggestion(type: 'insertion' | 'deletion', author: number, at: number): readonly MarkJson[] {
    const key = `${type} ${author} ${at}`
    if (this.#last.key !== key) {
      if (this.#suggestions.size >= MAX_SUGGESTIONS) {
        this.#beyond += 1
        return []
      }
      const id = `f${this.#suggestions.size + 1}`
      const name = this.#authors[author] ?? ''
      this.#suggestions.set(id, {
        editorId: null,
        name: name === 'Unknown' ? '' : clip(name, MAX_PERSON_CHARACTERS),
        at: dttm(at, this.#clock),
      })
      this.#last = { key, id }
    }
    return [{ type, attrs: { id: this.#last.id } }]
  }
}
