/** Comments of an OpenDocument text (ODF 1.2, 14.1; LibreOffice's `loext` for resolved ones and replies). */
import { COMMENT_MAX } from '@shared/domain/annotation'
import type { DraftThread } from '../draft'
import { harmlessText } from '../inline-content'
import { MAX_THREADS } from '../limits'
import { elements, allText, type XmlElement } from '../docx/xml-tree'
import type { ZonedClock } from '@shared/zoned-clock'
import { saidAt, saidBy } from './changes'

interface OpenThread extends DraftThread {
  readonly comments: DraftThread['comments'][number][]
}

export class OdtAnnotations {
  /** Comments beyond the bound. */
  beyond = 0

  constructor(private readonly clock: ZonedClock) {}

  private readonly threads: OpenThread[] = []
  private readonly byName = new Map<string, OpenThread>()

  /** Takes a comment up: the id of its thread, or null when it belongs to one that there is (a reply) or to none any more. */
  add(annotation: XmlElement): string | null {
    const { attributes } = annotation
    const comment = { name: saidBy(annotation), at: saidAt(annotation, this.clock), text: commentText(annotation) }
    const parent = this.byName.get(attributes['loext:parent-name'] ?? attributes['office:parent-name'] ?? '')
    const name = attributes['office:name'] ?? ''
    if (parent !== undefined) {
      parent.comments.push(comment)
      if (name !== '') this.byName.set(name, parent)
      return null
    }
    if (this.threads.length >= MAX_THREADS) {
      this.beyond += 1
      return null
    }
    const id = `c${this.threads.length + 1}`
    const state = attributes['loext:resolved'] === 'true' ? 'resolved' : 'open'
    const thread: OpenThread = { id, state, comments: [comment] }
    this.threads.push(thread)
    if (name !== '') this.byName.set(name, thread)
    return id
  }

  /** The thread that a comment of that name began. */
  named(name: string): string | null {
    return this.byName.get(name)?.id ?? null
  }

  list(): readonly DraftThread[] {
    return this.threads
  }
}

/** Its paragraphs, a line each. */
function commentText(annotation: XmlElement): string {
  const lines: string[] = []
  const visit = (element: XmlElement): void => {
    for (const child of elements(element)) {
      if (child.name === 'text:p' || child.name === 'text:h') lines.push(allText(child))
      else if (child.name.startsWith('text:list')) visit(child)
    }
  }
  visit(annotation)
  return harmlessText(lines.join('\n')).trim().slice(0, COMMENT_MAX)
}

/** The names of comments that end elsewhere than where they begin: the others are about a place. */
export function annotationEnds(root: XmlElement): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (element: XmlElement): void => {
    let before = ''
    for (const child of element.children) {
      if (typeof child !== 'string' && child.name === 'office:annotation-end') {
        const name = child.attributes['office:name'] ?? ''
        if (name !== before) names.add(name)
        continue
      }
      before =
        typeof child !== 'string' && child.name === 'office:annotation' ? (child.attributes['office:name'] ?? '') : ''
      if (typeof child !== 'string') visit(child)
    }
  }
  visit(root)
  return names
}
