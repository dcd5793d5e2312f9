/**
 * Aho–Corasick over UTF-16 units: all words of all packs in one pass, whatever their number.
 *
 * Units that no word has are code 0 and lead back to the root at once; the root's row is a plain array, the other
 * transitions lie in one open-addressed table. So ordinary text costs about one array read a unit.
 */
export interface Matcher {
  /** Lengths of the words, by index, in UTF-16 units. */
  readonly lengths: Uint16Array
  /** Calls back for every occurrence of every word, also inside other words, by increasing end (exclusive). */
  readonly scan: (text: string, onHit: (word: number, end: number) => void) => void
}

interface Trie {
  readonly children: Map<number, number>[]
  /** The word that ends in the state, or -1. */
  readonly words: number[]
}

/** The words must be distinct and not empty. */
export function buildMatcher(words: readonly string[]): Matcher {
  const codes = new Uint16Array(0x10000)
  let alphabet = 1
  const trie: Trie = { children: [new Map()], words: [-1] }
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
      state = child(trie, state, code)
    }
    if (trie.words[state] !== -1) throw new Error(`the word is given twice: ${word}`)
    trie.words[state] = index
  })
  const lengths = Uint16Array.from(words, (word) => word.length)
  return { lengths, scan: scanner(trie, codes, alphabet) }
}

function child(trie: Trie, state: number, code: number): number {
  const children = trie.children[state]
  const known = children?.get(code)
  if (known !== undefined) return known
  const made = trie.children.length
  trie.children.push(new Map())
  trie.words.push(-1)
  children?.set(code, made)
  return made
}

function scanner(trie: Trie, codes: Uint16Array, alphabet: number): Matcher['scan'] {
  const states = trie.children.length
  const fails = new Int32Array(states)
  const words = Int32Array.from(trie.words)
  /** The nearest state down the failure links where a word ends, or 0. */
  const shorter = new Int32Array(states)
  const root = new Int32Array(alphabet)
  const table = transitionTable(trie)

  for (const [code, target] of trie.children[0] ?? []) root[code] = target
  const queue = [...(trie.children[0]?.values() ?? [])]
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] ?? 0
    const fail = fails[state] ?? 0
    shorter[state] = (words[fail] ?? -1) >= 0 ? fail : (shorter[fail] ?? 0)
    for (const [code, target] of trie.children[state] ?? []) {
      fails[target] = step(fail, code)
      queue.push(target)
    }
  }

  function step(from: number, code: number): number {
    let state = from
    while (state !== 0) {
      const target = table(state, code)
      if (target !== 0) return target
      state = fails[state] ?? 0
    }
    return root[code] ?? 0
  }

  return (text, onHit) => {
    let state = 0
    for (let i = 0; i < text.length; i += 1) {
      const code = codes[text.charCodeAt(i)] ?? 0
      if (code === 0) {
        state = 0
        continue
      }
      state = step(state, code)
      if (state === 0) continue
      for (let hit = (words[state] ?? -1) >= 0 ? state : (shorter[state] ?? 0); hit !== 0; hit = shorter[hit] ?? 0) {
        onHit(words[hit] ?? 0, i + 1)
      }
    }
  }
}

/** Looks up (state, code) in an open-addressed table that is at most half full; 0 is "no such transition". */
function transitionTable(trie: Trie): (state: number, code: number) => number {
  let size = 16
  while (size < trie.children.length * 2) size *= 2
  const mask = size - 1
  const keyStates = new Int32Array(size).fill(-1)
  const keyCodes = new Uint16Array(size)
  const targets = new Int32Array(size)
  const slot = (state: number, code: number): number =>
    (Math.imul(state, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)) >>> 7
  trie.children.forEach((children, state) => {
    if (state === 0) return
    for (const [code, target] of children) {
      let at = slot(state, code) & mask
      while (keyStates[at] !== -1) at = (at + 1) & mask
      keyStates[at] = state
      keyCodes[at] = code
      targets[at] = target
    }
  })
  return (state, code) => {
    for (let at = slot(state, code) & mask; keyStates[at] !== -1; at = (at + 1) & mask) {
      if (keyStates[at] === state && keyCodes[at] === code) return targets[at] ?? 0
    }
    return 0
  }
}
