/** Comments of an RTF file (RTF 1.9.1, "Comments (Annotations)"). */
import { COMMENT_MAX } from '@shared/domain/annotation'
import type { DraftThread } from '../draft'
import { harmlessText } from '../inline-content'
import { MAX_PERSON_CHARACTERS, MAX_THREADS } from '../limits'
import { currentText, isTextblock, type NodeJson } from '../node-json'
import { clip } from '../report'
import type { ZonedClock } from '@shared/zoned-clock'
import { dttm } from './dates'
import type { RtfDestination } from './state'

interface OpenThread extends DraftThread {
  readonly comments: DraftThread['comments'][number][]
}

export class RtfComments {
  /** Comments beyond the bound. */
  beyond = 0
  private author = ''
  private ref: string | null = null
  private at: number | null = null
  /** How many comments before this one the one is that it answers, as a negative number; null for none. */
  private parent: number | null = null

  private readonly threads: OpenThread[] = []
  private readonly all: OpenThread[] = []
  private readonly ranges = new Set<string>()

  /** What a group says of a comment, or where one begins and ends. `open`: the threads that the text here is of. */
  tell(destination: RtfDestination, value: string, clock: ZonedClock, open: Set<string>): void {
    switch (destination) {
      case 'comment-author':
        this.author = value
        break
      case 'comment-start':
        this.ranges.add(value)
        open.add(threadOf(value))
        break
      case 'comment-end':
        open.delete(threadOf(value))
        break
      case 'comment-ref':
        this.ref = value
        break
      case 'comment-date':
        this.at = dttm(Number(value), clock)
        break
      case 'comment-parent': {
        const parent = Number.parseInt(value, 10)
        this.parent = Number.isNaN(parent) ? null : parent
        break
      }
      default:
        throw new Error(`${destination} says nothing of a comment`)
    }
  }

  /** Takes up a comment that has been read. The id of its thread when it named no stretch of text: its place is here. */
  end(blocks: readonly NodeJson[]): string | null {
    const comment = {
      name: clip(this.author, MAX_PERSON_CHARACTERS),
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
