/** One raw message, read. Pure: the same bytes give the same result, and nothing but the bytes is looked at. */
import { hash } from 'node:crypto'
import type {
  Attachment,
  ForwardedMail,
  MailAddress,
  ParsedAttachmentBytes,
  ParsedMessage,
  QuarantineReason,
} from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import { collectLinks } from './collect-links'
import { collectMail } from './collect-parts'
import type { BodySection, CollectedFile, CollectedMail } from './collected-mail'
import { failedRecipientInText } from './delivery-status'
import { harmlessLine } from './harmless-filename'
import { htmlToText } from './html-to-text'
import { announcesForward, readInlineForward } from './inline-forward'
import { readAddresses } from './mime/addresses'
import { decodeHeaderValue } from './mime/encoded-words'
import { firstField, type HeaderFields } from './mime/header-fields'
import { readMessageIds } from './mime/message-ids'
import { readMimeTree } from './mime/mime-tree'
import { readDate } from './mime/read-date'
import { collectMsg } from './outlook/collect-msg'
import { isCompoundFile } from '../compound-file'
import { DEFAULT_PARSE_LIMITS, type ParseLimits } from './parse-limits'
import { recalledSubject, sortMessage } from './sort-message'
import { splitHtmlBody, splitTextBody } from './split-body'
import { listZipEntries } from './zip-entries'

export interface ParseOptions {
  /** Overrides of single limits, for tests. */
  readonly limits?: Partial<ParseLimits>
  /** False leaves `attachmentBytes` empty: who only reads a mail need not have its files copied. */
  readonly bytes?: boolean
}

export interface ParseOutcome {
  readonly message: ParsedMessage
  /** The bytes of `attachments`, each content once. */
  readonly attachmentBytes: readonly ParsedAttachmentBytes[]
}

export interface ParseFailure {
  readonly reason: QuarantineReason
  /** A short detail for a human: which limit, in its unit. */
  readonly detail: string
}

const NOBODY: MailAddress = { name: '', address: '' }

/**
 * Reads a raw message: RFC 5322 and MIME, as Chinese clients write them, or an Outlook file (.msg), which its signature
 * tells. Hostile or broken mail gives what can be
 * read of it; what passes a limit, or holds no header at all, is refused with the reason it lies in quarantine for.
 */
export async function parseMessage(
  raw: Uint8Array,
  options: ParseOptions = {},
): Promise<Result<ParseOutcome, ParseFailure>> {
  const limits = { ...DEFAULT_PARSE_LIMITS, ...options.limits }
  if (raw.length > limits.rawBytes)
    return fail({ reason: 'too-large', detail: `${raw.length} bytes, limit ${limits.rawBytes}` })
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length)
  const collected = isCompoundFile(bytes) ? collectMsg(bytes, limits) : collectMime(bytes, limits)
  if (!collected.ok) return collected
  const mail = collected.value
  const { files, html } = markInline(mail)
  const attachments = await Promise.all(files.map((file) => describeFile(file, limits)))
  const headers = readHeaders(mail, bytes)
  return ok({
    message: { ...headers, ...readContent(mail, headers, html, attachments, limits) },
    attachmentBytes: options.bytes === false ? [] : distinctBytes(mail.files),
  })
}

function collectMime(bytes: Buffer, limits: ParseLimits): Result<CollectedMail, ParseFailure> {
  const tree = readMimeTree(bytes, limits)
  if (!tree.ok) return tree
  if (tree.value.fields.length === 0) return fail({ reason: 'unparsable', detail: 'no header field' })
  return ok(collectMail(bytes, tree.value, limits))
}

type Headers = Pick<
  ParsedMessage,
  'messageId' | 'from' | 'replyTo' | 'to' | 'cc' | 'bcc' | 'subject' | 'date' | 'inReplyTo' | 'references'
>

