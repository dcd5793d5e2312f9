/** What 初筛 shows of a piece without a click, in one answer, so that the next one can be asked for ahead. */
import type { ParsedMessage } from '@shared/domain/mail'
import { newestMail, type ThreadMessage } from '@shared/domain/submission'
import type { TriagePreview } from '@shared/domain/triage'
import { BREAK_CHARACTER, IMAGE_CHARACTER, textBlocks } from '@shared/manuscript/text'
import { provenanceSignals, type SignalSource } from '../compliance/provenance-signals'
import { splitTextBody } from '../mail'
import { submissionsOfAuthor } from '../store/repositories/authors'
import { getVersion } from '../store/repositories/manuscripts'
import { getParsed } from '../store/repositories/messages'
import { listArticleMatches } from '../store/repositories/published'
import { listSimilar } from '../store/repositories/similar'
import { getSubmission, listThread } from '../store/repositories/submissions'
import { currentDocument } from './checking'
import type { DeskContext } from './context'
import { answeredElsewhere } from './outgoing'
import { refuse } from './refuse'

/** UTF-16 units that are enough of a beginning, and of an end; a paragraph longer than its bound is cut. */
const OPENING_LENGTH = 160
const CLOSING_LENGTH = 80
const PARAGRAPH_MAX = 700
/** Paragraphs of either that are shown at most: some texts are all short lines. */
const PARAGRAPHS_MAX = 5
const SHOWN_MAX = { mails: 5, attachments: 12, links: 8, similar: 3, others: 4 }
const DAY = 86_400_000

/** Mails in which an author speaks. */
const SPEAKING: ReadonlySet<string> = new Set([
  'submission',
  'revision',
  'reply',
  'forward',
  'inquiry',
  'promotion',
  'complaint',
])

export function triagePreview(context: DeskContext, submissionId: string): TriagePreview {
  const { db } = context
  const submission = getSubmission(db, submissionId) ?? refuse('not-found')
  const { row, authorId, currentVersionId, conversion } = submission
  const thread = listThread(db, submissionId)
  const mails = parsedMails(context, thread)
  const manuscript = currentVersionId === null ? null : paragraphsOf(context, currentVersionId)
  const letter = mails.at(-1)?.own ?? ''
  const paragraphs = manuscript ?? letter.split(/\n\s*\n|\n(?=\S)/)
  const others = submissionsOfAuthor(db, authorId).filter(({ id }) => id !== submissionId)
  const daysFrom = (receivedAt: number): number => Math.floor(Math.abs(receivedAt - row.receivedAt) / DAY)
  return {
    row,
    conversion,
    kind: thread.find(({ kind }) => SPEAKING.has(kind))?.kind ?? thread[0]?.kind ?? null,
    seen: newestMail(thread)?.hash ?? null,
    ...excerpt(paragraphs),
    fromMail: manuscript === null,
    signals: provenanceSignals([
      ...mails.flatMap(({ parsed, own }): SignalSource[] => [
        { source: 'subject', text: parsed.subject },
        { source: 'mail', text: own },
      ]),
      ...(manuscript === null ? [] : [{ source: 'manuscript' as const, text: manuscript.join('\n') }]),
    ]),
    ...enclosed(mails.map(({ parsed }) => parsed)),
    similar: listSimilar(db, submissionId, SHOWN_MAX.similar).map((piece) => ({
      submissionId: piece.submissionId,
      number: piece.number,
      score: piece.score,
      title: piece.title,
      authorName: piece.authorName,
      sameAuthor: piece.authorId === authorId,
      daysApart: daysFrom(piece.receivedAt),
    })),
    published: listArticleMatches(db, submissionId, SHOWN_MAX.similar).map(({ articleId, title, score }) => ({
      articleId,
      title,
      score,
    })),
    others: others.slice(0, SHOWN_MAX.others).map(({ id, ...other }) => ({
      submissionId: id,
      ...other,
      daysApart: daysFrom(other.receivedAt),
    })),
    otherCount: others.length,
    answeredElsewhere: answeredElsewhere(context, submissionId),
  }
}

interface ReadMail {
  readonly parsed: ParsedMessage
  /** What its writer wrote, without history and signature; of a forward, what the inner mail says. */
  readonly own: string
}

/** The newest mails in which somebody else speaks, the oldest first. */
function parsedMails(context: DeskContext, thread: readonly ThreadMessage[]): ReadMail[] {
  return thread
    .filter(({ kind }) => SPEAKING.has(kind))
    .slice(-SHOWN_MAX.mails)
    .flatMap(({ hash }) => {
      const parsed = getParsed(context.db, hash)
      if (parsed === null) return []
      // Authors sign with what counts here (“本文首发…”): the signature is part of what they say.
      const { own, signature } = splitTextBody(parsed.forwarded?.text ?? parsed.text)
      return [{ parsed, own: [own, signature].filter((part) => part !== '').join('\n') }]
    })
}

/** The text of a version by its paragraphs, without its title; null where its document is missing: `verify` says so. */
function paragraphsOf(context: DeskContext, versionId: string): string[] | null {
  const version = getVersion(context.db, versionId)
  if (version === null || !context.blobs.has(version.contentHash)) return null
  return textBlocks(currentDocument(context, version.contentHash))
    .filter(({ kind }) => kind !== 'title')
    .map(({ text }) => text.replaceAll(IMAGE_CHARACTER, '').replaceAll(BREAK_CHARACTER, '\n'))
}

function excerpt(paragraphs: readonly string[]): Pick<TriagePreview, 'opening' | 'closing' | 'between'> {
  const texts = paragraphs.map((text) => text.trim()).filter((text) => text !== '')
  const opening = takeWhileShort(texts, OPENING_LENGTH)
  const rest = texts.slice(opening.length)
  const closing = takeWhileShort(rest.toReversed(), CLOSING_LENGTH).toReversed()
  return {
    opening: opening.map(cut),
    closing: closing.map(cut),
    between: rest.length - closing.length,
  }
}

function takeWhileShort(texts: readonly string[], enough: number): string[] {
  let length = 0
  return texts.slice(0, PARAGRAPHS_MAX).filter((text) => {
    const takes = length < enough
    length += text.length
    return takes
  })
}

function cut(text: string): string {
  return text.length <= PARAGRAPH_MAX ? text : `${text.slice(0, PARAGRAPH_MAX).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** Files and links of the mails, each once, what expires first. */
function enclosed(mails: readonly ParsedMessage[]): Pick<TriagePreview, 'attachments' | 'links'> {
  const files = new Map(
    mails.flatMap(({ attachments }) =>
      attachments
        .filter(({ inline }) => !inline)
        .map(({ sha256, filename, size }) => [`${sha256} ${filename}`, { filename, size }] as const),
    ),
  )
  const links = new Map(
    mails.flatMap((mail) =>
      mail.links.map(({ url, name, expiring, expiresAt }) => [url, { url, name, expiring, expiresAt }] as const),
    ),
  )
  return {
    attachments: [...files.values()].slice(0, SHOWN_MAX.attachments),
    links: [...links.values()].toSorted((a, b) => Number(b.expiring) - Number(a.expiring)).slice(0, SHOWN_MAX.links),
  }
}
