/** All words of the packs in one squeezed text, as written and in every disguise that is known. */
import { mayStandAlone, standsAlone } from './dictionary'
import { findLeet } from './find-latin'
import { findParts } from './find-parts'
import { findInitials, findPinyin } from './find-pinyin'
import { findSounds } from './find-sounds'
import type { FoundWord } from './found-word'
import { hasWordEdges, isOneWord } from './gaps'
import { latinPieces } from './latin-pieces'
import { Trait, type Squeezed } from './squeeze'
import { stepBit } from './trace-bits'
import { plainDigit, type WordIndex } from './word-index'

/** `text`: as written. Words found as written come first, by their end; disguised ones only where a hit would count. */
export function findWords(text: string, squeezed: Squeezed, index: WordIndex): FoundWord[] {
  const found: FoundWord[] = []
  const { matcher } = index
  const { units, length } = squeezed
  matcher.scan(units, length, (word, to) => {
    const from = to - (matcher.lengths[word] ?? 0)
    if (isOneWord(squeezed, from, to) && hasWordEdges(squeezed, from, to)) found.push({ word, from, to, how: 0 })
  })
  const disguised = [
    ...findReversed(squeezed, index),
    ...findSounds(squeezed, index),
    ...findParts(squeezed, index),
    ...((squeezed.traits & Trait.digit) === 0 ? [] : findDigits(squeezed, index)),
    ...((squeezed.traits & Trait.latin) === 0 ? [] : inLatin(text, squeezed, index)),
  ]
  // A word of the packs that stands there as written is no disguise of another that sounds like it.
  const written = new Set(found.map(({ from, to }) => from * 0x10000 + to - from))
  for (const one of disguised) {
    const isWord = (one.how & stepBit.homophone) !== 0 && written.has(one.from * 0x10000 + one.to - one.from)
    if (!isWord && hasWordEdges(squeezed, one.from, one.to)) found.push(one)
  }
  return found
}

function inLatin(text: string, squeezed: Squeezed, index: WordIndex): FoundWord[] {
  const pieces = latinPieces(squeezed)
  return [
    ...findPinyin(squeezed, pieces, index),
    ...findInitials(squeezed, pieces, index),
    ...findLeet(text, squeezed, index),
  ]
}

/** 信微加. Of two characters only where they are no words: every other pair of characters is a word backwards. */
function findReversed(squeezed: Squeezed, { matcher, facts, words }: WordIndex): FoundWord[] {
  const found: FoundWord[] = []
  const { units, length } = squeezed
  matcher.scanBackwards(units, length, (word, from) => {
    const written = words[word] ?? ''
    if (facts[word]?.counts !== true || written.length < 2) return
    const to = from + written.length
    if (isPalindrome(written) || !hasHan(written) || !isOneWord(squeezed, from, to)) return
    if (written.length === 2 && !isAlone(squeezed, from, to)) return
    found.push({ word, from, to, how: stepBit.reversed })
  })
  return found
}

function isAlone(squeezed: Squeezed, from: number, to: number): boolean {
  const all = (): boolean => true
  return mayStandAlone(squeezed, from, to, true, all) && standsAlone(squeezed, from, to, all)
}

function isPalindrome(word: string): boolean {
  for (let i = 0; i < word.length >> 1; i += 1) if (word[i] !== word[word.length - 1 - i]) return false
  return true
}

function hasHan(word: string): boolean {
  return /[^a-z0-9]/u.test(word)
}

let plain = new Uint16Array(1024)

/** 陆合彩, 6合彩: the digits of the word in another form. */
function findDigits(squeezed: Squeezed, { byDigits, words }: WordIndex): FoundWord[] {
  if (byDigits.count === 0) return []
  const { units, length } = squeezed
  if (plain.length < length) plain = new Uint16Array(length * 2)
  for (let i = 0; i < length; i += 1) plain[i] = plainDigit(units[i] ?? 0)
  const found: FoundWord[] = []
  byDigits.matcher.scan(plain, length, (shape, to) => {
    const from = to - (byDigits.matcher.lengths[shape] ?? 0)
    for (const word of byDigits.words[shape] ?? []) {
      const written = words[word] ?? ''
      let isWritten = true
      for (let i = 0; i < written.length; i += 1) if (units[from + i] !== written.charCodeAt(i)) isWritten = false
      if (!isWritten && isOneWord(squeezed, from, to)) {
        found.push({ word, from, to, how: stepBit.digit })
      }
    }
  })
  return found
}
