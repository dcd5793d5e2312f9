/** One file → manuscript, by its format. */
import { createHash } from 'node:crypto'
import type { ConversionRefusal, ConvertedManuscript } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import { decodeHtml, decodeText, type DecodedText } from './decode-text'
import { detectFormat, type FileFormat } from './detect-format'
import type { Draft } from './draft'
import { finishManuscript } from './finish'
import { guessManuscript } from './guess-manuscript'
import { imagesAmong, type ImageResolver } from './images'
import { importDocx } from './import-docx'
import { importHtml } from './import-html'
import { importMarkdown } from './import-markdown'
import { importText } from './import-text'
import { importOdt } from './odt/import-odt'
import { importPdf } from './pdf/import-pdf'
import { importRtf } from './rtf/import-rtf'
import { importDoc } from './word97/import-doc'
import { MAX_FILE_BYTES } from './limits'
import { Report } from './report'
import { titleFromFilename } from './subject-title'
import type { ManuscriptAttachment, TellProgress } from './types'
import { unpackZip } from './zip'

export interface NamedFile {
  readonly filename: string
  readonly bytes: Uint8Array
  readonly format: FileFormat
  readonly images: ImageResolver
  /** The title inside the mail's subject; empty for a file by itself. */
  readonly subjectTitle: string
  /** Of the clock that wrote times without saying where; null for UTC. */
  readonly zone: string | null
  readonly tell: TellProgress
}

export async function convertFile(file: NamedFile): Promise<Result<ConvertedManuscript, ConversionRefusal>> {
  const { filename, bytes, format } = file
  if (bytes.byteLength > MAX_FILE_BYTES) return fail({ code: 'too-large', detail: filename })
  switch (format.kind) {
    case 'encrypted':
      return fail({ code: 'encrypted', detail: filename })
    case 'unsupported':
    case 'other':
      return fail({ code: 'not-supported', detail: filename })
    case 'zip':
      return convertArchive(file)
    default: {
      const draft = await importFile(format.kind, file)
      if (!draft.ok) return draft
      const subjectTitle = file.subjectTitle || titleFromFilename(filename)
      return finishManuscript(draft.value, { subjectTitle, letter: false })
    }
  }
}

async function importFile(
  kind: Exclude<FileFormat['kind'], 'encrypted' | 'unsupported' | 'other' | 'zip'>,
  file: NamedFile,
): Promise<Result<Draft, ConversionRefusal>> {
  switch (kind) {
    case 'docx':
      return importDocx(file.bytes, file.zone)
    case 'odt':
      return importOdt(file.bytes, file.zone)
    case 'rtf':
      return importRtf(file.bytes, file.zone)
    case 'doc':
      return importDoc(file.bytes)
    case 'pdf':
      return importPdf(file.bytes, file.tell)
    case 'html': {
      const decoded = decodeHtml(file.bytes)
      const draft = importHtml(decoded.text, { images: file.images })
      return draft.ok ? ok(withEncoding(draft.value, decoded)) : draft
    }
    case 'markdown':
      return fromCharacters(file, (text) => importMarkdown(text, file.images))
    case 'text':
      return fromCharacters(file, importText)
  }
}

function fromCharacters(file: NamedFile, importer: (text: string) => Draft): Result<Draft, ConversionRefusal> {
  const decoded = decodeText(file.bytes)
  // A program or a picture called .txt: its bytes are no writing in any encoding.
  if (isBinary(decoded.text)) return fail({ code: 'corrupt', detail: file.filename })
  return ok(withEncoding(importer(decoded.text), decoded))
}

function isBinary(text: string): boolean {
  const head = text.slice(0, 4_000)
  return (head.match(/[\u0000-\u0008\u000E-\u001A\uFFFD]/g)?.length ?? 0) * 20 > head.length
}

function withEncoding(draft: Draft, decoded: DecodedText): Draft {
  if (decoded.guessed === null) return draft
  return { ...draft, notes: [{ code: 'encoding-guessed', detail: decoded.guessed }, ...draft.notes] }
}

/** The likeliest manuscript inside an archive. Archives inside it are not opened. */
async function convertArchive(file: NamedFile): Promise<Result<ConvertedManuscript, ConversionRefusal>> {
  const unpacked = await unpackZip(file.bytes)
  if (!unpacked.ok) return unpacked
  const files = [...unpacked.value]
    .filter(([name]) => !isClutter(name))
    .map(([name, bytes]) => attachmentOf(name, bytes))
  const inside = { kind: 'mail', subject: file.subjectTitle, text: '', html: null, attachments: files } as const
  const guess = guessManuscript(inside, '')
  const images = imagesAmong(files)
  let refusal: ConversionRefusal | null = null
  const closed = guess.candidates.flatMap((candidate) =>
    candidate.kind === 'file' && candidate.format.kind === 'zip' ? [candidate.file.filename] : [],
  )
  for (const candidate of guess.candidates) {
    if (candidate.kind === 'body') continue
    // An archive in an archive is how bombs are packed; it can be taken out and handed in by itself.
    if (candidate.format.kind === 'zip') continue
    const { filename, bytes } = candidate.file
    const format = detectFormat(filename, candidate.file.contentType, bytes)
    const { subjectTitle, zone, tell } = file
    const converted = await convertFile({ filename, bytes, format, images, subjectTitle, zone, tell })
    if (converted.ok) {
      const report = new Report()
      // Which file of an archive was taken is always a guess worth saying.
      report.note('manuscript-guessed', filename)
      for (const name of closed) report.note('archive-not-opened', name)
      report.add(converted.value.report)
      return ok({ ...converted.value, report: report.list() })
    }
    refusal ??= converted.error
  }
  return fail(refusal ?? { code: 'not-supported', detail: file.filename })
}

/** What macOS and Windows leave in archives. */
function isClutter(name: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name)
}

function attachmentOf(name: string, bytes: Uint8Array): ManuscriptAttachment {
  const filename = name.split(/[\\/]/).at(-1) ?? name
  return {
    filename,
    contentType: '',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    contentId: null,
    inline: false,
    bytes,
  }
}
