/** Fills a template: the letter as it would go out. */
import { escapeHtml } from '@shared/escape-html'
import { forAuthor, isUnmet, type Annotation } from '@shared/domain/annotation'
import type { Verdict } from '@shared/domain/decision'
import type { LetterDraft, TemplateName } from '@shared/domain/letter'
import type { TemplateLanguage, TemplateProblem } from '@shared/domain/letter-template'
import type { Anchor } from '@shared/manuscript/anchor'
import { BREAK_CHARACTER, FOOTNOTE_CHARACTER, IMAGE_CHARACTER } from '@shared/manuscript/text'
import { listAnnotations } from '../store/repositories/annotations'
import { getDesk } from '../store/repositories/desk'
import { listThread, type SubmissionRecord } from '../store/repositories/submissions'
import type { DeskContext } from './context'
import { templateFor } from './decide'
import type { LetterFinding } from './findings-in-letter'
import { refuse } from './refuse'
import type { RequestPlaces } from './request-places'
import { problemOf, renderTemplate } from './template-engine'
import { shippedText, templateSource } from './template-source'

/** Filled and read back by who edits it: a blank like this in a letter is refused when it is queued. */
const BLANK = /【待填[:：]?([^】]*)】/u

/** Characters of a subject, as the door takes them. */
const SUBJECT_LENGTH = 500

interface Request {
  /** The quoted words and what is asked of them; no words when it is about a picture alone. */
  readonly quote: string
  readonly text: string
}

/**
 * The letter for a verdict, from its own template or a chosen one, with what is asked of the author, in the order of `places`, and
 * the findings that it quotes; null for a verdict without one.
 */
export function draftLetter(
  context: DeskContext,
  submission: SubmissionRecord,
  verdict: Verdict,
  reason: string,
  places: RequestPlaces,
  {
    template = templateFor(verdict),
    findings = [],
  }: { readonly template?: TemplateName | null | undefined; readonly findings?: readonly LetterFinding[] } = {},
): LetterDraft | null {
  if (template === null) return null
  return fill(context, submission, template, {
    reason,
    requests: requestsOf(context, submission, places),
    findings: findings.length === 0 ? '' : renderTemplate(shippedText(context, 'findings'), { list: findings }),
  })
}

/** A letter from a template that asks for nothing in the text; `reason` may be empty. `about`: what only this template asks for. */
export function draftFrom(
  context: DeskContext,
  submission: SubmissionRecord,
  template: Exclude<TemplateName, 'accept' | 'revise'>,
  reason: string,
  about: Readonly<Record<string, string | readonly Readonly<Record<string, string>>[]>> = {},
): LetterDraft {
  return fill(context, submission, template, { reason, requests: [], ...about })
}

function fill(
  context: DeskContext,
  submission: SubmissionRecord,
  template: TemplateName,
  { reason, ...about }: { readonly reason: string; readonly requests: readonly Request[]; readonly findings?: string },
): LetterDraft {
  const { row } = submission
  const answered = listThread(context.db, row.id).findLast((mail) => mail.from.address === row.author.address)
  const text = filled(context, template, 'zh', { ...factsOf(context, submission), reason: reason.trim(), ...about })
  return {
    template,
    to: { name: row.author.name, address: row.author.address },
    subject: replySubject(answered?.subject ?? row.subject, row.number),
    text,
  }
}

/** A template that an editor saved was tried; one that a later release does not fill any more is refused, not thrown. */
function filled(
  context: DeskContext,
  template: TemplateName,
  language: TemplateLanguage,
  variables: Readonly<Record<string, unknown>>,
): string {
  const source = templateSource(context, template, language)
  try {
    return renderTemplate(source, variables)
  } catch (error) {
    return refuseBroken(problemOf(error))
  }
}

export function refuseBroken({ code, name, line, detail }: TemplateProblem): never {
  return refuse('template-broken', { problem: code, name, line, reason: detail })
}

/** What every letter about a piece can name; empty what only some have. */
function factsOf(context: DeskContext, { row }: SubmissionRecord): Record<string, unknown> {
  return {
    author: row.author.name === '' ? '作者' : row.author.name,
    title: row.title,
    number: row.number,
    reason: '',
    signature: deskSignature(context),
    requests: [],
    file: '',
    host: '',
    findings: '',
    links: [],
  }
}

/** What a letter about a piece is filled with as the piece stands, what is asked of the author among it. */
export function pieceVariables(
  context: DeskContext,
  submission: SubmissionRecord,
  places: RequestPlaces,
): Readonly<Record<string, unknown>> {
  return { ...factsOf(context, submission), requests: requestsOf(context, submission, places) }
}

/** What stands below every letter. */
export function deskSignature(context: DeskContext): string {
  return getDesk(context.db)?.signature ?? ''
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

/** The usual reasons of 退稿, in the words that go to an author; the first is the one that is given without asking. */
export function rejectReasons(context: DeskContext): readonly string[] {
  const lines = (context.templates.get('reject-reasons') ?? '').split('\n').map((line) => line.trim())
  const reasons = lines.filter((line) => line !== '' && !line.startsWith('#'))
  if (reasons.length === 0) throw new Error('the reasons are missing from resources/templates/reject-reasons.txt')
  return reasons
}

/** Open comments that are meant for the author, in the order of the text as the review shows it; what has no sure place comes last. */
function requestsOf(context: DeskContext, submission: SubmissionRecord, places: RequestPlaces): Request[] {
  const versionId = submission.currentVersionId
  if (versionId === null) return []
  const rank = ({ id }: Annotation): number => places.get(id) ?? Number.POSITIVE_INFINITY
  return listAnnotations(context.db, submission.row.id)
    .filter((annotation) => annotation.state === 'open' && isUnmet(annotation, versionId))
    .map((annotation) => ({ annotation, at: rank(annotation) }))
    .toSorted((a, b) => (a.at === b.at ? a.annotation.createdAt - b.annotation.createdAt : a.at - b.at))
    .map(({ annotation }) => ({
      quote: quoteForLetter(annotation.anchor),
      text: forAuthor(annotation)
        .map((comment) => comment.text)
        .join('\n'),
    }))
}

/** What a comment is about, as a letter says it: of several paragraphs the words in the first and those in the last. */
export function quoteForLetter(anchor: Anchor): string {
  const last = anchor.more?.at(-1)
  const first = wordsOfQuote(anchor.quote)
  return last === undefined ? first : `${first}……${wordsOfQuote(last.quote)}`
}

/** A quote without the characters that stand for pictures, footnotes and line breaks: a letter has none of them. */
function wordsOfQuote(quote: string): string {
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
