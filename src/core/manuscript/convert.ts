/** The one way from a mail or a file to a manuscript. Runs in a worker with a deadline; touches neither network nor disk. */
import { createHash } from 'node:crypto'
import type { ConversionRefusal, ConvertedManuscript, ImportNote } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import { countWords, plainText } from '@shared/manuscript/text'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { convertBody } from './convert-body'
import { convertFile } from './convert-file'
import { detectFormat } from './detect-format'
import { guessManuscript, isCoverNote, LONG_BODY_WORDS, type Candidate } from './guess-manuscript'
import { imagesAmong, noImages } from './images'
import { Report } from './report'
import { titleFromSubject } from './subject-title'
import type { FileToConvert, MailToConvert, ManuscriptConversion, ManuscriptToConvert, TellProgress } from './types'

export async function convertManuscript(
  input: ManuscriptToConvert,
  tell: TellProgress = () => undefined,
): Promise<Result<ManuscriptConversion, ConversionRefusal>> {
  return input.kind === 'file' ? fromFile(input, tell) : fromMail(input, tell)
}

async function fromFile(
  input: FileToConvert,
  tell: TellProgress,
): Promise<Result<ManuscriptConversion, ConversionRefusal>> {
  const format = detectFormat(input.filename, 'text/plain', input.bytes)
  const converted = await convertFile({
    filename: input.filename,
    bytes: input.bytes,
    format,
    images: noImages,
    subjectTitle: '',
    zone: input.zone ?? null,
    tell,
  })
  return converted.ok ? ok(withSource(converted.value, input.filename, sha256Of(input.bytes))) : converted
}

async function fromMail(
  mail: MailToConvert,
  tell: TellProgress,
): Promise<Result<ManuscriptConversion, ConversionRefusal>> {
  const images = imagesAmong(mail.attachments)
  const subjectTitle = titleFromSubject(mail.subject)
  // Read once: how much the body holds decides whether it is tried first or last.
  const body = convertBody(mail, images, subjectTitle)
  const bodyText = body.ok ? plainText(manuscriptSchema.nodeFromJSON(body.value.document)) : mail.text
  const guess = guessManuscript(mail, bodyText)
  const report = new Report()
  let refusal: ConversionRefusal | null = null

  const candidates = mail.bodyOnly === true ? guess.candidates.filter(({ kind }) => kind === 'body') : guess.candidates
  const doubtful = guess.doubtful && mail.bodyOnly !== true
  for (const candidate of candidates) {
    if (candidate.kind === 'body') {
      // A letter that announces a file stands in for it only when there was none at all.
      if (refusal !== null && isCoverNote(bodyText)) continue
      if (body.ok) return ok(withSource(noted(body.value, guessed(doubtful, candidate, report)), null, null))
      refusal ??= body.error
      continue
    }
    const { file, format } = candidate
    const { filename, bytes } = file
    const zone = mail.zone ?? null
    const converted = await convertFile({ filename, bytes, format, images, subjectTitle, zone, tell })
    // A page of a contract beside an article in the mail itself.
    if (converted.ok && body.ok && isThin(converted.value, bodyText)) continue
    if (converted.ok) {
      return ok(withSource(noted(converted.value, guessed(doubtful, candidate, report)), file.filename, file.sha256))
    }
    refusal ??= converted.error
    report.note(converted.error.code === 'not-supported' ? 'format-not-supported' : 'conversion-refused', file.filename)
  }
  return fail(refusal ?? { code: 'empty', detail: '' })
}

/** Share of a long body's words that a file must have to be the manuscript rather than something beside it. */
const THIN_SHARE = 0.25

function isThin(manuscript: ConvertedManuscript, bodyText: string): boolean {
  const words = countWords(bodyText)
  if (words < LONG_BODY_WORDS) return false
  return countWords(plainText(manuscriptSchema.nodeFromJSON(manuscript.document))) < words * THIN_SHARE
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function guessed(doubtful: boolean, candidate: Candidate, report: Report): readonly ImportNote[] {
  if (doubtful) report.note('manuscript-guessed', candidate.kind === 'file' ? candidate.file.filename : '')
  return report.list()
}

function noted(manuscript: ConvertedManuscript, notes: readonly ImportNote[]): ConvertedManuscript {
  const report = new Report()
  report.add(notes)
  report.add(manuscript.report)
  return { ...manuscript, report: report.list() }
}

function withSource(
  manuscript: ConvertedManuscript,
  sourceFilename: string | null,
  sourceSha256: string | null,
): ManuscriptConversion {
  return { ...manuscript, sourceFilename, sourceSha256 }
}
