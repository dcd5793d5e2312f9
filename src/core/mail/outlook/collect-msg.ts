/** Turns an Outlook file into the same collected mail that a MIME message becomes: all that follows is one way. */
import { fail, ok, type Result } from '@shared/domain/result'
import { fileOf, type CollectedFile, type CollectedMail } from '../collected-mail'
import type { DeliveryReport } from '../delivery-status'
import { harmlessFilename } from '../harmless-filename'
import { readHeaderBlock, type HeaderField, type HeaderFields } from '../mime/header-fields'
import type { ParseLimits } from '../parse-limits'
import { bodyOf } from './body'
import { CompoundDamage, readCompoundFile, type CompoundFailure, type CompoundStorage } from '../../compound-file'
import { PROPERTY, type MapiProperties } from './mapi-properties'
import { isMessageStorage, readOutlookMessage, type OutlookAttachment, type OutlookMessage } from './read-msg'
import { writeStorage } from './write-compound'

/** Attachment methods (MS-OXCMSG 2.2.2.9). */
const EMBEDDED_MESSAGE = 5

interface Context {
  readonly root: CompoundStorage
  readonly limits: ParseLimits
  /** Attachments and recipients seen so far, and bytes written for embedded messages, of the whole file. */
  readonly spent: { parts: number; written: number }
}

/** What a bound stopped. */
class Refusal extends Error {
  readonly failure: { readonly reason: 'too-large' | 'too-many-parts'; readonly detail: string }

  constructor(reason: 'too-large' | 'too-many-parts', limit: number) {
    super(reason)
    this.failure = { reason, detail: `limit ${limit}` }
  }
}

export type MsgFailure = CompoundFailure | Refusal['failure']

/** Reads a .msg file. The bytes must begin as a compound file does. */
export function collectMsg(bytes: Buffer, limits: ParseLimits): Result<CollectedMail, MsgFailure> {
  const root = readCompoundFile(bytes, { entries: limits.compoundEntries, depth: limits.mimeDepth })
  if (!root.ok) return root
  if (!isMessageStorage(root.value)) return fail({ reason: 'unparsable', detail: 'a compound file without a mail' })
  try {
    const context: Context = { root: root.value, limits, spent: { parts: 0, written: 0 } }
    return ok(collect(readOutlookMessage(root.value, false), context, 0))
  } catch (error) {
    if (error instanceof Refusal) return fail(error.failure)
    if (error instanceof CompoundDamage) return fail({ reason: 'unparsable', detail: error.message })
    throw error
  }
}

function collect(message: OutlookMessage, context: Context, forwardDepth: number): CollectedMail {
  const { spent, limits } = context
  spent.parts += message.attachments.length + message.recipients.length
  if (spent.parts > limits.parts) throw new Refusal('too-many-parts', limits.parts)
  const { properties } = message
  const files: CollectedFile[] = []
  const forwards: CollectedMail[] = []
  for (const attachment of message.attachments) addAttachment(attachment, context, forwardDepth, files, forwards)
  const body = bodyOf(properties, limits)
  const messageClass = properties.text(PROPERTY.messageClass)
  return {
    fields: fieldsOf(message, messageClass),
    charset: properties.htmlCharset,
    sections: body === null ? [] : [body],
    files,
    forwards,
    report: reportOf(message, messageClass),
    isReceipt: /^REPORT\..*\.IPNN?RN$/i.test(messageClass),
    returned: null,
  }
}

function addAttachment(
  attachment: OutlookAttachment,
  context: Context,
  forwardDepth: number,
  files: CollectedFile[],
  forwards: CollectedMail[],
): void {
  const { properties, storage } = attachment
  const isMail =
    storage !== null && properties.number(PROPERTY.attachMethod) === EMBEDDED_MESSAGE && isMessageStorage(storage)
  const opened =
    storage !== null && isMail && forwardDepth < context.limits.nestedForwards
      ? collect(readOutlookMessage(storage, true, properties.charset), context, forwardDepth + 1)
      : null
  const bytes = storage === null ? properties.bytes(PROPERTY.attachData) : writeOut(storage, context)
  // An attachment by reference (a path on its sender's disk) has no bytes.
  if (bytes === null) return
  const contentId = properties.text(PROPERTY.attachContentId).trim().replace(/^<|>$/g, '')
  const given =
    properties.text(PROPERTY.attachLongName) ||
    properties.text(PROPERTY.attachShortName) ||
    properties.text(PROPERTY.displayName)
  const number = files.length + 1
  const type = properties.text(PROPERTY.attachMimeType).trim().toLowerCase()
  files.push(
    fileOf({
      filename: isMail
        ? harmlessFilename(
            `${given || `mail-${number}`}.msg`.replace(/\.msg\.msg$/i, '.msg'),
            `attachment-${number}.msg`,
          )
        : harmlessFilename(given, `attachment-${number}.bin`),
      contentType: isMail
        ? 'application/vnd.ms-outlook'
        : /^[\w.+-]+\/[\w.+-]+$/.test(type)
          ? type
          : 'application/octet-stream',
      contentId: contentId === '' ? null : contentId,
      bytes,
      related: contentId !== '',
      disposition: '',
      isMail,
    }),
  )
  if (opened === null) return
  forwards.push(opened)
  files.push(...opened.files)
}

