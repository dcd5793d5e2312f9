/** Words of which some or all characters are written in pinyin (加weixin) or by its first letters (加vx, dkfp). */
import type { Looked } from './find-disguised'
import type { FoundWord } from './found-word'
import { isDigit, isOneWord } from './gaps'
import type { Piece } from './latin-pieces'
import { initialsOfUnits, readPinyin, unitSounds, type Syllable } from './sounds'
import type { Squeezed } from './squeeze'
import { stepBit } from './trace-bits'
import { longestDisguised, type WordIndex } from './word-index'

/** Fewest letters of a word that is all pinyin: `ta` and `wode` are in too much English. */
const fewestLetters = 5

/** English words that read as pinyin of two syllables or more. */
const english = new Set(
  (
    'banana base cache change dance dating danger fence gauge gene genie hence image lance lane language lining machine ' +
    'manage manager mange menu mini monet nice nine orange page panda pace pane pause pine pinge range sane sauce sense ' +
    'shame share shine tape tune tuning wine women wuhan'
  ).split(' '),
)

/** The text as sounds: one a Han character, one a syllable of pinyin; other signs and letters sound like nothing. */
interface Heard {
  readonly sounds: Uint16Array
  readonly from: Int32Array
  readonly to: Int32Array
  /** The piece of letters that the sound is of, or -1. */
  readonly piece: Int32Array
  readonly length: number
}

export function findPinyin(squeezed: Squeezed, pieces: readonly Piece[], index: WordIndex): FoundWord[] {
  if (index.bySound.count === 0) return []
  const read = pieces.map(({ letters, from, to }) => (letters.length === to - from ? readPinyin(letters) : undefined))
  const found: FoundWord[] = []
  for (let at = 0; at < pieces.length; at += 1) {
    if (read[at] === undefined) continue
    const from = Math.max(0, (pieces[at]?.from ?? 0) - longestDisguised)
    // Pieces near each other are heard together.
    const first = at
    let to = (pieces[at]?.to ?? 0) + longestDisguised
    while (at + 1 < pieces.length && (pieces[at + 1]?.from ?? 0) < to) {
      at += 1
      if (read[at] !== undefined) to = (pieces[at]?.to ?? 0) + longestDisguised
    }
    const heard = hear(squeezed, pieces, read, first, { from, to: Math.min(squeezed.length, to) })
    inHeard(squeezed, pieces, heard, index, found)
  }
  return found
}

function inHeard(
  squeezed: Squeezed,
  pieces: readonly Piece[],
  { sounds, from, to, piece, length }: Heard,
  { bySound, words }: WordIndex,
  found: FoundWord[],
): void {
  bySound.matcher.scan(sounds, length, (shape, end) => {
    const start = end - (bySound.matcher.lengths[shape] ?? 0)
    const [first = 0, last = 0] = [from[start], to[end - 1]]
    let letters = 0
    for (let i = start; i < end; i += 1) if ((piece[i] ?? -1) >= 0) letters += (to[i] ?? 0) - (from[i] ?? 0)
    if (letters === 0) return
    const head = pieces[piece[start] ?? -1]
    const tail = pieces[piece[end - 1] ?? -1]
    // Pinyin that goes on is another word's.
    if ((head !== undefined && head.from !== first) || (tail !== undefined && tail.to !== last)) return
    const isAllPinyin = letters === last - first
    if (isAllPinyin && (letters < fewestLetters || (head === tail && english.has(head?.letters ?? '')))) return
    if (!isOneWord(squeezed, first, last)) return
    for (const word of bySound.words[shape] ?? []) {
      const written = words[word] ?? ''
      let isHomophone = false
      for (let i = start; i < end; i += 1) {
        if ((piece[i] ?? -1) < 0 && squeezed.units[from[i] ?? 0] !== written.charCodeAt(i - start)) isHomophone = true
      }
      // Beside pinyin the rest must be the word's own: both at once is chance more often than not.
      if (isHomophone || (letters < 3 && written.length < 3)) continue
      found.push({ word, from: first, to: last, how: stepBit.pinyin })
    }
  })
}

/** A stretch of the text as sounds, beginning before the piece `next`. */
function hear(
  { units }: Squeezed,
  pieces: readonly Piece[],
  read: readonly (readonly Syllable[] | undefined)[],
  next: number,
  stretch: { readonly from: number; readonly to: number },
): Heard {
  const size = stretch.to - stretch.from
  const sounds = new Uint16Array(size)
  const froms = new Int32Array(size)
  const tos = new Int32Array(size)
  const owner = new Int32Array(size).fill(-1)
  let count = 0
  const add = (sound: number, from: number, to: number, piece: number): void => {
    sounds[count] = sound
    froms[count] = from
    tos[count] = to
    owner[count] = piece
    count += 1
  }
  let coming = next
  while (coming > 0 && (pieces[coming - 1]?.to ?? 0) > stretch.from) coming -= 1
  for (let at = stretch.from; at < stretch.to; at += 1) {
    const piece = pieces[coming]
    if (piece === undefined || piece.from > at) {
      add(unitSounds[units[at] ?? 0] ?? 0, at, at + 1, -1)
      continue
    }
    const syllables = piece.from === at && piece.to <= stretch.to ? read[coming] : undefined
    if (syllables === undefined) add(0, at, piece.to, coming)
    else for (const { sound, start, end } of syllables) add(sound, at + start, at + end, coming)
    coming += 1
    at = piece.to - 1
  }
  return { sounds, from: froms, to: tos, piece: owner, length: count }
}

