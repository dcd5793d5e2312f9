/** Turns the structure of a message into what people see: its text, its files, and the mails inside it. */
import { attachmentName } from './attachment-name'
import { fileOf, type BodySection, type CollectedFile, type CollectedMail } from './collected-mail'
import { readDeliveryStatus, type DeliveryReport } from './delivery-status'
import { decodeHeaderValue } from './mime/encoded-words'
import { firstField, readHeaderBlock, type HeaderFields } from './mime/header-fields'
import { isEncoded, isMessage, readMimeTree, type MimePart } from './mime/mime-tree'
import { decodeTextPart } from './mime/text-body'
import { decodeTransfer } from './mime/transfer-encoding'
import { isTnef, readTnef } from './outlook/tnef'
import type { ParseLimits } from './parse-limits'

interface Context {
  readonly raw: Buffer
  readonly limits: ParseLimits
  readonly charset: string
  readonly forwardDepth: number
  readonly inReport: boolean
}

interface Bag {
  readonly sections: BodySection[]
  readonly files: CollectedFile[]
  readonly forwards: CollectedMail[]
  /** Shared by every view of the bag. */
  readonly machine: Machine
}

/** What machines put into a mail for machines. */
interface Machine {
  report: DeliveryReport | null
  isReceipt: boolean
  returned: HeaderFields | null
}

/** Collects the message whose structure was read from `raw`. */
export function collectMail(raw: Buffer, root: MimePart, limits: ParseLimits, forwardDepth = 0): CollectedMail {
  const charset = firstCharset(root)
  const machine: Machine = { report: null, isReceipt: false, returned: null }
  const bag: Bag = { sections: [], files: [], forwards: [], machine }
  visit(root, { raw, limits, charset, forwardDepth, inReport: false }, bag, false)
  const { sections, files, forwards } = bag
  return { fields: root.fields, charset, sections, files, forwards, ...machine }
}

function visit(part: MimePart, context: Context, bag: Bag, related: boolean): void {
  const type = part.contentType.value
  if (isMessage(part)) return visitMessage(part, context, bag)
  if (type.startsWith('multipart/')) return visitMultipart(part, context, bag, related)
  if (type === 'message/delivery-status' || type === 'message/global-delivery-status') {
    bag.machine.report = readDeliveryStatus(bodyOf(part, context.raw))
    return
  }
  if (type === 'message/disposition-notification') {
    bag.machine.isReceipt = true
    return
  }
  if (context.inReport && (type === 'text/rfc822-headers' || type === 'message/rfc822-headers')) {
    bag.machine.returned = headersOf(bodyOf(part, context.raw))
    return
  }
  if (isBody(part)) {
    const text = decodeTextPart(bodyOf(part, context.raw), part.contentType, context.charset)
    bag.sections.push(type === 'text/html' ? { text: null, html: text } : { text, html: null })
    return
  }
  visitFile(part, context, bag, related)
}

function visitMultipart(part: MimePart, context: Context, bag: Bag, related: boolean): void {
  if (part.children.length === 0) {
    // No part was found in it (a lost boundary): its text is all there is.
    const text = decodeTextPart(
      bodyOf(part, context.raw),
      { value: 'text/plain', parameters: new Map() },
      context.charset,
    )
    if (text.trim() !== '') bag.sections.push({ text, html: null })
    return
  }
  const inner = part.contentType.value === 'multipart/report' ? { ...context, inReport: true } : context
  if (part.contentType.value !== 'multipart/alternative') {
    for (const child of part.children)
      visit(child, inner, bag, related || part.contentType.value === 'multipart/related')
    return
  }
  const choices: BodySection[] = []
  for (const child of part.children) visit(child, inner, { ...bag, sections: choices }, related)
  // The forms of one body: the last of each kind is the one its sender thought best (RFC 2046, 5.1.4).
  const text = choices.findLast((choice) => choice.text !== null && choice.text.trim() !== '')?.text ?? null
  const html = choices.findLast((choice) => choice.html !== null)?.html ?? null
  if (text !== null || html !== null) bag.sections.push({ text, html })
}

