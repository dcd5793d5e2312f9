/** RFC 2047: encoded words in header values. */
import { canonicalCharset, decodeGuessed, decodeText } from './charsets'

const ENCODED_WORD = /=\?([^?\s]{1,60})\?([BbQq])\?([^?]*)\?=/g

interface Word {
  readonly charset: string
  readonly encoding: 'b' | 'q'
  readonly payload: string
}

/**
 * Decodes a header value given as one character a byte. Adjacent encoded words of one charset are joined before their
 * bytes are decoded, because Chinese clients split them in the middle of a character; what is not encoded and not
 * ASCII is decoded by guess, `hint` first.
 */
export function decodeHeaderValue(binary: string, hint = ''): string {
  let out = ''
  let run: Word[] = []
  let position = 0
  const flush = (): void => {
    if (run.length > 0) out += decodeRun(run, hint)
    run = []
  }
  for (const match of binary.matchAll(ENCODED_WORD)) {
    const between = binary.slice(position, match.index)
    const word = wordOf(match)
    const last = run.at(-1)
    // White space between two encoded words is no part of the text (RFC 2047, 6.2).
    const adjacent = last !== undefined && /^\s*$/.test(between)
    if (!adjacent) {
      flush()
      out += decodeRaw(between, hint)
    } else if (last.charset !== word.charset) {
      flush()
    }
    run.push(word)
    position = match.index + match[0].length
  }
  flush()
  return out + decodeRaw(binary.slice(position), hint)
}

/** Decodes encoded words in text that was decoded already, as names in addresses and parameters are. */
export function decodeWordsIn(text: string): string {
  if (!text.includes('=?')) return text
  let out = ''
  let run: Word[] = []
  let position = 0
  for (const match of text.matchAll(ENCODED_WORD)) {
    const between = text.slice(position, match.index)
    const word = wordOf(match)
    if (run.length > 0 && (!/^\s*$/.test(between) || run.at(-1)?.charset !== word.charset)) {
      out += decodeRun(run, '')
      run = []
    }
    if (run.length === 0 && !(position > 0 && /^\s*$/.test(between))) out += between
    run.push(word)
    position = match.index + match[0].length
  }
  if (run.length > 0) out += decodeRun(run, '')
  return out + text.slice(position)
}

function wordOf(match: RegExpMatchArray): Word {
  // RFC 2231 allows a language after the charset: =?utf-8*zh?B?...?=
  const label = (match[1] ?? '').split('*')[0] ?? ''
  return {
    charset: canonicalCharset(label),
    encoding: (match[2] ?? '').toLowerCase() === 'b' ? 'b' : 'q',
    payload: match[3] ?? '',
  }
}

function decodeRun(run: readonly Word[], hint: string): string {
  const pieces: Buffer[] = []
  let base64 = ''
  const flushBase64 = (): void => {
    if (base64 !== '') pieces.push(Buffer.from(base64, 'base64'))
    base64 = ''
  }
  for (const word of run) {
    if (word.encoding === 'q') {
      flushBase64()
      pieces.push(decodeQ(word.payload))
      continue
    }
    // Some clients cut the base64 itself and not the bytes: then a payload is no whole number of quanta.
    base64 += word.payload.replace(/[^A-Za-z0-9+/]/g, '')
    if (word.payload.includes('=') || base64.length % 4 === 0) flushBase64()
  }
  flushBase64()
  const bytes = Buffer.concat(pieces)
  return decodeText(bytes, run[0]?.charset ?? '', hint)
}

function decodeQ(payload: string): Buffer {
  const out = Buffer.alloc(payload.length)
  let length = 0
  for (let i = 0; i < payload.length; i++) {
    const character = payload[i]
    const hex = payload.slice(i + 1, i + 3)
    if (character === '=' && /^[0-9A-Fa-f]{2}$/.test(hex)) {
      out[length++] = Number.parseInt(hex, 16)
      i += 2
    } else {
      out[length++] = character === '_' ? 0x20 : payload.charCodeAt(i) & 0xff
    }
  }
  return out.subarray(0, length)
}

function decodeRaw(binary: string, hint: string): string {
  return /[^\u0000-\u007F]/.test(binary) ? decodeGuessed(Buffer.from(binary, 'latin1'), hint) : binary
}
