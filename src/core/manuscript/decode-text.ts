/** Bytes of a text file → characters. What the file says of itself comes first, then UTF-8, then the Chinese encodings. */
import iconv from 'iconv-lite'

export interface DecodedText {
  readonly text: string
  /** The encoding that was guessed; null when the file said it or was plain UTF-8. */
  readonly guessed: string | null
}

/** `declared`: what a file of the format says inside itself (an HTML `meta`); null when it says nothing. */
export function decodeText(bytes: Uint8Array, declared: string | null = null): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const marked = byteOrderMark(buffer)
  if (marked !== null) return { text: iconv.decode(buffer, marked), guessed: null }
  const utf8 = strictUtf8(buffer)
  if (utf8 !== null) return { text: utf8, guessed: null }
  if (declared !== null && iconv.encodingExists(declared)) {
    // GB18030 reads all that GB2312 and GBK name, and authors' programs say GB2312 for both.
    const encoding = /^(?:gb2312|gbk|gb_2312.*|x-gbk|cp936)$/i.test(declared) ? 'gb18030' : declared
    return { text: iconv.decode(buffer, encoding), guessed: null }
  }
  const [best] = ['gb18030', 'big5']
    .map((encoding) => ({ encoding, text: iconv.decode(buffer, encoding) }))
    .map((candidate) => ({ ...candidate, score: naturalness(candidate.text) }))
    // A tie goes to the first: GB18030 is what a Chinese Windows writes.
    .toSorted((one, other) => other.score - one.score)
  return { text: best?.text ?? '', guessed: best?.encoding ?? null }
}

/** Decodes an HTML file by its `meta` (HTML Living Standard 13.2.3.2: within the first 1,024 bytes). */
export function decodeHtml(bytes: Uint8Array): DecodedText {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1_024)).toString('latin1')
  return decodeText(bytes, /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,40})/i.exec(head)?.[1] ?? null)
}

function byteOrderMark(buffer: Buffer): string | null {
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) return 'utf8'
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16le'
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return 'utf-16be'
  return null
}

function strictUtf8(buffer: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer)
  } catch {
    return null
  }
}

/** The commonest characters of Chinese prose in either script: a wrong decoding has next to none of them. */
const COMMON = new Set(
  '的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长這個來國說們為時會對裡後麼沒於還發當無開見經頭動兩長與業務內容數據營運',
)

/** Characters looked at: enough to tell, however long the text. */
const SAMPLE_CHARACTERS = 20_000

function naturalness(text: string): number {
  let common = 0
  let wide = 0
  for (const character of text.slice(0, SAMPLE_CHARACTERS)) {
    if (character < '\u0080') continue
    wide += 1
    if (COMMON.has(character)) common += 1
    else if (character === '\uFFFD' || /[\p{Co}\p{Cc}]/u.test(character)) common -= 1
  }
  return wide === 0 ? 0 : common / wide
}
