/**
 * What a text must contain for a regular expression to match at all, read off the expression: most of hundreds of expressions
 * need not be tried on most paragraphs. Errs on one side only: what cannot match is left out, never what can.
 *
 * Compared with the squeezed text, which has all letters and digits of the folded one in the same order, and with the signs that
 * were squeezed out; a digit counts in any of its forms, so that the same answer holds for the digits view.
 */
import { foldSign } from './fold-code-point'
import { hanDigits } from './fold-tables'
import { parseRegex, type RegexNode } from './regex-tree'
import { Kind, kindOf } from './signs'

export type Need =
  | { readonly kind: 'anything' }
  /** Letters that stand side by side, or one sign, as UTF-16 units of the folded text. */
  | { readonly kind: 'text'; readonly units: readonly number[] }
  /** So many digits, so many of them with no Latin letter and no other Han character between; or so many Latin letters and digits. */
  | { readonly kind: 'digits'; readonly count: number; readonly run: number }
  | { readonly kind: 'latin'; readonly count: number }
  /** A text of at most so many characters: the expression is about the whole of it. */
  | { readonly kind: 'short'; readonly most: number }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Need[] }

const anything: Need = { kind: 'anything' }

/** `written`: the expression reads the text as written, not folded. */
export function needOf(regex: string, written = false): Need {
  const node = parseRegex(regex)
  const { need } = new Reader(written).read(node)
  const most = written ? Infinity : widthOfWhole(regex, node)
  if (most === Infinity) return need
  const short: Need = { kind: 'short', most }
  return need.kind === 'anything' ? short : { kind: 'all', parts: [short, need] }
}

/** The most characters of a text that the expression matches from its first to its last; `Infinity` where it need not. */
function widthOfWhole(regex: string, node: RegexNode): number {
  return node.kind === 'sequence' && /^\^.*[^\\]\$$/su.test(regex) ? widest(node) : Infinity
}

function widest(node: RegexNode): number {
  switch (node.kind) {
    case 'char':
      return 1
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + widest(part), 0)
    case 'alternatives':
      return Math.max(...node.parts.map(widest))
    case 'repeat':
      return node.most === 0 ? 0 : node.most * widest(node.body)
    case 'assertion':
      return 0
    case 'backreference':
      return Infinity
  }
}

export function pairKey(left: number, right: number): number {
  return (Math.imul(left, 0x9e3b) ^ right) & 0xffff
}

/** Largest class of characters that is written out. */
const largestClass = 40
/** Most texts that neighbours are multiplied out to. */
const mostTexts = 100

interface Read {
  readonly need: Need
  /** All that the node can be, squeezed, where that can be listed: what stands side by side is put together. */
  readonly texts?: readonly string[]
  /** How many digits it has at least, where it has no Latin letter and no Han character that is none. */
  readonly run?: number
}

const nothing: Read = { need: anything }

class Reader {
  readonly #written: boolean

  constructor(written: boolean) {
    this.#written = written
  }

  read(node: RegexNode): Read {
    switch (node.kind) {
      case 'char':
        return this.#sign(node.source)
      case 'sequence':
        return this.#sequence(node.parts)
      case 'alternatives': {
        const parts = node.parts.map((part) => this.read(part))
        const texts = parts.flatMap((part) => part.texts ?? [])
        const isListed = parts.every((part) => part.texts !== undefined) && texts.length <= mostTexts
        return {
          need: any(parts.map(({ need }) => need)),
          ...(isListed ? { texts: [...new Set(texts)] } : {}),
          ...runOf(Math.min(...parts.map(({ run }) => run ?? Number.NaN))),
        }
      }
      case 'repeat':
        return this.#repeat(this.read(node.body), node.least, node.most)
      case 'assertion':
        return { need: anything, texts: [''], run: 0 }
      case 'backreference':
        return nothing
    }
  }

