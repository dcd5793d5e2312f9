/** A mail's own words → manuscript: the HTML when there is any, else the text. */
import type { ConversionRefusal, ConvertedManuscript } from '@shared/domain/manuscript'
import type { Result } from '@shared/domain/result'
import { countWords } from '@shared/manuscript/text'
import type { Draft } from './draft'
import { finishManuscript } from './finish'
import { isCoverNote } from './guess-manuscript'
import type { ImageResolver } from './images'
import { importHtml } from './import-html'
import { importText } from './import-text'
import { inlineText, type NodeJson } from './node-json'
import type { MailToConvert } from './types'

/** An HTML part with less than this share of the text part's words is a stub beside the real text. */
const HTML_STUB_SHARE = 0.5

export function convertBody(
  mail: MailToConvert,
  images: ImageResolver,
  subjectTitle: string,
): Result<ConvertedManuscript, ConversionRefusal> {
  const text = importText(mail.text)
  // A letter that only announces a file is all letter: nothing of it is left out.
  const options = { subjectTitle, letter: !isCoverNote(mail.text) }
  if (mail.html === null || mail.html.trim() === '') return finishManuscript(text, options)
  const html = importHtml(mail.html, { images })
  if (!html.ok) return mail.text.trim() === '' ? html : finishManuscript(text, options)
  const stub = wordsIn(html.value) < wordsIn(text) * HTML_STUB_SHARE
  // A mail program fills the page's <title> with the subject or its own name: no title of an author's.
  return finishManuscript(stub ? text : { ...html.value, declaredTitle: '' }, options)
}

function wordsIn(draft: Draft): number {
  return draft.blocks.reduce((sum, block) => sum + words(block), 0)
}

function words(node: NodeJson): number {
  if (node.content?.some((child) => child.type === 'text')) return countWords(inlineText(node))
  return (node.content ?? []).reduce((sum, child) => sum + words(child), 0)
}
