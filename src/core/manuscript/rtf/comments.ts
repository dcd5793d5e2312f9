/** Comments of an RTF file (RTF 1.9.1, "Comments (Annotations)"). */
import { COMMENT_MAX } from '@shared/domain/annotation'
import type { DraftThread } from '../draft'
import { harmlessText } from '../inline-content'
import { MAX_THREADS } from '../limits'
import { currentText, isTextblock, type NodeJson } from '../node-json'
import { clip } from '../report'

interface OpenThread extends DraftThread {
  readonly comments: DraftThread['comments'][number][]
}

export class RtfComments {
  /** Comments beyond the bound. */
  beyond = 0
  author = ''
  ref: string | null = null
  at: number | null = null
  /** How many comments before this one the one is that it answers, as a negative number; null for none. */
  parent: number | null = null

  private readonly threads: OpenThread[] = []
  private readonly all: OpenThread[] = []
  private readonly ranges = new Set<string>()

  /** The thread of the stretch of text that a comment will name. */
  begin(ref: string): string {
    this.ranges.add(ref)
    return threadOf(ref)
  }

  /** Takes up a comment that has been read. The id of its thread when it named no stretch of text: its place is here. */
  end(blocks: readonly NodeJson[]): string | null {
    const comment = {
      name: clip(this.author, 200),
      at: this.at,
      text: harmlessText(lines(blocks).join('\n')).trim().slice(0, COMMENT_MAX),
    }
    const { ref, parent } = this
    this.author = ''
    this.ref = null
    this.at = null
    this.parent = null
    const answered = parent !== null && parent < 0 ? this.all.at(parent) : undefined
    if (answered !== undefined) {
      answered.comments.push(comment)
      this.all.push(answered)
      return null
    }
    if (this.threads.length >= MAX_THREADS) {
      this.beyond += 1
      return null
    }
    const named = ref !== null && this.ranges.has(ref)
    const id = named && ref !== null ? threadOf(ref) : `place ${this.threads.length}`
    const thread: OpenThread = { id, state: 'open', comments: [comment] }
    this.threads.push(thread)
    this.all.push(thread)
    return named ? null : id
  }

  list(): readonly DraftThread[] {
    return this.threads
  }
}

function threadOf(ref: string): string {
  return `ref ${ref}`
}

function lines(blocks: readonly NodeJson[]): string[] {
  return blocks.flatMap((block) => (isTextblock(block) ? [currentText(block)] : lines(block.content ?? [])))
}
