/** Which part of a mail is the manuscript: candidates, the likeliest first. A guess that a human can change. */
import { countWords } from '@shared/manuscript/text'
import { detectFormat, type FileFormat } from './detect-format'
import { titleFromFilename, titleFromSubject } from './subject-title'
import type { MailToConvert, ManuscriptAttachment } from './types'

export type Candidate =
  | { readonly kind: 'file'; readonly file: ManuscriptAttachment; readonly format: FileFormat; readonly score: number }
  | { readonly kind: 'body'; readonly score: number }

export interface Guess {
  readonly candidates: readonly Candidate[]
  /** More than one part could well be the manuscript: a human should look. */
  readonly doubtful: boolean
}

/** How likely a format holds a manuscript, other things equal. Word is what the trade writes in. */
const FORMAT_SCORE: Readonly<Record<FileFormat['kind'], number>> = {
  docx: 40,
  encrypted: 39,
  odt: 38,
  rtf: 38,
  doc: 38,
  zip: 35,
  // Often the same piece once more, with its paragraphs lost; or a contract.
  pdf: 34,
  unsupported: 33,
  markdown: 30,
  html: 25,
  text: 20,
  other: 0,
}

/** 字 from which a mail's body is a manuscript by itself rather than a letter about one. */
export const LONG_BODY_WORDS = 300

const LONG_BODY_SCORE = 15
const SHORT_BODY_SCORE = 5
/** A letter that announces a file is no manuscript, but better than nothing. */
const COVER_NOTE_SCORE = -100

const MANUSCRIPT_NAME = /稿|正文|文章|原文|投递|终版|修订|manuscript|article|draft/i
const OTHER_NAME =
  /授权|声明|合同|协议|简介|介绍|简历|名片|报价|刊例|发票|承诺|身份证|数据表|排期|readme|license|说明|^att\d+\.|^winmail|signature|smime/i
const COVER_NOTE =
  /附件|附上|请查收|查收|审阅|审稿|见附|稿件|投稿|来稿|打包|文档|超大|中转站|网盘|您好|你好|编辑|老师|谢谢|attach|enclosed|see\s+file|docx?\b|pdf\b/i

/** 字 above which a text is no cover note, whatever it mentions. */
const MAX_COVER_NOTE_WORDS = 120

export function guessManuscript(mail: MailToConvert, bodyText: string): Guess {
  const title = titleFromSubject(mail.subject)
  const files = mail.attachments
    .map((file): Candidate & { kind: 'file' } => {
      const format = detectFormat(file.filename, file.contentType, file.bytes)
      return {
        kind: 'file',
        file,
        format,
        score: format.kind === 'other' ? 0 : FORMAT_SCORE[format.kind] + nameScore(file.filename, title),
      }
    })
    .filter((candidate) => candidate.format.kind !== 'other')
  const body: Candidate[] =
    bodyText.trim() === '' && mail.html === null ? [] : [{ kind: 'body', score: bodyScore(bodyText) }]
  const candidates = [...files, ...body].toSorted(
    (one, other) => other.score - one.score || sizeOf(other) - sizeOf(one),
  )
  const likely = candidates.filter((candidate) => candidate.score > (candidate.kind === 'body' ? SHORT_BODY_SCORE : 0))
  return { candidates, doubtful: likely.length > 1 }
}

/** Whether a mail's own words only announce a file. */
export function isCoverNote(text: string): boolean {
  return countWords(text) <= MAX_COVER_NOTE_WORDS && COVER_NOTE.test(text)
}

function bodyScore(text: string): number {
  const words = countWords(text)
  if (words >= LONG_BODY_WORDS) return LONG_BODY_SCORE
  return words === 0 || isCoverNote(text) ? COVER_NOTE_SCORE : SHORT_BODY_SCORE
}

function nameScore(filename: string, title: string): number {
  const named = titleFromFilename(filename)
  const alike = title !== '' && named.length >= 4 && (title.includes(named) || named.includes(title)) ? 12 : 0
  return alike + (MANUSCRIPT_NAME.test(filename) ? 6 : 0) - (OTHER_NAME.test(filename) ? 50 : 0)
}

function sizeOf(candidate: Candidate): number {
  return candidate.kind === 'file' ? candidate.file.bytes.byteLength : 0
}
