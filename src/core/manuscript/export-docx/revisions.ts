/** Suggested changes as Word's tracked ones: each element that says one has a number of its own, its author and its time. */
import { BuilderElement, type XmlComponent } from 'docx'
import { suggestionsSchema, type Suggestions } from '@shared/manuscript/suggestions'
import { wordTime } from './word-time'
import { xmlText } from './xml-text'

/** As the library takes them. */
export interface Revision {
  readonly id: number
  readonly author: string
  readonly date: string
}

export class Revisions {
  private readonly suggestions: Suggestions
  private count = 0

  constructor(suggestions: unknown) {
    this.suggestions = suggestionsSchema.parse(suggestions)
  }

  get any(): boolean {
    return Object.keys(this.suggestions).length > 0
  }

  get times(): readonly (number | null)[] {
    return Object.values(this.suggestions).map(({ at }) => at)
  }

  /** What an element says that belongs to a suggestion. */
  next(suggestionId: string): Revision {
    const meta = this.suggestions[suggestionId]
    this.count += 1
    return { id: this.count, author: xmlText(meta?.name ?? ''), date: wordTime(meta?.at ?? null) }
  }

  /** Content in `w:ins` or `w:del`. */
  wrapped(kind: 'insertion' | 'deletion', suggestionId: string, content: XmlComponent): XmlComponent {
    const { id, author, date } = this.next(suggestionId)
    return new BuilderElement({
      name: kind === 'insertion' ? 'w:ins' : 'w:del',
      attributes: {
        id: { key: 'w:id', value: id },
        author: { key: 'w:author', value: author },
        date: { key: 'w:date', value: date },
      },
      children: [content],
    })
  }
}
