/** Characters written as their parts: 亻弋 for 代. */
import { foldSign } from './fold-code-point'
import { splitTable } from './tables/split-table'

/** How a character can be put together from here on: so many units of the text make the character. */
export interface Joined {
  readonly sign: number
  readonly parts: number
}

let byFirstPart: ReadonlyMap<number, readonly (Joined & { readonly rest: string })[]> | undefined
const firstParts = new Uint8Array(0x10000)

/** 1 for every unit that a character's parts can begin with. */
export function firstPartFlags(): Uint8Array {
  table()
  return firstParts
}

/** What the squeezed units from `at` on can be put together to; most often nothing. */
export function joinedAt(units: Uint16Array, at: number, end: number): readonly Joined[] {
  const first = units[at] ?? 0
  if ((firstPartFlags()[first] ?? 0) === 0) return nothing
  return (table().get(first) ?? nothing).filter(({ rest }) => {
    if (at + rest.length >= end) return false
    for (let i = 0; i < rest.length; i += 1) if (units[at + 1 + i] !== rest.charCodeAt(i)) return false
    return true
  })
}

const nothing: readonly never[] = []

function table(): NonNullable<typeof byFirstPart> {
  if (byFirstPart !== undefined) return byFirstPart
  const made = new Map<number, (Joined & { readonly rest: string })[]>()
  const seen = new Set<string>()
  for (const entry of splitTable.trim().split(/\s+/u)) {
    // The text is folded, so the parts are too: 貝 is 贝 there.
    const [sign = '', first = '', ...rest] = [...entry].map(folded)
    const known = `${sign}${first}${rest.join('')}`
    if (rest.some((part) => part.length !== 1) || first.length !== 1 || sign.length !== 1 || seen.has(known)) continue
    seen.add(known)
    const unit = first.charCodeAt(0)
    firstParts[unit] = 1
    const joined = { sign: sign.charCodeAt(0), parts: rest.length + 1, rest: rest.join('') }
    const ways = made.get(unit)
    if (ways === undefined) made.set(unit, [joined])
    else ways.push(joined)
  }
  byFirstPart = made
  return made
}

function folded(sign: string): string {
  const fold = foldSign(sign.codePointAt(0) ?? 0)
  return fold.kind === 'keep' ? fold.value : ''
}
