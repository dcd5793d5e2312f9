/** Fills a template: the letter as it would go out. */
import { Liquid } from 'liquidjs'
import { escapeHtml } from '@shared/escape-html'
import { forAuthor, isUnmet } from '@shared/domain/annotation'
import type { Verdict } from '@shared/domain/decision'
import { templateNameSchema, type LetterDraft, type TemplateName } from '@shared/domain/letter'
import { placeAnchor } from '@shared/manuscript/anchor'
import { BREAK_CHARACTER, FOOTNOTE_CHARACTER, IMAGE_CHARACTER, textBlocks } from '@shared/manuscript/text'
import { listAnnotations } from '../store/repositories/annotations'
import { getDesk } from '../store/repositories/desk'
import { getVersion } from '../store/repositories/manuscripts'
import { listThread, type SubmissionRecord } from '../store/repositories/submissions'
import { currentDocument } from './checking'
import type { DeskContext } from './context'
import { templateFor } from './decide'

/** A template is trusted text; what it is filled with is not, and is never read as a template. */
const engine = new Liquid({ strictVariables: true, strictFilters: true, ownPropertyOnly: true, cache: true })

/** Filled and read back by who edits it: a blank like this in a letter is refused when it is queued. */
const BLANK = /【待填[:：]?([^】]*)】/u

/** Characters of a subject, as the door takes them. */
const SUBJECT_LENGTH = 500

interface Request {
  /** The quoted words and what is asked of them; no words when it is about a picture alone. */
  readonly quote: string
  readonly text: string
}

/** The letter for a verdict, from its own template or a chosen one; null for a verdict without one. */
export function draftLetter(
  context: DeskContext,
  submission: SubmissionRecord,
  verdict: Verdict,
  reason: string,
  template: TemplateName | null = templateFor(verdict),
): LetterDraft | null {
  return template === null ? null : draftFrom(context, submission, template, reason)
}

/** A letter from a template; `reason` may be empty. `about`: what only this template asks for. */
export function draftFrom(
  context: DeskContext,
  submission: SubmissionRecord,
  template: TemplateName,
  reason: string,
  about: Readonly<Record<string, string>> = {},
): LetterDraft {
  const source = context.templates.get(template)
  if (source === undefined) throw new Error(`the template ${template} is missing from resources/templates`)
  const { row } = submission
  const answered = listThread(context.db, row.id).findLast((mail) => mail.from.address === row.author.address)
  const text = renderTemplate(source, {
    author: row.author.name === '' ? '作者' : row.author.name,
    title: row.title,
    number: row.number,
    reason: reason.trim(),
    requests: requestsOf(context, submission),
    signature: getDesk(context.db)?.signature ?? '',
    file: '',
    host: '',
    ...about,
  })
  return {
    template,
    to: { name: row.author.name, address: row.author.address },
    subject: replySubject(answered?.subject ?? row.subject, row.number),
    text,
  }
}

/** Fills a template. A variable that is not there is a bug in the template and throws. */
export function renderTemplate(source: string, variables: Readonly<Record<string, unknown>>): string {
  const text = engine.parseAndRenderSync(source, variables) as string
  return text
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

/** The name of the first blank that is still in a letter; null when it can go. */
export function blankIn(text: string): string | null {
  const found = BLANK.exec(text)
  return found === null ? null : (found[1] ?? '')
}

/** A letter's plain text as simple HTML, every character escaped. */
export function letterHtml(text: string): string {
  const paragraphs = text.split(/\n{2,}/).map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
  return `<!doctype html><html><head><meta charset="utf-8"></head><body style="font-size:15px;line-height:1.75">${paragraphs.join('')}</body></html>`
}

export function templateNames(context: DeskContext): { name: TemplateName; title: string; source: string }[] {
  return templateNameSchema.options.map((name) => ({ name, title: name, source: context.templates.get(name) ?? '' }))
}

/** The usual reasons of 退稿, in the words that go to an author; the first is the one that is given without asking. */
export function rejectReasons(context: DeskContext): readonly string[] {
  const lines = (context.templates.get('reject-reasons') ?? '').split('\n').map((line) => line.trim())
  const reasons = lines.filter((line) => line !== '' && !line.startsWith('#'))
  if (reasons.length === 0) throw new Error('the reasons are missing from resources/templates/reject-reasons.txt')
  return reasons
}

/** Open comments that are meant for the author, in the order of the text. */
function requestsOf(context: DeskContext, submission: SubmissionRecord): Request[] {
  if (submission.currentVersionId === null) return []
  const version = getVersion(context.db, submission.currentVersionId)
  if (version === null) return []
  const blocks = textBlocks(currentDocument(context, version.contentHash))
  const order = new Map(blocks.map((block, index) => [block.id, index]))
  return listAnnotations(context.db, submission.row.id)
    .filter((annotation) => annotation.state === 'open' && isUnmet(annotation, version.id))
    .map((annotation) => {
      const place = placeAnchor(blocks, annotation.anchor)
      const rank = place.kind === 'lost' ? blocks.length : (order.get(place.block) ?? blocks.length)
      return {
        rank,
        start: place.kind === 'lost' ? 0 : place.start,
        quote: wordsOfQuote(annotation.anchor.quote),
        text: forAuthor(annotation)
          .map((comment) => comment.text)
          .join('\n'),
      }
    })
    .sort((a, b) => a.rank - b.rank || a.start - b.start)
    .map(({ quote, text }) => ({ quote, text }))
}

/** A quote without the characters that stand for pictures, footnotes and line breaks: a letter has none of them. */
export function wordsOfQuote(quote: string): string {
  return quote
    .replaceAll(IMAGE_CHARACTER, '')
    .replaceAll(FOOTNOTE_CHARACTER, '')
    .replaceAll(BREAK_CHARACTER, ' ')
    .trim()
}

/** One `Re:` however often it was answered, and the 稿号 once, so that people and searches find the piece. */
function replySubject(subject: string, number: string): string {
  const bare = subject.replace(/^(?:\s*(?:re|fw|fwd|回复|答复|转发)\s*[:：])+\s*/iu, '').trim()
  const tag = bare.includes(number) ? '' : `（稿号 ${number}）`
  return `Re: ${bare.slice(0, SUBJECT_LENGTH - tag.length - 4)}${tag}`
}
