/** Outlook's properties (MS-OXPROPS), whichever file they come from: by number, as text, bytes, number or time. */
import { decodeText } from '../mime/charsets'

/** Numbers of the properties that a mail is read from. */
export const PROPERTY = {
  messageClass: 0x001a,
  subject: 0x0037,
  clientSubmitTime: 0x0039,
  sentRepresentingName: 0x0042,
  sentRepresentingAddress: 0x0065,
  transportHeaders: 0x007d,
  recipientType: 0x0c15,
  senderName: 0x0c1a,
  senderAddress: 0x0c1f,
  displayCc: 0x0e03,
  displayTo: 0x0e04,
  deliveryTime: 0x0e06,
  body: 0x1000,
  rtfCompressed: 0x1009,
  html: 0x1013,
  messageId: 0x1035,
  references: 0x1039,
  inReplyTo: 0x1042,
  displayName: 0x3001,
  emailAddress: 0x3003,
  attachData: 0x3701,
  attachShortName: 0x3704,
  attachMethod: 0x3705,
  attachLongName: 0x3707,
  attachMimeType: 0x370e,
  attachContentId: 0x3712,
  smtpAddress: 0x39fe,
  internetCodepage: 0x3fde,
  messageCodepage: 0x3ffd,
  senderSmtp: 0x5d01,
  sentRepresentingSmtp: 0x5d02,
} as const

export const TYPE = {
  short: 0x0002,
  long: 0x0003,
  boolean: 0x000b,
  object: 0x000d,
  string8: 0x001e,
  unicode: 0x001f,
  time: 0x0040,
  binary: 0x0102,
} as const

export interface RawProperty {
  readonly type: number
  /** Of a fixed type its bytes; of another what its stream holds. */
  read(): Buffer
}

/** Windows counts in 100 ns from 1601. */
const EPOCH_DIFFERENCE_MS = 11_644_473_600_000n

/** The bag of one message, recipient or attachment. */
export class MapiProperties {
  readonly #raw: ReadonlyMap<number, readonly RawProperty[]>
  readonly #charset: string

  /** `charset` decodes what is not Unicode; an embedded message may have its own. */
  constructor(raw: ReadonlyMap<number, readonly RawProperty[]>, charset: string) {
    this.#raw = raw
    this.#charset = charsetOfCodepage(this.#number(raw, PROPERTY.messageCodepage)) ?? charset
  }

  get charset(): string {
    return this.#charset
  }

  /** Text, its closing nulls cut off; empty when there is none. */
  text(id: number): string {
    const unicode = this.#first(id, TYPE.unicode)
    if (unicode !== undefined) return trimNulls(unicode.read().toString('utf16le'))
    const narrow = this.#first(id, TYPE.string8)
    return narrow === undefined ? '' : trimNulls(decodeText(narrow.read(), this.#charset))
  }

  bytes(id: number): Buffer | null {
    return this.#first(id, TYPE.binary)?.read() ?? null
  }

  number(id: number): number | null {
    return this.#number(this.#raw, id)
  }

  /** UTC milliseconds. */
  time(id: number): number | null {
    const value = this.#first(id, TYPE.time)?.read()
    if (value === undefined || value.length < 8) return null
    return Number(value.readBigUInt64LE() / 10_000n - EPOCH_DIFFERENCE_MS)
  }

  /** The charset that HTML is in: the code page of the mail on the wire. */
  get htmlCharset(): string {
    return charsetOfCodepage(this.number(PROPERTY.internetCodepage)) ?? this.#charset
  }

  #first(id: number, type: number): RawProperty | undefined {
    return this.#raw.get(id)?.find((property) => property.type === type)
  }

  #number(raw: ReadonlyMap<number, readonly RawProperty[]>, id: number): number | null {
    const value = raw
      .get(id)
      ?.find((property) => property.type === TYPE.long)
      ?.read()
    return value === undefined || value.length < 4 ? null : value.readInt32LE()
  }
}

function trimNulls(text: string): string {
  return text.replace(/\u0000+$/, '')
}

const CODEPAGES: Readonly<Record<number, string>> = {
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  1200: 'utf-16le',
  10008: 'gb18030',
  20932: 'euc-jp',
  20936: 'gb18030',
  28591: 'iso-8859-1',
  50220: 'iso-2022-jp',
  50221: 'iso-2022-jp',
  50222: 'iso-2022-jp',
  50227: 'iso-2022-cn',
  51932: 'euc-jp',
  51936: 'gb18030',
  51949: 'euc-kr',
  52936: 'hz-gb-2312',
  54936: 'gb18030',
  65000: 'utf-7',
  65001: 'utf-8',
}

/** Null for no code page, for ASCII (which says nothing) and for one that is unknown. */
export function charsetOfCodepage(codepage: number | null): string | null {
  if (codepage === null) return null
  return CODEPAGES[codepage] ?? (codepage >= 1250 && codepage <= 1258 ? `windows-${codepage}` : null)
}
