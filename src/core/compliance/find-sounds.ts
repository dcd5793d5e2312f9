/**
 * Words written as they sound: 加薇信 for 加微信. Matched by syllables without tones, and let through only where the text is
 * not ordinary words anyway.
 */
import { mayStandAlone, standsAlone } from './dictionary'
import type { FoundWord } from './found-word'
import { isOneWord } from './gaps'
import { unitSounds } from './sounds'
import type { Squeezed } from './squeeze'
import { stepBit } from './trace-bits'
import type { WordIndex } from './word-index'

/** Most candidates of one text that are looked up: beyond it the text is hostile. */
const mostCandidates = 2_000

let sounds = new Uint16Array(1024)

export function findSounds(squeezed: Squeezed, index: WordIndex): FoundWord[] {
  const { bySound } = index
  if (bySound.count === 0) return []
  const { units, length } = squeezed
  if (sounds.length < length) sounds = new Uint16Array(length * 2)
  for (let i = 0; i < length; i += 1) sounds[i] = unitSounds[units[i] ?? 0] ?? 0
  const found: FoundWord[] = []
  let candidates = 0
  bySound.matcher.scan(sounds, length, (shape, to) => {
    const from = to - (bySound.matcher.lengths[shape] ?? 0)
    for (const word of bySound.words[shape] ?? []) {
      const written = index.words[word] ?? ''
      if (isWritten(units, from, written) || candidates >= mostCandidates) continue
      const isChanged = (at: number): boolean => units[at] !== written.charCodeAt(at - from)
      // Of a word of two, where chance is likeliest, one changed character must be rare, and both must stand alone.
      const isShort = written.length === 2
      if (!mayStandAlone(squeezed, from, to, isShort, isChanged) || !isOneWord(squeezed, from, to)) continue
      candidates += 1
      if (standsAlone(squeezed, from, to, isShort ? () => true : isChanged))
        found.push({ word, from, to, how: stepBit.homophone })
    }
  })
  if (sounds.length > 1 << 20) sounds = new Uint16Array(1024)
  return found
}

function isWritten(units: Uint16Array, from: number, word: string): boolean {
  for (let i = 0; i < word.length; i += 1) if (units[from + i] !== word.charCodeAt(i)) return false
  return true
}
