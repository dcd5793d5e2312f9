/** Writes .msg files (MS-OXMSG) for tests: what Outlook writes, as far as a mail needs it. */
import { burn, type Entry } from '@kenjiuno/msgreader/lib/Burner.js'
import { TypeEnum } from '@kenjiuno/msgreader/lib/Reader.js'
import iconv from 'iconv-lite'
import { PROPERTY, TYPE } from '@core/mail/outlook/mapi-properties'

export interface WrittenProperty {
  readonly id: number
  readonly type: number
  readonly value: Buffer
}

export interface WrittenMessage {
  readonly properties: readonly WrittenProperty[]
  readonly recipients?: readonly (readonly WrittenProperty[])[]
  readonly attachments?: readonly WrittenAttachment[]
}

export type WrittenAttachment =
  | { readonly properties: readonly WrittenProperty[]; readonly message?: undefined }
  | { readonly properties: readonly WrittenProperty[]; readonly message: WrittenMessage }

export const unicode = (id: number, text: string): WrittenProperty => ({
  id,
  type: TYPE.unicode,
  value: Buffer.from(text, 'utf16le'),
})
export const narrow = (id: number, text: string, charset = 'gb18030'): WrittenProperty => ({
  id,
  type: TYPE.string8,
  value: iconv.encode(text, charset),
})
export const binary = (id: number, value: Buffer): WrittenProperty => ({ id, type: TYPE.binary, value })
export const long = (id: number, value: number): WrittenProperty => {
  const bytes = Buffer.alloc(8)
  bytes.writeInt32LE(value)
  return { id, type: TYPE.long, value: bytes }
}
export const time = (id: number, milliseconds: number): WrittenProperty => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE((BigInt(milliseconds) + 11_644_473_600_000n) * 10_000n)
  return { id, type: TYPE.time, value: bytes }
}

export const file = (name: string, bytes: Buffer, more: readonly WrittenProperty[] = []): WrittenAttachment => ({
  properties: [
    long(PROPERTY.attachMethod, 1),
    unicode(PROPERTY.attachLongName, name),
    binary(PROPERTY.attachData, bytes),
    ...more,
  ],
})
export const embedded = (name: string, message: WrittenMessage): WrittenAttachment => ({
  properties: [long(PROPERTY.attachMethod, 5), unicode(PROPERTY.displayName, name)],
  message,
})
export const recipient = (name: string, address: string, type = 1): readonly WrittenProperty[] => [
  long(PROPERTY.recipientType, type),
  unicode(PROPERTY.displayName, name),
  unicode(PROPERTY.smtpAddress, address),
]

export function writeMsg(message: WrittenMessage): Buffer {
  const entries: Entry[] = []
  addMessage(entries, 'Root Entry', TypeEnum.ROOT, message, 32)
  return Buffer.from(burn(entries))
}

function addMessage(entries: Entry[], name: string, type: TypeEnum, message: WrittenMessage, header: number): number {
  const place = addPart(entries, name, type, message.properties, header)
  const children = entries[place]?.children ?? []
  for (const [index, properties] of (message.recipients ?? []).entries())
    children.push(addPart(entries, `__recip_version1.0_#${hex(index)}`, TypeEnum.DIRECTORY, properties, 8))
  for (const [index, attachment] of (message.attachments ?? []).entries()) {
    const at = addPart(entries, `__attach_version1.0_#${hex(index)}`, TypeEnum.DIRECTORY, attachment.properties, 8)
    children.push(at)
    if (attachment.message === undefined) continue
    const inner = addMessage(entries, '__substg1.0_3701000D', TypeEnum.DIRECTORY, attachment.message, 24)
    entries[at]?.children?.push(inner)
  }
  return place
}

function addPart(
  entries: Entry[],
  name: string,
  type: TypeEnum,
  properties: readonly WrittenProperty[],
  header: number,
): number {
  const place = entries.length
  const children: number[] = []
  entries.push({ name, type, children, length: 0 })
  const add = (stream: string, value: Buffer): void => {
    // A copy with memory of its own: the writer looks past a view to what lies under it.
    const bytes = new Uint8Array(value)
    children.push(entries.length)
    entries.push({ name: stream, type: TypeEnum.DOCUMENT, binaryProvider: () => bytes, length: bytes.length })
  }
  const table: Buffer[] = [Buffer.alloc(header)]
  for (const { id, type: kind, value } of properties) {
    const row = Buffer.alloc(16)
    row.writeUInt32LE(id * 0x10000 + kind, 0)
    row.writeUInt32LE(6, 4)
    const isStream = kind === TYPE.unicode || kind === TYPE.string8 || kind === TYPE.binary
    if (isStream) row.writeUInt32LE(value.length, 8)
    else value.copy(row, 8, 0, 8)
    table.push(row)
    if (isStream) add(`__substg1.0_${hex(id * 0x10000 + kind)}`, value)
  }
  add('__properties_version1.0', Buffer.concat(table))
  return place
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, '0')
}

/** RTF as Outlook keeps it, without compressing (MS-OXRTFCP allows it). */
export function rawRtf(rtf: string): Buffer {
  const content = Buffer.from(rtf, 'latin1')
  const header = Buffer.alloc(16)
  header.writeUInt32LE(content.length + 12, 0)
  header.writeUInt32LE(content.length, 4)
  header.writeUInt32LE(0x414c454d, 8)
  return Buffer.concat([header, content])
}