function visitMessage(part: MimePart, context: Context, bag: Bag): void {
  const bytes = bodyOf(part, context.raw)
  const opened = context.forwardDepth < context.limits.nestedForwards ? openMessage(part, bytes, context) : null
  const subject = opened === null ? '' : decodeHeaderValue(firstField(opened.fields, 'subject') ?? '', opened.charset)
  addFile(part, context, bag, bytes, false, subject === '' ? null : `${subject}.eml`)
  if (opened === null) return
  if (context.inReport) bag.machine.returned = opened.fields
  else {
    bag.forwards.push(opened)
    bag.files.push(...opened.files)
  }
}

function openMessage(part: MimePart, bytes: Buffer, context: Context): CollectedMail | null {
  const child = part.children[0]
  if (child !== undefined) return collectMail(context.raw, child, context.limits, context.forwardDepth + 1)
  const tree = readMimeTree(bytes, context.limits)
  // Too much of anything inside an encoded mail leaves it a closed file: the mail around it is still readable.
  if (!tree.ok || !looksLikeMail(tree.value.fields)) return null
  return collectMail(bytes, tree.value, context.limits, context.forwardDepth + 1)
}

function looksLikeMail(fields: HeaderFields): boolean {
  return (
    firstField(fields, 'from') !== null &&
    (firstField(fields, 'date') !== null || firstField(fields, 'subject') !== null)
  )
}

function visitFile(part: MimePart, context: Context, bag: Bag, related: boolean): void {
  const bytes = bodyOf(part, context.raw)
  const file = addFile(part, context, bag, bytes, related, null)
  if (isTnef(bytes)) return visitTnef(file, bytes, context, bag)
  // QQ and others forward a mail as a plain file: its name says what it is.
  if (!/\.eml$/i.test(file.filename) || context.forwardDepth >= context.limits.nestedForwards) return
  const opened = openMessage({ ...part, children: [] }, bytes, context)
  if (opened === null) return
  bag.forwards.push(opened)
  bag.files[bag.files.length - 1] = { ...file, isMail: true }
  bag.files.push(...opened.files)
}

/** `winmail.dat`: Outlook's own wrapping. Its files are the mail's, its body only where the mail has none. */
function visitTnef(file: CollectedFile, bytes: Buffer, context: Context, bag: Bag): void {
  const opened = readTnef(bytes, context.limits, context.charset)
  // Broken or too much of anything: it stays a closed file.
  if (opened === null) return
  bag.files[bag.files.length - 1] = { ...file, isMail: true }
  bag.files.push(...opened.files)
  if (opened.body !== null && bag.sections.every((section) => section.html === null && section.text?.trim() === ''))
    bag.sections.push(opened.body)
}

function addFile(
  part: MimePart,
  context: Context,
  bag: Bag,
  bytes: Buffer,
  related: boolean,
  title: string | null,
): CollectedFile {
  const contentId = (firstField(part.fields, 'content-id') ?? '').trim().replace(/^<|>$/g, '')
  const file = fileOf({
    filename: attachmentName(part, bag.files.length + 1, title, context.charset),
    contentType: part.contentType.value,
    contentId: contentId === '' ? null : contentId,
    bytes,
    related,
    disposition: part.disposition.value,
    isMail: isMessage(part),
  })
  bag.files.push(file)
  return file
}

/** Text without a file name is the body; with one it is a file, as `稿件.txt` sent inline is. */
function isBody(part: MimePart): boolean {
  const type = part.contentType.value
  if (type !== 'text/plain' && type !== 'text/html') return false
  return (
    part.disposition.value !== 'attachment' &&
    !part.disposition.parameters.has('filename') &&
    !part.contentType.parameters.has('name')
  )
}

function bodyOf(part: MimePart, raw: Buffer): Buffer {
  const body = raw.subarray(part.bodyStart, part.bodyEnd)
  // A message whose parts were read in place was not encoded.
  return isMessage(part) && !isEncoded(part) ? body : decodeTransfer(body, part.transferEncoding)
}

function headersOf(bytes: Buffer): HeaderFields | null {
  return readHeaderBlock(bytes, 0, bytes.length, bytes.length, () => false)?.fields ?? null
}

/** The first charset that a text part names; the header has no other hint than the body's. */
function firstCharset(part: MimePart): string {
  if (part.contentType.value.startsWith('text/')) return part.contentType.parameters.get('charset') ?? ''
  if (isMessage(part)) return ''
  for (const child of part.children) {
    const charset = firstCharset(child)
    if (charset !== '') return charset
  }
  return ''
}
