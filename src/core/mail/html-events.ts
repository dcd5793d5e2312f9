/**
 * HTML as a flat sequence of events with their places in the source. A tokenizer and no tree: the cost grows with the
 * length alone, however the tags are nested, where building and walking a tree overflows the stack or stalls.
 */
import { Tokenizer } from 'htmlparser2'

export interface HtmlHandlers {
  /** Names in lower case; `start` is the place of `<`. */
  open?(name: string, attributes: ReadonlyMap<string, string>, start: number): void
  /** `end` is the place after `>`. */
  close?(name: string, end: number): void
  /** Decoded text; `start` is its place in the source. */
  text?(text: string, start: number): void
}

/** Elements whose content is no text of the page. Their text is skipped; the tokenizer knows where they end. */
const SILENT_ELEMENTS = new Set(['script', 'style', 'title', 'iframe', 'noembed', 'noframes', 'xmp', 'plaintext'])

/** Attributes kept of one tag: real ones have under twenty. */
export const MAX_ATTRIBUTES = 200

/** Reads HTML and calls the handlers in the order of the source. */
export function scanHtml(html: string, handlers: HtmlHandlers): void {
  let name = ''
  let tagStart = 0
  let attributes = new Map<string, string>()
  let attribute = ''
  let value = ''
  let silent: string | null = null

  const opened = (): void => {
    if (SILENT_ELEMENTS.has(name)) silent = name
    handlers.open?.(name, attributes, tagStart)
  }
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        name = html.slice(start, end).toLowerCase()
        tagStart = start - 1
        attributes = new Map()
      },
      onattribname(start, end) {
        attribute = html.slice(start, end).toLowerCase()
        value = ''
      },
      onattribdata(start, end) {
        value += html.slice(start, end)
      },
      onattribentity(codepoint) {
        value += String.fromCodePoint(codepoint)
      },
      onattribend() {
        // The first of a name wins, as in a browser.
        if (attributes.size < MAX_ATTRIBUTES && !attributes.has(attribute)) attributes.set(attribute, value)
      },
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag(start, end) {
        const closed = html.slice(start, end).toLowerCase()
        if (closed === silent) silent = null
        const bracket = html.indexOf('>', end)
        handlers.close?.(closed, bracket === -1 ? html.length : bracket + 1)
      },
      ontext(start, end) {
        if (silent === null) handlers.text?.(html.slice(start, end), start)
      },
      ontextentity(codepoint, end) {
        if (silent === null) handlers.text?.(String.fromCodePoint(codepoint), end)
      },
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onend() {},
      onprocessinginstruction() {},
    },
  )
  tokenizer.write(html)
  tokenizer.end()
}
