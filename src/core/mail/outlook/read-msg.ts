/** A .msg file (MS-OXMSG) as messages, recipients and attachments, whose properties are read when they are asked for. */
import { CompoundDamage, type CompoundStorage } from '../../compound-file'
import { MapiProperties, TYPE, type RawProperty } from './mapi-properties'

export interface OutlookAttachment {
  readonly properties: MapiProperties
  /** An embedded message's or an OLE object's storage; null for a file. */
  readonly storage: CompoundStorage | null
}

export interface OutlookMessage {
  readonly properties: MapiProperties
  readonly recipients: readonly MapiProperties[]
  readonly attachments: readonly OutlookAttachment[]
}

const PROPERTIES = '__properties_version1.0'
/** What stands before the properties (MS-OXMSG 2.4): of the file, of a message in it, of a recipient or attachment. */
const FILE_HEADER = 32
const MESSAGE_HEADER = 24
const PART_HEADER = 8
const PROPERTY_BYTES = 16

/** Whether a container holds a mail: an old Word file has the same container. */
export function isMessageStorage(storage: CompoundStorage): boolean {
  return storage.streams.has(PROPERTIES)
}

/** `charset` is that of the message around an embedded one; empty for none. Throws `CompoundDamage`. */
export function readOutlookMessage(storage: CompoundStorage, embedded: boolean, charset = ''): OutlookMessage {
  const properties = readProperties(storage, embedded ? MESSAGE_HEADER : FILE_HEADER, charset)
  const parts = (prefix: string): CompoundStorage[] =>
    storage.storages.filter((one) => one.name.startsWith(prefix)).sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    properties,
    recipients: parts('__recip_version1.0_').map((one) => readProperties(one, PART_HEADER, properties.charset)),
    attachments: parts('__attach_version1.0_').map((one) => ({
      properties: readProperties(one, PART_HEADER, properties.charset),
      storage: one.storages.find((inner) => /^__substg1\.0_3701000D$/i.test(inner.name)) ?? null,
    })),
  }
}

function readProperties(storage: CompoundStorage, header: number, charset: string): MapiProperties {
  const raw = new Map<number, RawProperty[]>()
  const add = (tag: number, read: () => Buffer): void => {
    const id = tag >>> 16
    const known = raw.get(id)
    const property = { type: tag & 0xffff, read }
    if (known === undefined) raw.set(id, [property])
    else known.push(property)
  }
  const fixed = storage.streams.get(PROPERTIES)?.read()
  if (fixed === undefined) throw new CompoundDamage('a part without properties')
  for (let at = header; at + PROPERTY_BYTES <= fixed.length; at += PROPERTY_BYTES) {
    const tag = fixed.readUInt32LE(at)
    // Of a property whose value is a stream this entry holds the size alone.
    if (isFixed(tag & 0xffff)) add(tag, () => fixed.subarray(at + 8, at + PROPERTY_BYTES))
  }
  for (const stream of storage.streams.values()) {
    const match = /^__substg1\.0_([0-9A-F]{8})$/i.exec(stream.name)
    if (match !== null) add(Number.parseInt(match[1] ?? '', 16), () => stream.read())
  }
  return new MapiProperties(raw, charset)
}

function isFixed(type: number): boolean {
  return type === TYPE.long || type === TYPE.short || type === TYPE.boolean || type === TYPE.time
}
