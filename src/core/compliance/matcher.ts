/**
 * Aho–Corasick over UTF-16 units: all words of all packs in one pass, whatever their number.
 *
 * States and transitions lie in flat typed arrays. A transition is found by hashing (state, code) to the state that it leads
 * to, which knows its parent and its code; a bit set in front of that table answers most of the failures. Units that no word
 * has are code 0 and lead back to the root at once. So ordinary text costs two or three array reads a unit.
 */
export interface Matcher {
  /** Lengths of the words, by index, in UTF-16 units. */
  readonly lengths: Uint16Array
  /** Calls back for every occurrence of every word in `units[0, length)`, also inside other words, by increasing end (exclusive). */
  readonly scan: (units: Uint16Array, length: number, onHit: (word: number, end: number) => void) => void
  /** The state one unit on in the tree of the words, or 0; the root is 0 as well. For walks that are no plain text. */
  readonly child: (state: number, unit: number) => number
  /** The word that ends in a state, or -1. */
  readonly wordAt: (state: number) => number
  /** Whether the state is two units or more from the root. */
  readonly isDeep: (state: number) => boolean
  /** The units that a state goes on with. */
  readonly branches: (state: number) => Uint16Array
  /** Whether `table` says `value` of one of them, `except` apart. */
  readonly hasBranch: (state: number, table: Uint16Array, value: number, except: number) => boolean
}

interface Tree {
  readonly states: number
  /**
   * The alphabet: a small number for every unit that a word has, 0 for the others. Units that a word begins with come first,
   * and the state after one of them has its number, so the root needs no table.
   */
  readonly codes: Uint16Array
  readonly alphabet: number
  /** How many units a word can begin with. */
  readonly firsts: number
  readonly parents: Int32Array
  readonly codeOf: Uint16Array
  readonly depths: Uint16Array
  /** The word that ends in the state, or -1. */
  readonly words: Int32Array
  readonly transitions: Transitions
}