function readHeaders(mail: CollectedMail, raw: Buffer): Headers {
  const { fields, charset } = mail
  const bcc = readAddresses(firstField(fields, 'bcc'), charset)
  return {
    messageId: messageIdOf(fields) ?? `<${hash('sha256', raw, 'hex')}@no-message-id.invalid>`,
    from: senderOf(mail) ?? NOBODY,
    replyTo: readAddresses(firstField(fields, 'reply-to'), charset)[0] ?? null,
    to: readAddresses(firstField(fields, 'to'), charset),
    cc: readAddresses(firstField(fields, 'cc'), charset),
    ...(bcc.length === 0 ? {} : { bcc }),
    subject: subjectOf(mail),
    date: readDate(firstField(fields, 'date')),
    inReplyTo: readMessageIds(firstField(fields, 'in-reply-to')).at(-1) ?? null,
    references: readMessageIds(firstField(fields, 'references')),
  }
}

function readContent(
  mail: CollectedMail,
  { subject, from, date }: Headers,
  html: string | null,
  attachments: Attachment[],
  limits: ParseLimits,
): Omit<ParsedMessage, keyof Headers> {
  const outerText = textOf(mail.sections, limits)
  const split = splitTextBody(outerText)
  const attached = mail.forwards[0]
  const forwarded =
    attached === undefined ? inlineForward(subject, split.quoted, html) : describeForward(attached, limits)
  const text = [outerText, ...(mail.forwards.length === 0 ? [] : innerTexts(mail.forwards, limits))].join('\n\n').trim()
  const links = collectLinks(linkSource(mail, limits), text, limits.links, date)
  const kind = sortMessage({
    fields: mail.fields,
    from,
    subject,
    ownText: split.own,
    documentNames: mail.files.filter(isDocument).map(({ filename }) => filename),
    hasDocument: mail.files.some(isDocument) || links.some((link) => link.expiring),
    isForward: forwarded !== null,
    report: mail.report,
    isReceipt: mail.isReceipt,
  })
  return {
    text,
    html,
    attachments,
    links,
    kind,
    failedRecipient: kind === 'bounce' ? failedRecipientOf(mail, outerText, from) : null,
    originalSender: forwarded?.from ?? null,
    forwarded,
    returnedMessageId: mail.returned === null ? null : messageIdOf(mail.returned),
    recalledSubject: kind === 'recall' ? recalledSubject(subject, split.own) : null,
    bodyHash: bodyHash(text, attachments),
  }
}

/** Whom a bounce is about: its report says so, else a header of some, else its text. */
function failedRecipientOf(mail: CollectedMail, text: string, from: MailAddress): string | null {
  const header = readAddresses(firstField(mail.fields, 'x-failed-recipients'))[0]?.address
  return mail.report?.failed[0] ?? header ?? failedRecipientInText(text, [from.address])
}

function messageIdOf(fields: HeaderFields): string | null {
  return readMessageIds(firstField(fields, 'message-id'))[0] ?? null
}

function senderOf(mail: CollectedMail): MailAddress | null {
  const from = readAddresses(firstField(mail.fields, 'from'), mail.charset)[0]
  return from ?? readAddresses(firstField(mail.fields, 'sender'), mail.charset)[0] ?? null
}

function subjectOf(mail: CollectedMail): string {
  return harmlessLine(decodeHeaderValue(firstField(mail.fields, 'subject') ?? '', mail.charset))
}

function textOf(sections: readonly BodySection[], limits: ParseLimits): string {
  return sections
    .map((section) => section.text ?? htmlToText((section.html ?? '').slice(0, limits.htmlUnits)))
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n\n')
}

