/** Which comment threads are about the text that is being read. */
import { MAX_OPEN_COMMENTS } from '../limits'
import type { XmlElement } from './xml-tree'

export class CommentRanges {
  private readonly open = new Map<string, string>()
  private readonly covered = new Set<string>()
  private readonly met = new Set<string>()
  private pending: string[] = []
  private threads: readonly string[] = []

  constructor(private readonly threadOf: ReadonlyMap<string, string>) {}

  /** The threads whose ranges are open, for the marks of text. */
  get current(): readonly string[] {
    return this.threads
  }

  /** Takes the beginning or the end of a comment's range, or its reference; true if the element was one of them. */
  take(element: XmlElement): boolean {
    const id = element.attributes['w:id'] ?? ''
    switch (element.name) {
      case 'w:commentRangeStart':
        if (this.threadOf.has(id) && this.open.size < MAX_OPEN_COMMENTS) this.open.set(id, this.threadOf.get(id) ?? '')
        break
      case 'w:commentRangeEnd':
        this.open.delete(id)
        break
      case 'w:commentReference':
        this.open.delete(id)
        this.reference(id)
        break
      default:
        return false
    }
    this.threads = [...new Set(this.open.values())].toSorted()
    return true
  }

  /** Text or a picture that can be seen was read. */
  sawContent(): void {
    for (const thread of this.threads) this.covered.add(thread)
  }

  /** Threads that are about no text of their own and wait for the paragraph they stand in. */
  takePoints(): readonly string[] {
    const points = this.pending.filter((thread) => !this.covered.has(thread))
    this.pending = []
    for (const thread of points) this.covered.add(thread)
    return points
  }

  /** Whether the document points to the thread at all. */
  hasMet(thread: string): boolean {
    return this.met.has(thread)
  }

  private reference(id: string): void {
    const thread = this.threadOf.get(id)
    if (thread === undefined) return
    this.met.add(thread)
    if (!this.covered.has(thread) && !this.pending.includes(thread)) this.pending.push(thread)
  }
}
