/** Characters written as their parts: 亻弋 for 代. */
import { foldSign } from './fold-code-point'
import { splitTable } from './tables/split-table'

/** How a character can be put together from here on: so many units of the text make the character. */
export interface Joined {
  readonly sign: number
  readonly parts: number
}

interface Way extends Joined {
  /** The third part; 0: there are two. */
  readonly third: number
}

/** By the first two parts. */
let byParts: ReadonlyMap<number, readonly Way[]> | undefined

/** Calls back for the first two parts of every character. */
export function splitPairs(add: (first: number, second: number) => void): void {
  for (const pair of table().keys()) add(Math.floor(pair / 0x10000), pair % 0x10000)
}

/** What the squeezed units from `at` on can be put together to; most often nothing. */
export function joinedAt(units: Uint16Array, at: number, end: number): readonly Joined[] {
  const ways = at + 1 < end ? table().get(pairOf(units[at] ?? 0, units[at + 1] ?? 0)) : undefined
  return ways?.filter(({ third, parts }) => third === 0 || (at + parts <= end && units[at + 2] === third)) ?? nothing
}

const nothing: readonly never[] = []

function pairOf(first: number, second: number): number {
  return first * 0x10000 + second
}

function table(): NonNullable<typeof byParts> {
  if (byParts !== undefined) return byParts
  const made = new Map<number, Way[]>()
  const seen = new Set<string>()
  for (const entry of splitTable.trim().split(/\s+/u)) {
    // The text is folded, so the parts are too: 貝 is 贝 there.
    const signs = [...entry].map(folded)
    const known = signs.join('')
    if (signs.some((sign) => sign.length !== 1) || seen.has(known)) continue
    seen.add(known)
    const [sign = 0, first = 0, second = 0, third = 0] = signs.map((one) => one.charCodeAt(0))
    const way: Way = { sign, parts: signs.length - 1, third }
    const ways = made.get(pairOf(first, second))
    if (ways === undefined) made.set(pairOf(first, second), [way])
    else ways.push(way)
  }
  byParts = made
  return made
}

function folded(sign: string): string {
  const fold = foldSign(sign.codePointAt(0) ?? 0)
  return fold.kind === 'keep' ? fold.value : ''
}
