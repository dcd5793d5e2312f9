/** Latin words with digits and signs for letters: `p0rn`, `$hit`. In Latin words only: in Chinese a digit is a digit. */
import { matchesOf } from './matches'
import type { FoundWord } from './found-word'
import { stepBit } from './trace-bits'
import type { Squeezed } from './squeeze'
import type { WordIndex } from './word-index'

const token = /(?<![a-z0-9$@!|+])[a-z0-9$@!|+]{3,24}(?![a-z0-9$@!|+])/giu
/** A cheap question first: a letter beside what may stand for one. */
const mixed = /[a-z][0-9$@!|+]|[0-9$@!|+][a-z]/iu
const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  $: 's',
  '@': 'a',
  '!': 'i',
  '|': 'l',
  '+': 't',
}

/** `text`: as written, which the offsets of the buffers are of. */
export function findLeet(text: string, squeezed: Squeezed, index: WordIndex): FoundWord[] {
  if (index.latin.size === 0 || !mixed.test(text)) return []
  return matchesOf(token, text).flatMap((match) => {
    const written = match[0].toLowerCase()
    if (!/[a-z]/u.test(written) || !/[^a-z]/u.test(written)) return []
    const plain = written.replaceAll(/[^a-z]/gu, (sign) => leet[sign] ?? sign)
    const word = index.latin.get(plain) ?? index.latin.get(plain.replaceAll('i', 'l'))
    if (word === undefined) return []
    const source = { start: match.index, end: match.index + match[0].length }
    const from = firstAt(squeezed, source.start)
    const to = firstAt(squeezed, source.end)
    return from < to ? [{ word, from, to, how: stepBit.leet, source }] : []
  })
}

function firstAt({ starts, length }: Squeezed, source: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? 0) < source) low = middle + 1
    else high = middle
  }
  return low
}