/** The words must be distinct and not empty. */
export function buildMatcher(words: readonly string[]): Matcher {
  const tree = grow(words)
  const { codes, words: wordOf, firsts, transitions } = tree
  const lengths = Uint16Array.from(words, (word) => word.length)
  const { table, mask, bits, bitMask } = transitions
  const { parents, codeOf } = tree

  /** Walks need no failure links, which are half of the work of building. */
  let linked: (Links & { readonly shorter: Int32Array }) | undefined
  const links = (): NonNullable<typeof linked> => {
    if (linked === undefined) {
      const made = link(tree)
      linked = { ...made, shorter: Int32Array.from(made.fails, (fail) => made.hits[fail] ?? 0) }
    }
    return linked
  }
  const scan = (units: Uint16Array, length: number, onHit: (word: number, at: number) => void): void => {
    const { fails, hits, shorter } = links()
    let state = 0
    for (let i = 0; i < length; i += 1) {
      const code = codes[units[i] ?? 0] ?? 0
      if (code === 0) {
        state = 0
        continue
      }
      let next = 0
      while (state !== 0) {
        const mixed = Math.imul(state, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)
        const hash = (mixed ^ (mixed >>> 15)) >>> 0
        const bit = hash & bitMask
        if (((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0) {
          let at = (hash >>> 7) & mask
          next = table[at] ?? 0
          while (next !== 0 && (parents[next] !== state || codeOf[next] !== code)) {
            at = (at + 1) & mask
            next = table[at] ?? 0
          }
          if (next !== 0) break
        }
        // What is one unit deep falls back to the root.
        state = state <= firsts ? 0 : (fails[state] ?? 0)
      }
      state = next === 0 && code <= firsts ? code : next
      if (state === 0) continue
      for (let hit = hits[state] ?? 0; hit !== 0; hit = shorter[hit] ?? 0) onHit(wordOf[hit] ?? 0, i + 1)
    }
  }
  let made: Branches | undefined
  const branches = (): Branches => (made ??= branchesOf(tree))
  return {
    lengths,
    scan,
    child: (state, unit) => {
      const code = codes[unit] ?? 0
      if (state === 0) return code <= firsts ? code : 0
      return code === 0 ? 0 : target(tree, state, code)
    },
    wordAt: (state) => (state === 0 ? -1 : (wordOf[state] ?? -1)),
    isDeep: (state) => state > firsts,
    branches: (state) => {
      const { firsts: at, units } = branches()
      return units.subarray(at[state], at[state + 1])
    },
    hasBranch: (state, table, value, except) => {
      const { firsts: at, units } = branches()
      const end = at[state + 1] ?? 0
      for (let i = at[state] ?? 0; i < end; i += 1) {
        const unit = units[i] ?? 0
        if (unit !== except && table[unit] === value) return true
      }
      return false
    },
  }
}

/** The transitions below the first one. */
interface Transitions {
  /** By hash: the state that a transition leads to. */
  readonly table: Int32Array
  readonly mask: number
  /** One bit for every transition there is, by another part of its hash. */
  readonly bits: Uint32Array
  readonly bitMask: number
}

function hashOf(state: number, code: number): number {
  const mixed = Math.imul(state, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

function target({ transitions, parents, codeOf }: Omit<Tree, 'states'>, state: number, code: number): number {
  const { table, mask, bits, bitMask } = transitions
  const hash = hashOf(state, code)
  const bit = hash & bitMask
  if (((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return 0
  for (let at = (hash >>> 7) & mask; ; at = (at + 1) & mask) {
    const next = table[at] ?? 0
    if (next === 0 || (parents[next] === state && codeOf[next] === code)) return next
  }
}

function grow(words: readonly string[]): Tree {
  const total = words.reduce((sum, word) => sum + word.length, 0)
  let size = 64
  while (size < total * 2) size *= 2
  const table = new Int32Array(size)
  const bits = new Uint32Array(Math.max(1, size >>> 3))
  const transitions: Transitions = { table, mask: size - 1, bits, bitMask: bits.length * 32 - 1 }
  const { mask, bitMask } = transitions
  const parents = new Int32Array(total + 1)
  const codeOf = new Uint16Array(total + 1)
  const depths = new Uint16Array(total + 1)
  const wordOf = new Int32Array(total + 1).fill(-1)
  const { codes, firsts, alphabet } = alphabetOf(words)
  for (let code = 1; code <= firsts; code += 1) {
    codeOf[code] = code
    depths[code] = 1
  }
  const tree = { codes, firsts, alphabet, parents, codeOf, depths, words: wordOf, transitions }
  let states = firsts + 1
  const add = (state: number, code: number): number => {
    const hash = hashOf(state, code)
    const bit = hash & bitMask
    bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31))
    let at = (hash >>> 7) & mask
    while (table[at] !== 0) at = (at + 1) & mask
    table[at] = states
    parents[states] = state
    codeOf[states] = code
    depths[states] = (depths[state] ?? 0) + 1
    states += 1
    return states - 1
  }
  words.forEach((word, index) => {
    let state = codes[word.charCodeAt(0)] ?? 0
    for (let i = 1; i < word.length; i += 1) {
      const code = codes[word.charCodeAt(i)] ?? 0
      const next = target(tree, state, code)
      state = next === 0 ? add(state, code) : next
    }
    if (wordOf[state] !== -1) throw new Error(`the word is given twice: ${word}`)
    wordOf[state] = index
  })
  return { ...tree, states }
}

function alphabetOf(words: readonly string[]): Pick<Tree, 'codes' | 'firsts' | 'alphabet'> {
  const codes = new Uint16Array(0x10000)
  let alphabet = 1
  const add = (unit: number): void => {
    if (codes[unit] !== 0) return
    codes[unit] = alphabet
    alphabet += 1
  }
  for (const word of words) {
    if (word === '') throw new Error('a matcher cannot find the empty word')
    add(word.charCodeAt(0))
  }
  const firsts = alphabet - 1
  for (const word of words) for (let i = 1; i < word.length; i += 1) add(word.charCodeAt(i))
  return { codes, firsts, alphabet }
}

interface Links {
  readonly fails: Int32Array
  /** The nearest state where a word ends, from the state itself down the failure links; 0: none. */
  readonly hits: Int32Array
}

function link(tree: Tree): Links {
  const { states, firsts, parents, codeOf, depths, words } = tree
  const fails = new Int32Array(states)
  const hits = new Int32Array(states)
  for (const state of byDepth(states, depths)) {
    const code = codeOf[state] ?? 0
    if (state > firsts) {
      let fail = parents[state] ?? 0
      let next = 0
      while (next === 0 && fail !== 0) {
        fail = fails[fail] ?? 0
        next = fail === 0 ? 0 : target(tree, fail, code)
      }
      fails[state] = next === 0 && code <= firsts ? code : next
    }
    hits[state] = words[state] === -1 ? (hits[fails[state] ?? 0] ?? 0) : state
  }
  return { fails, hits }
}

/** All states but the root, nearest to it first. */
function byDepth(states: number, depths: Uint16Array): Int32Array {
  const counts = new Int32Array(0x10000)
  for (let state = 1; state < states; state += 1) counts[depths[state] ?? 0] = (counts[depths[state] ?? 0] ?? 0) + 1
  const places = new Int32Array(0x10000)
  for (let depth = 1; depth < places.length; depth += 1) {
    places[depth] = (places[depth - 1] ?? 0) + (counts[depth - 1] ?? 0)
  }
  const order = new Int32Array(Math.max(0, states - 1))
  for (let state = 1; state < states; state += 1) {
    const depth = depths[state] ?? 0
    order[places[depth] ?? 0] = state
    places[depth] = (places[depth] ?? 0) + 1
  }
  return order
}

/** By state: where its units begin in `units`; they end where those of the next state begin. */
interface Branches {
  readonly firsts: Int32Array
  readonly units: Uint16Array
}

function branchesOf({ states, codes, parents, codeOf }: Tree): Branches {
  const unitOf = new Uint16Array(0x10000)
  codes.forEach((code, unit) => (unitOf[code] = unit))
  const firsts = new Int32Array(states + 1)
  for (let state = 1; state < states; state += 1) {
    const after = (parents[state] ?? 0) + 1
    firsts[after] = (firsts[after] ?? 0) + 1
  }
  for (let state = 1; state <= states; state += 1) firsts[state] = (firsts[state] ?? 0) + (firsts[state - 1] ?? 0)
  const next = firsts.slice()
  const units = new Uint16Array(states)
  for (let state = 1; state < states; state += 1) {
    const parent = parents[state] ?? 0
    units[next[parent] ?? 0] = unitOf[codeOf[state] ?? 0] ?? 0
    next[parent] = (next[parent] ?? 0) + 1
  }
  return { firsts, units }
}