  #repeat({ need, texts, run }: Read, least: number, most: number): Read {
    const digits = runOf((run ?? Number.NaN) * least)
    // Signs, however many, leave nothing.
    if (texts?.every((text) => text === '') === true) return { need: least === 0 ? anything : need, texts, ...digits }
    if (least === 0) {
      return { need: anything, ...(texts !== undefined && most === 1 ? { texts: [...texts, ''] } : {}), ...digits }
    }
    if (least === 1 && most === 1) return { need, ...(texts === undefined ? {} : { texts }), ...digits }
    if (need.kind === 'digits')
      return {
        need: { ...need, count: need.count * least, run: run === undefined ? need.run : run * least },
        ...digits,
      }
    return { need: need.kind === 'latin' ? { ...need, count: need.count * least } : need, ...digits }
  }

  #sequence(nodes: readonly RegexNode[]): Read {
    const parts: Need[] = []
    const counts = { digits: 0, latin: 0, run: 0, longest: 0 }
    /** What the nodes since the last one that cannot be listed can be. */
    let texts: readonly string[] = ['']
    let isListed = true
    let isRun = true
    const flush = (): void => {
      if (!texts.includes('')) parts.push(any(texts.map(textNeed)))
      texts = ['']
    }
    for (const node of nodes) {
      const read = this.read(node)
      if (read.run === undefined) {
        isRun = false
        counts.run = 0
      } else {
        counts.run += read.run
        counts.longest = Math.max(counts.longest, counts.run)
      }
      if (read.texts === undefined || texts.length * read.texts.length > mostTexts) {
        isListed = false
        flush()
      }
      if (read.texts === undefined) {
        // Counted together: eleven digits one after the other need eleven digits, not one.
        if (read.need.kind === 'digits') counts.digits += read.need.count
        else if (read.need.kind === 'latin') counts.latin += read.need.count
        if (read.need.kind === 'digits') counts.longest = Math.max(counts.longest, read.need.run)
      } else {
        const { texts: more } = read
        texts = [...new Set(texts.flatMap((text) => more.map((next) => text + next)))]
      }
      // What is listed without an empty text is asked for by its texts.
      const isAsked = read.texts !== undefined && !read.texts.includes('')
      if (!isAsked && !isCounted(read.need) && read.need.kind !== 'anything') parts.push(read.need)
    }
    const listed = texts
    flush()
    if (counts.digits > 0) parts.unshift({ kind: 'digits', count: counts.digits, run: counts.longest })
    if (counts.latin > 0) parts.unshift({ kind: 'latin', count: counts.latin + counts.digits })
    const [only] = parts
    return {
      // What is asked quickly goes first.
      need:
        only === undefined
          ? anything
          : parts.length === 1
            ? only
            : { kind: 'all', parts: parts.toSorted((a, b) => sizeOf(a) - sizeOf(b)) },
      ...(isListed ? { texts: listed } : {}),
      ...(isRun ? { run: counts.run } : {}),
    }
  }

  #sign(source: string): Read {
    if (/^\[(?:\d-\d|\\d|\d)+\]$/u.test(source) || source === '\\d') return digit
    if (/^\[(?:[a-z]-[a-z]|\d-\d|\\d|[a-z\d])+\]$/u.test(source)) return { need: { kind: 'latin', count: 1 } }
    if (source === '.') return nothing
    // Neither Latin letters nor Han characters: 一-鿿.
    if (/^\[\^.*a-z.*\u4e00-\u9fff/su.test(source)) return { need: anything, run: 0 }
    const inside = /^\[([^^][^[]*)\]$/u.exec(source)?.[1] ?? (source.startsWith('[') ? undefined : source)
    if (inside === undefined || inside.length > largestClass * 2) return nothing
    const signs = literals(inside)
    return signs === undefined || signs.length > largestClass ? nothing : this.#anyOf(signs)
  }

  #anyOf(signs: readonly string[]): Read {
    const values = signs.map((sign) => this.#folded(sign))
    if (values.includes(undefined)) return nothing
    const units = [...new Set(values.map((value = '') => value.charCodeAt(value.length - 1)))]
    const isLeftOut = (value: string | undefined): boolean =>
      value !== undefined && [...value].every((sign) => kindOf(sign) !== Kind.kept)
    if (units.every((unit) => unit >= 0x30 && unit <= 0x39)) return digit
    // A digit may stand in the text in another form than in the view that the expression reads.
    if (units.some((unit) => (unit >= 0x30 && unit <= 0x39) || hanDigits.has(unit))) return nothing
    const isSigns = values.every(isLeftOut)
    // A space is in every text.
    const need: Need = units.includes(0x20) ? anything : any(units.map((unit) => textNeed(String.fromCharCode(unit))))
    const isPlain = values.every((value) => isLeftOut(value) || value?.length === 1)
    return {
      need,
      ...(isPlain ? { texts: [...new Set(values.map((value = '') => (isLeftOut(value) ? '' : value)))] } : {}),
      ...(isSigns ? { run: 0 } : {}),
    }
  }

  /** How a sign of the expression stands in the folded text; undefined: not at all, or not as a character. */
  #folded(sign: string): string | undefined {
    if (!this.#written) return sign
    const fold = foldSign(sign.codePointAt(0) ?? 0)
    return fold.kind === 'keep' ? fold.value : undefined
  }
}