/** The HTML of a body: as written, with plain sections between pages set as preformatted text. Null when all is plain. */
function htmlOf(sections: readonly BodySection[]): string | null {
  if (sections.every((section) => section.html === null)) return null
  return sections.map((section) => section.html ?? `<pre>${escapeHtml(section.text ?? '')}</pre>`).join('\n')
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function innerTexts(forwards: readonly CollectedMail[], limits: ParseLimits): string[] {
  return forwards.flatMap((mail) => [textOf(mail.sections, limits), ...innerTexts(mail.forwards, limits)])
}

function linkSource(mail: CollectedMail, limits: ParseLimits): string | null {
  const pages = [mail, ...allForwards(mail)].map((one) => htmlOf(one.sections)).filter((html) => html !== null)
  return pages.length === 0 ? null : pages.join('\n').slice(0, limits.htmlUnits)
}

function allForwards(mail: CollectedMail): CollectedMail[] {
  return mail.forwards.flatMap((inner) => [inner, ...allForwards(inner)])
}

function describeForward(mail: CollectedMail, limits: ParseLimits): ForwardedMail {
  return {
    messageId: messageIdOf(mail.fields),
    from: senderOf(mail),
    subject: subjectOf(mail),
    date: readDate(firstField(mail.fields, 'date')),
    text: textOf(mail.sections, limits),
    html: htmlOf(mail.sections),
  }
}

/** A forward as text says so in its subject or in its separator; the same header lines under an answer are history. */
function inlineForward(subject: string, quoted: string, html: string | null): ForwardedMail | null {
  if (quoted === '' || !(/^(转发|轉寄|fw|fwd)\s?[:：]/i.test(subject) || announcesForward(quoted))) return null
  const quotedHtml = html === null ? '' : splitHtmlBody(html).quoted
  return readInlineForward(quoted, quotedHtml === '' ? null : quotedHtml)
}

/** A file is inline when a page shows it by its content id, or is a picture that came along with the page. */
function markInline(mail: CollectedMail): { files: (CollectedFile & { inline: boolean })[]; html: string | null } {
  const pages = [mail, ...allForwards(mail)].map((one) => htmlOf(one.sections) ?? '')
  const shown = new Set(
    pages.flatMap((page) => [...page.matchAll(/cid:([^"'\s>)]{1,256})/gi)].map((match) => decodeCid(match[1] ?? ''))),
  )
  const files = mail.files.map((file) => {
    const isShown = file.contentId !== null && shown.has(file.contentId)
    const camealong = file.related && file.contentType.startsWith('image/') && file.disposition !== 'attachment'
    return { ...file, inline: isShown || camealong }
  })
  return { files, html: htmlOf(mail.sections) }
}

/** RFC 2392: a content id is percent-encoded inside a cid URL, and inside an attribute its `&` is an entity. */
function decodeCid(text: string): string {
  const decoded = text
    .replaceAll('&amp;', '&')
    .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(decoded, 'latin1').toString('utf8')
}

async function describeFile(file: CollectedFile & { inline: boolean }, limits: ParseLimits): Promise<Attachment> {
  return {
    filename: file.filename,
    contentType: file.contentType,
    sha256: file.sha256,
    size: file.bytes.length,
    contentId: file.contentId,
    inline: file.inline,
    entries: isArchive(file) ? await listZipEntries(file.bytes, limits.zipEntries) : null,
  }
}

const PACKAGED_DOCUMENT = /\.(docx|xlsx|pptx|odt|ods|odp|epub|jar|apk|pages|numbers|key)$/i
const ZIP_SIGNATURE = Buffer.from('PK\u0003\u0004', 'latin1')

/** A zip as such: a document that is packed as one is no archive to its reader. */
function isArchive(file: CollectedFile): boolean {
  return (
    !PACKAGED_DOCUMENT.test(file.filename) &&
    !/officedocument|opendocument/.test(file.contentType) &&
    file.bytes.subarray(0, 4).equals(ZIP_SIGNATURE)
  )
}

function isDocument(file: CollectedFile): boolean {
  return !file.isMail && !file.contentType.startsWith('image/') && !file.related
}

/** Copies, each with a buffer of its own: a view would carry the whole message along when it is posted to a thread. */
function distinctBytes(files: readonly CollectedFile[]): ParsedAttachmentBytes[] {
  const distinct = new Map(files.map((file) => [file.sha256, file.bytes]))
  return [...distinct].map(([sha256, bytes]) => ({ sha256, bytes: new Uint8Array(bytes) }))
}

/** White space and what relays add to the header do not count: two deliveries of one mail have the same hash. */
function bodyHash(text: string, attachments: readonly Attachment[]): string {
  const hashes = attachments.map(({ sha256 }) => `\n${sha256}`).sort()
  return hash('sha256', text.replace(/\s+/g, '') + hashes.join(''), 'hex')
}