/** Letters that a syllable can begin with; v stands for w, as nobody's pinyin has it. */
const initials = /^[bpmfdtnlgkhjqxrzcsywv]{1,8}$/u
/** Fewest letters of a word that is nothing but first letters. */
const fewestInitials = 4
/** Abbreviations of everyday texts. */
const everyday = new Set('cctv gdp gmv html http https jpg mcn mp mtv nft pdf ppt pptx sdk xml zgf tmt dtc'.split(' '))

export function findInitials(looked: Looked, pieces: readonly Piece[]): FoundWord[] {
  return pieces.flatMap((piece) => (initials.test(piece.letters) ? ofPiece(looked, piece) : []))
}

function ofPiece({ squeezed, notes: { walked }, index }: Looked, piece: Piece): FoundWord[] {
  const { matcher, facts, words } = index
  const { units, length } = squeezed
  // 4S and B2B are no initials.
  if (isDigit(units[piece.from - 1] ?? 0) || isDigit(units[piece.to] ?? 0)) return []
  const letters = piece.letters.replaceAll('v', 'w')
  const found: FoundWord[] = []
  const take = (state: number, from: number, to: number): void => {
    const word = matcher.wordAt(state)
    if (word < 0 || facts[word]?.sounds !== true || !isEnough(piece, to - from, words[word]?.length ?? 0)) return
    if (isOneWord(squeezed, from, to)) found.push({ word, from, to, how: stepBit.initials })
  }
  for (let from = Math.max(0, piece.from - longestDisguised); from <= piece.from; from += 1) {
    if (from < piece.from - 1 && (walked[from] ?? 0) < piece.from - from) continue
    let state = 0
    for (let at = from; at < piece.from; at += 1) {
      state = matcher.child(state, units[at] ?? 0)
      if (state === 0) break
    }
    if (state === 0 && from < piece.from) continue
    const next = piece.to < length ? (units[piece.to] ?? 0) : -1
    for (const reached of expand(index, state, letters, next)) {
      take(reached, from, piece.to)
      let after = reached
      for (let at = piece.to; at < length; at += 1) {
        after = matcher.child(after, units[at] ?? 0)
        if (after === 0) break
        take(after, from, at + 1)
      }
    }
  }
  return found
}

/** `v信` is one letter and one character; any other letter beside one character is chance. */
function isEnough({ letters }: Piece, width: number, wordLength: number): boolean {
  if (width === letters.length) return letters.length >= fewestInitials && !everyday.has(letters)
  return wordLength >= 3 || letters === 'v'
}

/** What letters from the root lead to: the states, and the units that these go on with, as bits. */
interface Expanded {
  readonly states: readonly number[]
  readonly next: Uint32Array
}

/** By letters. It is asked again and again for the same brands. */
const kept = 500
const fromRoot = new WeakMap<WordIndex, Map<string, Expanded>>()
const nowhere: readonly number[] = []

/** `next`: the unit behind the letters; -1: none. */
function expand(index: WordIndex, state: number, letters: string, next: number): readonly number[] {
  if (state !== 0) return goOn(index, state, letters)
  let known = fromRoot.get(index)
  if (known === undefined) fromRoot.set(index, (known = new Map()))
  let expanded = known.get(letters)
  if (expanded === undefined) {
    if (known.size >= kept) known.clear()
    const states = goOn(index, 0, letters)
    expanded = { states, next: nextOf(index, states) }
    known.set(letters, expanded)
  }
  // Few letters are no word by themselves.
  const goesOn = next >= 0 && ((expanded.next[next >>> 5] ?? 0) & (1 << (next & 31))) !== 0
  return goesOn || letters.length >= fewestInitials ? expanded.states : nowhere
}

function nextOf({ matcher }: WordIndex, states: readonly number[]): Uint32Array {
  const bits = new Uint32Array(0x10000 >>> 5)
  for (const state of states) {
    for (const unit of matcher.branches(state)) bits[unit >>> 5] = (bits[unit >>> 5] ?? 0) | (1 << (unit & 31))
  }
  return bits
}

function goOn({ matcher }: WordIndex, state: number, letters: string): readonly number[] {
  let states: number[] = [state]
  for (let i = 0; i < letters.length; i += 1) {
    const letter = letters.charCodeAt(i)
    const next: number[] = []
    for (const from of states) {
      if (!matcher.hasBranch(from, initialsOfUnits, letter, -1)) continue
      for (const unit of matcher.branches(from)) {
        if (initialsOfUnits[unit] === letter) next.push(matcher.child(from, unit))
      }
    }
    states = next
  }
  return states
}
