/** The body that Outlook keeps as RTF: the HTML wrapped in it (MS-OXRTFEX), or its plain text. */
import { decodeText } from '../mime/charsets'
import { charsetOfCodepage } from './mapi-properties'

export interface RtfBody {
  readonly kind: 'html' | 'text'
  readonly content: string
}

/** Groups inside one another that are followed; deeper ones are passed over. */
export const MAX_RTF_DEPTH = 200

/** Groups whose text is no text of the body. */
const SILENT = new Set(
  'fonttbl colortbl stylesheet info pict object header footer headerl headerr headerf footerl footerr footerf listtable listoverridetable rsidtbl generator xmlnstbl themedata colorschememapping latentstyles datastore mmathpr fldinst filetbl revtbl pgptbl bkmkstart bkmkend'.split(
    ' ',
  ),
)

interface State {
  readonly silent: boolean
  /** Inside `\htmlrtf`: made for readers that know no HTML. */
  readonly duplicate: boolean
  /** Inside `{\*\htmltag …}`: markup, that stands in the HTML as it is. */
  readonly tag: boolean
  readonly unicodeSkip: number
}

const TOKEN = /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/y

/** Reads RTF; null when the bytes are none. One pass, whatever is nested. */
export function readRtfBody(rtf: Buffer): RtfBody | null {
  const source = rtf.toString('latin1')
  if (!source.startsWith('{\\rtf')) return null
  const wrapped = /\\fromhtml1?\b/.test(source.slice(0, 2000))
  const reader = new RtfReader(source, wrapped)
  const content = reader.read()
  return { kind: wrapped ? 'html' : 'text', content }
}

class RtfReader {
  readonly #source: string
  readonly #wrapped: boolean
  readonly #out: string[] = []
  #bytes: number[] = []
  #charset = 'gb18030'
  #state: State = { silent: false, duplicate: false, tag: false, unicodeSkip: 1 }
  readonly #stack: State[] = []
  /** Groups past the depth that is followed. */
  #beyond = 0
  /** Characters that stand for a `\u` before them and are passed over. */
  #skip = 0
  #starred = false

  constructor(source: string, wrapped: boolean) {
    this.#source = source
    this.#wrapped = wrapped
  }

  read(): string {
    TOKEN.lastIndex = 0
    for (let match = TOKEN.exec(this.#source); match !== null; match = TOKEN.exec(this.#source)) {
      const [, word, parameter, hex, symbol, brace, text] = match
      if (word !== undefined) this.#word(word, parameter === undefined ? null : Number(parameter))
      else if (hex !== undefined) this.#byte(Number.parseInt(hex, 16))
      else if (symbol !== undefined) this.#symbol(symbol)
      else if (brace !== undefined) this.#brace(brace)
      else if (text !== undefined) this.#text(text)
    }
    this.#flush()
    return this.#out.join('').replaceAll('\u0000', '')
  }

  #brace(brace: string): void {
    this.#flush()
    this.#skip = 0
    this.#starred = false
    if (brace === '{') {
      if (this.#stack.length >= MAX_RTF_DEPTH) this.#beyond++
      else this.#stack.push(this.#state)
      return
    }
    if (this.#beyond > 0) this.#beyond--
    else this.#state = this.#stack.pop() ?? this.#state
  }

  #word(word: string, parameter: number | null): void {
    const starred = this.#starred
    this.#starred = false
    this.#skip = 0
    switch (word) {
      case 'ansicpg':
        this.#charset = charsetOfCodepage(parameter) ?? this.#charset
        return
      case 'uc':
        this.#state = { ...this.#state, unicodeSkip: parameter ?? 1 }
        return
      case 'u': {
        this.#flush()
        const code = parameter ?? 0
        this.#put(String.fromCharCode(code < 0 ? code + 0x10000 : code))
        this.#skip = this.#state.unicodeSkip
        return
      }
      case 'htmlrtf':
        this.#flush()
        this.#state = { ...this.#state, duplicate: parameter !== 0 }
        return
      case 'htmltag':
        this.#state = { ...this.#state, silent: !this.#wrapped, tag: true }
        return
      case 'par':
      case 'line':
      case 'row':
        return this.#break('\n')
      case 'tab':
      case 'cell':
        return this.#break('\t')
      case 'emdash':
        return this.#break('—')
      case 'endash':
        return this.#break('–')
      case 'lquote':
        return this.#break('‘')
      case 'rquote':
        return this.#break('’')
      case 'ldblquote':
        return this.#break('“')
      case 'rdblquote':
        return this.#break('”')
      case 'bullet':
        return this.#break('•')
      default:
        // A destination that is marked as one to pass over when it is unknown, and is.
        if (starred || SILENT.has(word)) {
          this.#flush()
          this.#state = { ...this.#state, silent: true }
        }
    }
  }

  #symbol(symbol: string): void {
    if (symbol === '*') this.#starred = true
    else if (symbol === '~') this.#break(this.#wrapped ? '&nbsp;' : ' ')
    else if (symbol === '_') this.#break('-')
    else if (symbol === '{' || symbol === '}' || symbol === '\\') this.#text(symbol)
  }

  #break(text: string): void {
    this.#flush()
    this.#put(text)
  }

  #byte(byte: number): void {
    if (this.#skip > 0) this.#skip--
    else if (this.#visible()) this.#bytes.push(byte)
  }

  #text(text: string): void {
    const visible = text.slice(this.#skip)
    this.#skip = Math.max(0, this.#skip - text.length)
    // The second byte of a character may be a plain letter: bytes of one run are decoded together.
    if (visible !== '' && this.#visible()) for (const byte of Buffer.from(visible, 'latin1')) this.#bytes.push(byte)
  }

  #put(text: string): void {
    if (this.#visible()) this.#out.push(text)
  }

  #visible(): boolean {
    return !this.#state.silent && !this.#state.duplicate && this.#beyond === 0
  }

  #flush(): void {
    if (this.#bytes.length > 0) this.#out.push(decodeText(Buffer.from(this.#bytes), this.#charset))
    this.#bytes = []
  }
}
