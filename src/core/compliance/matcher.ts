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
  /** The same in the units read backwards: `start` is where the word's last character stands. */
  readonly scanBackwards: (units: Uint16Array, length: number, onHit: (word: number, start: number) => void) => void
  /** The state one unit on in the tree of the words, or 0; the root is 0 as well. For walks that are no plain text. */
  readonly child: (state: number, unit: number) => number
  /** The word that ends in a state, or -1. */
  readonly wordAt: (state: number) => number
  /** The units that a state goes on with. */
  readonly branches: (state: number) => Uint16Array
}

interface Tree {
  readonly states: number
  /** The alphabet: a small number for every unit that a word has, 0 for the others. */
  readonly codes: Uint16Array
  readonly alphabet: number
  readonly parents: Int32Array
  readonly codeOf: Uint16Array
  readonly depths: Uint16Array
  /** The word that ends in the state, or -1. */
  readonly words: Int32Array
  readonly target: (state: number, code: number) => number
}

/** The words must be distinct and not empty. */
export function buildMatcher(words: readonly string[]): Matcher {
  const tree = grow(words)
  const { codes, words: wordOf, target } = tree
  const { fails, hits, root } = link(tree)
  const lengths = Uint16Array.from(words, (word) => word.length)
  const shorter = Int32Array.from(fails, (fail) => hits[fail] ?? 0)

  function step(from: number, code: number): number {
    let state = from
    while (state !== 0) {
      const next = target(state, code)
      if (next !== 0) return next
      state = fails[state] ?? 0
    }
    return root[code] ?? 0
  }

  const tell = (state: number, at: number, onHit: (word: number, at: number) => void): void => {
    for (let hit = hits[state] ?? 0; hit !== 0; hit = shorter[hit] ?? 0) onHit(wordOf[hit] ?? 0, at)
  }
  let branches: ReturnType<typeof branchesOf> | undefined
  return {
    lengths,
    scan: (units, length, onHit) => {
      let state = 0
      for (let i = 0; i < length; i += 1) {
        const code = codes[units[i] ?? 0] ?? 0
        state = code === 0 ? 0 : state === 0 ? (root[code] ?? 0) : step(state, code)
        if (state !== 0 && hits[state] !== 0) tell(state, i + 1, onHit)
      }
    },
    scanBackwards: (units, length, onHit) => {
      let state = 0
      for (let i = length - 1; i >= 0; i -= 1) {
        const code = codes[units[i] ?? 0] ?? 0
        state = code === 0 ? 0 : state === 0 ? (root[code] ?? 0) : step(state, code)
        if (state !== 0 && hits[state] !== 0) tell(state, i, onHit)
      }
    },
    child: (state, unit) => {
      const code = codes[unit] ?? 0
      return code === 0 ? 0 : state === 0 ? (root[code] ?? 0) : target(state, code)
    },
    wordAt: (state) => (state === 0 ? -1 : (wordOf[state] ?? -1)),
    branches: (state) => (branches ??= branchesOf(tree))(state),
  }
}

function grow(words: readonly string[]): Tree {
  const total = words.reduce((sum, word) => sum + word.length, 0)
  let size = 64
  while (size < total * 2) size *= 2
  const mask = size - 1
  /** By hash: the state that a transition leads to. */
  const table = new Int32Array(size)
  /** One bit for every transition there is, by another part of its hash. */
  const bits = new Uint32Array(Math.max(1, size >>> 3))
  const bitMask = bits.length * 32 - 1
  const codes = new Uint16Array(0x10000)
  const parents = new Int32Array(total + 1)
  const codeOf = new Uint16Array(total + 1)
  const depths = new Uint16Array(total + 1)
  const wordOf = new Int32Array(total + 1).fill(-1)
  let alphabet = 1
  let states = 1

  const target = (state: number, code: number): number => {
    const hash = hashOf(state, code)
    const bit = hash & bitMask
    if (((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return 0
    for (let at = (hash >>> 7) & mask; ; at = (at + 1) & mask) {
      const next = table[at] ?? 0
      if (next === 0 || (parents[next] === state && codeOf[next] === code)) return next
    }
  }
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
    if (word === '') throw new Error('a matcher cannot find the empty word')
    let state = 0
    for (let i = 0; i < word.length; i += 1) {
      const unit = word.charCodeAt(i)
      let code = codes[unit] ?? 0
      if (code === 0) {
        code = alphabet
        alphabet += 1
        codes[unit] = code
      }
      const next = target(state, code)
      state = next === 0 ? add(state, code) : next
    }
    if (wordOf[state] !== -1) throw new Error(`the word is given twice: ${word}`)
    wordOf[state] = index
  })
  return { states, codes, alphabet, parents, codeOf, depths, words: wordOf, target }
}

function hashOf(state: number, code: number): number {
  const mixed = Math.imul(state, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

interface Links {
  readonly fails: Int32Array
  /** The nearest state where a word ends, from the state itself down the failure links; 0: none. */
  readonly hits: Int32Array
  readonly root: Int32Array
}

function link({ states, alphabet, parents, codeOf, depths, words, target }: Tree): Links {
  const fails = new Int32Array(states)
  const hits = new Int32Array(states)
  const root = new Int32Array(alphabet)
  for (const state of byDepth(states, depths)) {
    const parent = parents[state] ?? 0
    const code = codeOf[state] ?? 0
    if (parent === 0) root[code] = state
    else {
      let fail = fails[parent] ?? 0
      let next = fail === 0 ? (root[code] ?? 0) : target(fail, code)
      while (next === 0 && fail !== 0) {
        fail = fails[fail] ?? 0
        next = fail === 0 ? (root[code] ?? 0) : target(fail, code)
      }
      fails[state] = next
    }
    hits[state] = words[state] === -1 ? (hits[fails[state] ?? 0] ?? 0) : state
  }
  return { fails, hits, root }
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

function branchesOf({ states, codes, parents, codeOf }: Tree): (state: number) => Uint16Array {
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
  return (state) => units.subarray(firsts[state], firsts[state + 1])
}