function writeOut(storage: CompoundStorage, context: Context): Buffer {
  const { spent, limits } = context
  // A message inside a message is written once for each level around it.
  spent.written += sizeOf(storage)
  if (spent.written > limits.rawBytes) throw new Refusal('too-large', limits.rawBytes)
  return writeStorage(storage, context.root)
}

function sizeOf(storage: CompoundStorage): number {
  let size = 0
  for (const stream of storage.streams.values()) size += stream.size
  for (const inner of storage.storages) size += sizeOf(inner)
  return size
}

/** The header that the mail had on its way, and what it lacks from the properties: a draft or a sent item has none. */
function fieldsOf(message: OutlookMessage, messageClass: string): HeaderFields {
  const { properties } = message
  const transport = Buffer.from(properties.text(PROPERTY.transportHeaders), 'utf8')
  const fields = [...(readHeaderBlock(transport, 0, transport.length, transport.length, () => false)?.fields ?? [])]
  const add = (name: string, value: string, always = false): void => {
    if (value === '') return
    const at = fields.findIndex((field) => field.name === name)
    if (at === -1) fields.push(field(name, value))
    else if (always) fields[at] = field(name, value)
  }
  // The property is what Outlook shows: Unicode, and changed where the user renamed the mail.
  add('subject', word(properties.text(PROPERTY.subject).replace(/^\u0001.?/, '')), true)
  add('from', mailbox(senderName(properties), senderAddress(properties)))
  add('to', recipients(message, 1) || word(properties.text(PROPERTY.displayTo)))
  add('cc', recipients(message, 2))
  add('message-id', properties.text(PROPERTY.messageId))
  add('in-reply-to', properties.text(PROPERTY.inReplyTo))
  add('references', properties.text(PROPERTY.references))
  const time = properties.time(PROPERTY.clientSubmitTime) ?? properties.time(PROPERTY.deliveryTime)
  if (time !== null && !Number.isNaN(new Date(time).getTime())) add('date', new Date(time).toUTCString())
  if (/OofTemplate/i.test(messageClass)) add('auto-submitted', 'auto-replied')
  return fields
}

/** As the header's readers take it: one character a byte. */
function field(name: string, value: string): HeaderField {
  return { name, value: Buffer.from(value, 'utf8').toString('latin1') }
}

function word(text: string): string {
  const clean = text.replace(/[\u0000-\u001F]+/g, ' ').trim()
  return /[^\u0020-\u007E]|=\?/.test(clean) ? `=?utf-8?B?${Buffer.from(clean, 'utf8').toString('base64')}?=` : clean
}

function mailbox(name: string, address: string): string {
  if (name === '' && address === '') return ''
  // Encoded whatever it holds: a name may have commas, quotes and brackets in it.
  const shown = name === '' ? '' : `=?utf-8?B?${Buffer.from(name, 'utf8').toString('base64')}?=`
  return address === '' ? shown : `${shown} <${address.replace(/[<>\s,;]/g, '')}>`
}

function senderName(properties: MapiProperties): string {
  return properties.text(PROPERTY.sentRepresentingName) || properties.text(PROPERTY.senderName)
}

/** Exchange's own addresses (`/o=…/cn=…`) are no mail addresses: the SMTP one stands beside them. */
function senderAddress(properties: MapiProperties): string {
  const candidates = [
    PROPERTY.sentRepresentingSmtp,
    PROPERTY.senderSmtp,
    PROPERTY.sentRepresentingAddress,
    PROPERTY.senderAddress,
  ].map((id) => properties.text(id).trim())
  return candidates.find((address) => address.includes('@')) ?? ''
}

function recipients(message: OutlookMessage, type: number): string {
  return message.recipients
    .filter((one) => one.number(PROPERTY.recipientType) === type)
    .map((one) => mailbox(one.text(PROPERTY.displayName), recipientAddress(one)))
    .filter((text) => text !== '')
    .join(', ')
}

function recipientAddress(properties: MapiProperties): string {
  const candidates = [PROPERTY.smtpAddress, PROPERTY.emailAddress].map((id) => properties.text(id).trim())
  return candidates.find((address) => address.includes('@')) ?? ''
}

/** A non-delivery report is a class of its own; whom it is about are its recipients. */
function reportOf(message: OutlookMessage, messageClass: string): DeliveryReport | null {
  if (!/^REPORT\..*\.(NDR|DR)$/i.test(messageClass)) return null
  const failed = /NDR$/i.test(messageClass)
  const addresses = message.recipients.map(recipientAddress).filter((address) => address !== '')
  return { failed: failed ? addresses.map((one) => one.toLowerCase()) : [], actions: [failed ? 'failed' : 'delivered'] }
}
