/** Comments of a Word file as threads: `comments.xml`, and for replies and what is resolved `commentsExtended.xml` ([MS-DOCX] 2.5.4). */
import { COMMENT_MAX } from '@shared/domain/annotation'
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { ok, type Result } from '@shared/domain/result'
import type { DraftThread } from '../draft'
import { harmlessText } from '../inline-content'
import { MAX_THREADS } from '../limits'
import type { ZonedClock } from '@shared/zoned-clock'
import { dateOf, personName, timeOf } from './changes'
import type { WordPackage } from './package'
import { childrenNamed, elements, ownText, type XmlElement } from './xml-tree'

export interface Comments {
  readonly threads: readonly DraftThread[]
  /** The thread of each comment, by the comment's id. */
  readonly threadOf: ReadonlyMap<string, string>
  /** Comments without a word, and those past the limit. */
  readonly dropped: number
  /** Comments of which only the beginning was taken. */
  readonly clipped: number
}

interface Comment {
  readonly id: string
  /** Of its last paragraph: by it others name the comment. */
  readonly paraId: string
  readonly name: string
  readonly at: number | null
  readonly text: string
  readonly long: boolean
}

interface Extended {
  readonly parent: string | null
  readonly done: boolean
}

const NO_COMMENTS: Comments = { threads: [], threadOf: new Map(), dropped: 0, clipped: 0 }

/** A thread's id in the draft. */
export function threadId(commentId: string): string {
  return `c${commentId}`
}

export function readComments(file: WordPackage, clock: ZonedClock): Result<Comments, ConversionRefusal> {
  const part = file.related('comments', 'comments.xml')
  if (!part.ok) return part
  if (part.value === null) return ok(NO_COMMENTS)
  const extended = readExtended(file)
  if (!extended.ok) return extended
  const times = readTimes(file)
  if (!times.ok) return times
  const all = childrenNamed(part.value.root, 'w:comment').map((element) => commentOf(element, times.value, clock))
  return ok(threadsOf(all, extended.value))
}

function threadsOf(all: readonly Comment[], extended: ReadonlyMap<string, Extended>): Comments {
  const byParaId = new Map(all.filter(({ paraId }) => paraId !== '').map((comment) => [comment.paraId, comment]))
  const rootOf = (comment: Comment): Comment => {
    let root = comment
    // Word nests replies once; a circle ends after as many steps as there are comments.
    for (let step = 0; step < all.length; step += 1) {
      const parent = byParaId.get(extended.get(root.paraId)?.parent ?? '')
      if (parent === undefined || parent === comment) return root
      root = parent
    }
    return comment
  }
  const grouped = new Map<Comment, Comment[]>()
  const threadOf = new Map<string, string>()
  let dropped = 0
  for (const comment of all) {
    const root = rootOf(comment)
    const own = grouped.get(root) ?? []
    if (!grouped.has(root) && grouped.size >= MAX_THREADS) {
      dropped += 1
      continue
    }
    grouped.set(root, own)
    threadOf.set(comment.id, threadId(root.id))
    // A comment of which only a picture or nothing is left says nothing; its answers may.
    if (comment.text === '') dropped += 1
    else own.push(comment)
  }
  const threads = [...grouped].flatMap(([root, comments]): DraftThread[] => {
    if (comments.length === 0) return []
    const state = extended.get(root.paraId)?.done === true ? 'resolved' : 'open'
    return [{ id: threadId(root.id), state, comments: comments.map(({ name, at, text }) => ({ name, at, text })) }]
  })
  return { threads, threadOf, dropped, clipped: all.filter(({ long }) => long).length }
}

function commentOf(element: XmlElement, times: ReadonlyMap<string, number>, clock: ZonedClock): Comment {
  const paragraphs = childrenNamed(element, 'w:p')
  const paraId = paragraphs.at(-1)?.attributes['w14:paraId'] ?? ''
  const words = harmlessText(paragraphs.map(paragraphText).join('\n')).trim()
  const { attributes } = element
  return {
    id: attributes['w:id'] ?? '',
    paraId,
    name: personName(attributes['w:author']),
    at: times.get(paraId) ?? dateOf(attributes, clock),
    text: words.slice(0, COMMENT_MAX).replace(/[\uD800-\uDBFF]$/, ''),
    long: words.length > COMMENT_MAX,
  }
}

/** A comment's words as they stand: what was inserted in it, without what was deleted. */
function paragraphText(element: XmlElement): string {
  return elements(element)
    .map((child) => {
      if (child.name === 'w:t') return ownText(child)
      if (child.name === 'w:tab') return '\t'
      if (child.name === 'w:br' || child.name === 'w:cr') return '\n'
      return child.name === 'w:del' || child.name === 'w:moveFrom' ? '' : paragraphText(child)
    })
    .join('')
}

function readExtended(file: WordPackage): Result<ReadonlyMap<string, Extended>, ConversionRefusal> {
  const part = file.related('commentsExtended', 'commentsExtended.xml')
  if (!part.ok) return part
  const entries = childrenNamed(part.value?.root, 'w15:commentEx').map(({ attributes }) => {
    const parent = attributes['w15:paraIdParent'] ?? null
    const done = /^(?:1|true|on)$/i.test(attributes['w15:done'] ?? '')
    return [attributes['w15:paraId'] ?? '', { parent, done }] as const
  })
  return ok(new Map(entries))
}

/** Real UTC times, where a newer Word wrote them: by way of the comments' durable ids ([MS-DOCX] 2.5.6 and 2.5.8). */
function readTimes(file: WordPackage): Result<ReadonlyMap<string, number>, ConversionRefusal> {
  const ids = file.related('commentsIds', 'commentsIds.xml')
  if (!ids.ok) return ids
  const extensible = file.related('commentsExtensible', 'commentsExtensible.xml')
  if (!extensible.ok) return extensible
  const byDurable = new Map(
    childrenNamed(extensible.value?.root, 'w16cex:commentExtensible').map(({ attributes }) => [
      attributes['w16cex:durableId'] ?? '',
      timeOf(attributes['w16cex:dateUtc']),
    ]),
  )
  const times = new Map<string, number>()
  for (const { attributes } of childrenNamed(ids.value?.root, 'w16cid:commentId')) {
    const time = byDurable.get(attributes['w16cid:durableId'] ?? '')
    if (time !== undefined && time !== null) times.set(attributes['w16cid:paraId'] ?? '', time)
  }
  return ok(times)
}
