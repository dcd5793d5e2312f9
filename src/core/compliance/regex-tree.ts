/** The structure of a regular expression, as far as its cost needs it. */

export type RegexNode =
  /** Exactly one character: a literal, a class, an escape, the dot. */
  | { readonly kind: 'char'; readonly source: string }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'alternatives'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly body: RegexNode; readonly least: number; readonly most: number }
  /** Consumes nothing: a look-around or an anchor. */
  | { readonly kind: 'assertion'; readonly body: RegexNode | undefined }
  | { readonly kind: 'backreference' }

/** Reads a source that `RegExp` has accepted with the `u` flag, so it only has to find its structure. */
export function parseRegex(source: string): RegexNode {
  return new Reader(source).alternatives()
}

const quantifier = /^(?:([?*+])|\{(\d+)(,?)(\d*)\})\??/u
const opening = /^\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?/u
const escape = /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|k<[^>]*>|[1-9]\d*|.)/su

class Reader {
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  alternatives(): RegexNode {
    const parts = [this.#sequence()]
    while (this.#take('|')) parts.push(this.#sequence())
    const [only] = parts
    return parts.length === 1 && only !== undefined ? only : { kind: 'alternatives', parts }
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = []
    while (this.#at < this.#source.length && !'|)'.includes(this.#source.charAt(this.#at))) parts.push(this.#repeated())
    return { kind: 'sequence', parts }
  }

  #repeated(): RegexNode {
    const body = this.#atom()
    const match = quantifier.exec(this.#source.slice(this.#at, this.#at + 24))
    if (match === null) return body
    this.#at += match[0].length
    if (match[1] !== undefined) {
      return { kind: 'repeat', body, least: match[1] === '+' ? 1 : 0, most: match[1] === '?' ? 1 : Infinity }
    }
    const least = Number(match[2])
    if (match[3] === '') return { kind: 'repeat', body, least, most: least }
    return { kind: 'repeat', body, least, most: match[4] === '' ? Infinity : Number(match[4]) }
  }

  #atom(): RegexNode {
    const sign = this.#source.charAt(this.#at)
    if (sign === '(') return this.#group()
    if (sign === '[') return { kind: 'char', source: this.#characterClass() }
    if (sign === '\\') return this.#escaped()
    if (sign === '^' || sign === '$') {
      this.#at += 1
      return { kind: 'assertion', body: undefined }
    }
    const literal = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0)
    this.#at += literal.length
    return { kind: 'char', source: literal }
  }

  #group(): RegexNode {
    const open = opening.exec(this.#source.slice(this.#at, this.#at + 80))?.[0] ?? '('
    this.#at += open.length
    const body = this.alternatives()
    this.#take(')')
    return /[=!]$/u.test(open) ? { kind: 'assertion', body } : body
  }

  #characterClass(): string {
    const from = this.#at
    let at = from + 1
    while (at < this.#source.length && this.#source.charAt(at) !== ']') at += this.#source.charAt(at) === '\\' ? 2 : 1
    this.#at = at + 1
    return this.#source.slice(from, this.#at)
  }

  #escaped(): RegexNode {
    const source = escape.exec(this.#source.slice(this.#at, this.#at + 80))?.[0] ?? '\\'
    this.#at += source.length
    if (/^\\(?:[1-9]|k<)/u.test(source)) return { kind: 'backreference' }
    return /^\\[bB]$/u.test(source) ? { kind: 'assertion', body: undefined } : { kind: 'char', source }
  }

  #take(sign: string): boolean {
    if (this.#source.charAt(this.#at) !== sign) return false
    this.#at += 1
    return true
  }
}
