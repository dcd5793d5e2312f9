/** Cuts RTF into its tokens (RTF 1.9.1, "RTF Syntax"). One token object is filled again and again: a file has millions. */

export type RtfTokenKind =
  | 'open'
  | 'close'
  /** `\par`, `\b0`: `name` and `value`. */
  | 'word'
  /** `\~`, `\*`: `name` is the character. */
  | 'symbol'
  /** `\'e6`: `value`. */
  | 'byte'
  /** Bytes as they stand, without line ends: `bytes`. */
  | 'bytes'
  /** What follows `\bin`: `bytes`. */
  | 'binary'

export interface RtfToken {
  kind: RtfTokenKind
  name: string
  /** Of a control word, null when it has none. */
  value: number | null
  bytes: Uint8Array
}

/** Letters of a control word (the specification: at most 32). */
const MAX_WORD = 32
/** Digits of a value: 32-bit numbers. */
const MAX_DIGITS = 10

const OPEN = 0x7b
const CLOSE = 0x7d
const BACKSLASH = 0x5c
const SPACE = 0x20
const MINUS = 0x2d
const QUOTE = 0x27

export class RtfTokens {
  readonly token: RtfToken = { kind: 'close', name: '', value: null, bytes: new Uint8Array() }
  private at = 0

  constructor(private readonly source: Uint8Array) {}

  /** Fills `token` with the next; false at the end. */
  next(): boolean {
    const { source } = this
    for (let byte = source[this.at]; byte !== undefined; byte = source[this.at]) {
      if (byte === OPEN || byte === CLOSE) {
        this.at += 1
        this.token.kind = byte === OPEN ? 'open' : 'close'
        return true
      }
      if (byte === BACKSLASH) return this.control()
      if (isIgnored(byte)) {
        this.at += 1
        continue
      }
      const start = this.at
      while (this.at < source.length && !isSpecial(source[this.at] ?? 0)) this.at += 1
      this.token.kind = 'bytes'
      this.token.bytes = source.subarray(start, this.at)
      return true
    }
    return false
  }

  private control(): boolean {
    const { source, token } = this
    const first = source[this.at + 1]
    if (first === undefined) {
      this.at += 1
      return false
    }
    if (!isLetter(first)) {
      this.at += 2
      if (first !== QUOTE) {
        token.kind = 'symbol'
        token.name = String.fromCharCode(first)
        return true
      }
      token.kind = 'byte'
      token.value = (hex(source[this.at]) << 4) | hex(source[this.at + 1])
      // A digit that is none is no part of it.
      if (token.value >= 0) this.at += 2
      else token.value = SPACE
      return true
    }
    let end = this.at + 1
    while (end - this.at <= MAX_WORD && isLetter(source[end] ?? 0)) end += 1
    token.kind = 'word'
    token.name = Buffer.from(source.buffer, source.byteOffset + this.at + 1, end - this.at - 1).toString('latin1')
    this.at = end
    token.value = this.number()
    if (source[this.at] === SPACE) this.at += 1
    if (token.name === 'bin') this.binary()
    return true
  }

  private number(): number | null {
    const { source } = this
    const negative = source[this.at] === MINUS
    let end = this.at + (negative ? 1 : 0)
    const start = end
    let value = 0
    while (end - start < MAX_DIGITS && isDigit(source[end] ?? 0)) {
      value = value * 10 + (source[end] ?? 0) - 0x30
      end += 1
    }
    if (end === start) return null
    this.at = end
    return negative ? -value : value
  }

  /** As many bytes as it says, and never more than there are. */
  private binary(): void {
    const length = Math.min(Math.max(this.token.value ?? 0, 0), this.source.length - this.at)
    this.token.kind = 'binary'
    this.token.bytes = this.source.subarray(this.at, this.at + length)
    this.at += length
  }
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a)
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

/** Line ends mean nothing; a zero is no character. */
function isIgnored(byte: number): boolean {
  return byte === 0x0d || byte === 0x0a || byte === 0
}

function isSpecial(byte: number): boolean {
  return byte === OPEN || byte === CLOSE || byte === BACKSLASH || isIgnored(byte)
}

/** -1 (all bits) for what is no digit. */
function hex(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (isDigit(byte)) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}
