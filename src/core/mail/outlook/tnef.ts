/** Outlook's wrapping of a mail in one file, `winmail.dat` (MS-OXTNEF): its body and its files, in one pass. */
import { fileOf, type BodySection, type CollectedFile } from '../collected-mail'
import { harmlessFilename } from '../harmless-filename'
import type { ParseLimits } from '../parse-limits'
import { bodyOf } from './body'
import { charsetOfCodepage, MapiProperties, PROPERTY, TYPE, type RawProperty } from './mapi-properties'

export interface OpenedTnef {
  readonly body: BodySection | null
  readonly files: readonly CollectedFile[]
}

const SIGNATURE = 0x223e9f78
/** The signature, and a key that nobody uses. */
const HEADER_BYTES = 6
/** A level, a number, a length; a checksum stands behind the value. */
const ATTRIBUTE_BYTES = 9
const CHECKSUM_BYTES = 2

const ATTRIBUTE = {
  body: 0x0002800c,
  attachTitle: 0x00018010,
  attachData: 0x0006800f,
  attachRendering: 0x00069002,
  messageProperties: 0x00069003,
  attachProperties: 0x00069005,
  codepage: 0x00069007,
} as const

/** An object begins with the class it is of. */
const OBJECT_CLASS_BYTES = 16

type Bag = Map<number, RawProperty[]>

interface WrappedFile {
  title: Buffer | null
  data: Buffer | null
  properties: Bag
}

export function isTnef(bytes: Buffer): boolean {
  return bytes.length >= HEADER_BYTES && bytes.readUInt32LE(0) === SIGNATURE
}

/** Null when it is broken, or holds more files than a mail may have parts. `charset` is the mail's own, for old text. */
export function readTnef(
  bytes: Buffer,
  limits: Pick<ParseLimits, 'parts' | 'rawBytes'>,
  charset: string,
): OpenedTnef | null {
  const message: Bag = new Map()
  const files: WrappedFile[] = []
  let label = charset
  let at = HEADER_BYTES
  while (at + ATTRIBUTE_BYTES <= bytes.length) {
    const id = bytes.readUInt32LE(at + 1)
    const length = bytes.readUInt32LE(at + 5)
    const start = at + ATTRIBUTE_BYTES
    if (start + length > bytes.length) return null
    const value = bytes.subarray(start, start + length)
    at = start + length + CHECKSUM_BYTES
    const file = files.at(-1)
    switch (id) {
      case ATTRIBUTE.codepage:
        if (length >= 4) label = charsetOfCodepage(value.readUInt32LE(0)) ?? label
        break
      case ATTRIBUTE.body:
        add(message, PROPERTY.body, TYPE.string8, value)
        break
      case ATTRIBUTE.messageProperties:
        if (!readProperties(value, message)) return null
        break
      case ATTRIBUTE.attachRendering:
        if (files.length >= limits.parts) return null
        files.push({ title: null, data: null, properties: new Map() })
        break
      case ATTRIBUTE.attachTitle:
        if (file !== undefined) file.title = value
        break
      case ATTRIBUTE.attachData:
        if (file !== undefined) file.data = value
        break
      case ATTRIBUTE.attachProperties:
        if (file !== undefined && !readProperties(value, file.properties)) return null
        break
      default:
    }
  }
  const properties = new MapiProperties(message, label)
  return {
    body: bodyOf(properties, limits),
    files: files.flatMap((file, index) => describe(file, index + 1, properties.charset)),
  }
}

function describe(file: WrappedFile, number: number, charset: string): CollectedFile[] {
  if (file.title !== null) add(file.properties, PROPERTY.attachShortName, TYPE.string8, file.title)
  const properties = new MapiProperties(file.properties, charset)
  const bytes = file.data ?? properties.bytes(PROPERTY.attachData)
  if (bytes === null) return []
  const name = properties.text(PROPERTY.attachLongName) || properties.text(PROPERTY.attachShortName)
  const type = properties.text(PROPERTY.attachMimeType).trim().toLowerCase()
  const contentId = properties.text(PROPERTY.attachContentId).trim().replace(/^<|>$/g, '')
  return [
    fileOf({
      filename: harmlessFilename(name, `wrapped-${number}.bin`),
      contentType: /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream',
      contentId: contentId === '' ? null : contentId,
      bytes,
      related: contentId !== '',
      disposition: '',
      isMail: false,
    }),
  ]
}

function add(bag: Bag, id: number, type: number, value: Buffer): void {
  const known = bag.get(id)
  const property = { type, read: () => value }
  if (known === undefined) bag.set(id, [property])
  else known.push(property)
}

/** Bytes of values whose length their type says; all others say it themselves. */
const FIXED_BYTES: Readonly<Record<number, number>> = {
  0x0002: 2,
  0x0003: 4,
  0x0004: 4,
  0x0005: 8,
  0x0006: 8,
  0x0007: 8,
  0x000a: 4,
  0x000b: 2,
  0x0014: 8,
  0x0040: 8,
  0x0048: 16,
}
const MULTIPLE = 0x1000
const FIRST_NAMED = 0x8000
const NAME_SET_BYTES = 16

/** Reads a list of properties (MS-OXTNEF 2.1.3.4); false when it runs over its end. */
function readProperties(bytes: Buffer, bag: Bag): boolean {
  if (bytes.length < 4) return false
  let at = 4
  const room = (size: number): boolean => at + size <= bytes.length
  for (let left = bytes.readUInt32LE(0); left > 0; left--) {
    if (!room(4)) return false
    const type = bytes.readUInt16LE(at)
    const id = bytes.readUInt16LE(at + 2)
    at += 4
    if (id >= FIRST_NAMED) {
      if (!room(NAME_SET_BYTES + 8)) return false
      const isText = bytes.readUInt32LE(at + NAME_SET_BYTES) === 1
      const size = bytes.readUInt32LE(at + NAME_SET_BYTES + 4)
      at += NAME_SET_BYTES + 8
      if (isText && !room(size)) return false
      if (isText) at += padded(size)
    }
    const single = type & ~MULTIPLE
    const fixed = FIXED_BYTES[single]
    let count = 1
    if ((type & MULTIPLE) !== 0 || fixed === undefined) {
      if (!room(4)) return false
      count = bytes.readUInt32LE(at)
      at += 4
    }
    for (let value = 0; value < count; value++) {
      let size = fixed
      if (size === undefined) {
        if (!room(4)) return false
        size = bytes.readUInt32LE(at)
        at += 4
      }
      if (!room(size)) return false
      const content = bytes.subarray(at, at + size)
      at += padded(size)
      // Of several values the first is the one that a mail is read from.
      if (value > 0) continue
      if (single === TYPE.object) add(bag, id, TYPE.binary, content.subarray(OBJECT_CLASS_BYTES))
      else add(bag, id, single, content)
    }
  }
  return true
}

/** Values fill up to the next four bytes. */
function padded(size: number): number {
  return (size + 3) & ~3
}