const digit: Read = { need: { kind: 'digits', count: 1, run: 1 }, run: 1 }

function runOf(run: number): Pick<Read, 'run'> {
  return Number.isNaN(run) ? {} : { run }
}

function textNeed(text: string): Need {
  return { kind: 'text', units: Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)) }
}

function isCounted(need: Need): boolean {
  return need.kind === 'digits' || need.kind === 'latin'
}

/** The characters of a class, or of one sign; undefined where it says more than it lists. */
function literals(source: string): string[] | undefined {
  const signs: string[] = []
  const all = [...source]
  for (let i = 0; i < all.length; i += 1) {
    const sign = all[i] ?? ''
    if (sign === '-' && i > 0 && i < all.length - 1) return undefined
    if (sign !== '\\') {
      signs.push(sign)
      continue
    }
    i += 1
    const escaped = all[i]
    if (escaped === undefined || /[a-zA-Z0-9]/u.test(escaped)) return undefined
    signs.push(escaped)
  }
  return signs
}

function any(parts: readonly Need[]): Need {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return only
  return parts.some((part) => part.kind === 'anything') ? anything : { kind: 'any', parts }
}

/** Characters that nearly every paragraph has: no sign of anything. */
const everywhere = new Set(
  [...'的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要出也得里后自以会,。、:.;()'].map((sign) =>
    sign.charCodeAt(0),
  ),
)

/**
 * Units (or 0x10000 + `pairKey` of two neighbours) of which a text that meets the need has at least one, as few and as rare ones
 * as can be; undefined where there are none to name. So that of many needs only those are looked at that a text calls for.
 */
export function keysOf(need: Need): readonly number[] | undefined {
  switch (need.kind) {
    case 'anything':
    case 'digits':
    case 'latin':
    case 'short':
      return undefined
    case 'text':
      return [keyOf(need.units)]
    case 'all':
      return need.parts
        .map(keysOf)
        .filter((keys) => keys !== undefined)
        .toSorted((a, b) => cost(a) - cost(b))[0]
    case 'any': {
      const keys = need.parts.map(keysOf)
      return keys.every((each) => each !== undefined) ? [...new Set(keys.flat())] : undefined
    }
  }
}

function keyOf(units: readonly number[]): number {
  const [only = 0] = units
  if (units.length === 1) return only
  // The pair in which the fewest characters are everywhere.
  const commonness = units.map((unit) => (everywhere.has(unit) ? 1 : 0))
  let best = 0
  for (let i = 1; i + 1 < units.length; i += 1) {
    const at = (i: number): number => (commonness[i] ?? 0) + (commonness[i + 1] ?? 0)
    if (at(i) < at(best)) best = i
  }
  return 0x10000 + pairKey(units[best] ?? 0, units[best + 1] ?? 0)
}

function sizeOf(need: Need): number {
  return need.kind === 'all' || need.kind === 'any' ? need.parts.reduce((sum, part) => sum + sizeOf(part), 0) : 1
}

function cost(keys: readonly number[]): number {
  return keys.reduce((sum, key) => sum + (key >= 0x10000 ? 1 : everywhere.has(key) ? 200 : 10), 0)
}
