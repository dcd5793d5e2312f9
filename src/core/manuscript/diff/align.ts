/**
 * Which paragraph of the old text is which of the new one: equal ones first, then like ones, in the order that keeps the most
 * of both texts; what is left over is looked for elsewhere (moved), or beside a pair (split, merged).
 */
import { letterCount } from './comparable'
import { heaviestChain, type WeighedPair } from './heaviest-chain'
import { CANDIDATES_MAX, GAP_CELLS_MAX, SHINGLE_BLOCKS_MAX, SPLIT_MAX } from './limits'
import { containment, likeness, shinglesOf, type Shingles } from './shingles'

/** What is aligned: a paragraph, or a table as a whole. */
export interface Unit {
  readonly kind: 'block' | 'table'
  /** Compared as it is: width folded, pictures told apart. */
  readonly text: string
}

export type Pairing =
  | { readonly kind: 'pair'; readonly old: readonly number[]; readonly new: readonly number[] }
  | { readonly kind: 'moved'; readonly old: readonly number[]; readonly new: readonly number[] }

/** Paragraphs that stand where they stood belong together from here on. */
const LIKE_IN_ORDER = 0.25
/** What is found elsewhere has to be more alike: nobody is there to confirm it by its neighbours. */
const LIKE_MOVED = 0.5
/** Letters of a paragraph that moved and changed, and of one that only moved: shorter ones are too common. */
const MOVED_LETTERS = 12
const MOVED_EQUAL_LETTERS = 4
/** A pair counts only if neither side has a far better one. */
const NEAR_BEST = 0.6
/** How much of a neighbour must stand in a paragraph for it to be a part of it, and by how much both together are more alike. */
const PART_OF = 0.6
const BETTER_TOGETHER = 0.05

interface Candidate extends WeighedPair {
  readonly like: number
}

export function alignUnits(old: readonly Unit[], next: readonly Unit[]): Pairing[] {
  return new Alignment(old, next).pairings()
}

class Alignment {
  private readonly oldShingles: readonly Shingles[]
  private readonly newShingles: readonly Shingles[]
  /** What each unit is paired with; -1 for nothing yet. */
  private readonly mateOfOld: number[]
  private readonly mateOfNew: number[]
  private movedOld: ReadonlySet<number> = new Set()

  constructor(
    private readonly old: readonly Unit[],
    private readonly next: readonly Unit[],
  ) {
    this.oldShingles = old.map(({ text }) => shinglesOf(text))
    this.newShingles = next.map(({ text }) => shinglesOf(text))
    this.mateOfOld = old.map(() => -1)
    this.mateOfNew = next.map(() => -1)
  }

  pairings(): Pairing[] {
    const equal = this.equalPairs()
    const like = this.likePairs(equal)
    const chain = heaviestChain([...equal, ...like])
    for (const { old, new: to } of chain) this.join(old, to)
    this.fillGaps(chain)
    const moved = this.findMoved(like)
    const grown = this.growParts()
    return [
      ...grown.map((pair) => ({ kind: 'pair' as const, ...pair })),
      ...moved.map(({ old, new: to }) => ({ kind: 'moved' as const, old: [old], new: [to] })),
    ]
  }

  private join(old: number, to: number): void {
    this.mateOfOld[old] = to
    this.mateOfNew[to] = old
  }

  private isFree(old: number, to: number): boolean {
    return this.mateOfOld[old] === -1 && this.mateOfNew[to] === -1
  }

  private isSameKind(old: number, to: number): boolean {
    return this.old[old]?.kind === this.next[to]?.kind
  }

  private like(old: number, to: number): number {
    if (!this.isSameKind(old, to)) return 0
    const [a, b] = [this.oldShingles[old], this.newShingles[to]]
    return a === undefined || b === undefined ? 0 : likeness(a, b)
  }

  /** Texts that both have equally often, the first with the first. What repeats unequally is decided by its neighbours. */
  private equalPairs(): Candidate[] {
    const groups = new Map<string, { old: number[]; new: number[] }>()
    const note = (units: readonly Unit[], side: 'old' | 'new'): void =>
      units.forEach(({ kind, text }, at) => {
        if (letterCount(text) === 0) return
        const key = `${kind} ${text}`
        const group = groups.get(key) ?? { old: [], new: [] }
        group[side].push(at)
        groups.set(key, group)
      })
    note(this.old, 'old')
    note(this.next, 'new')
    return [...groups.values()].flatMap((group) =>
      group.old.length === group.new.length
        ? group.old.map((old, at) => ({
            old,
            new: group.new[at] ?? 0,
            weight: letterCount(this.old[old]?.text ?? '') + 1,
            like: 1,
          }))
        : [],
    )
  }

  /** For each old unit without an equal one, those of the new ones that share the most with it. */
  private likePairs(equal: readonly Candidate[]): Candidate[] {
    const settledOld = new Set(equal.map(({ old }) => old))
    const settledNew = new Set(equal.map(({ new: to }) => to))
    const byShingle = new Map<number, number[]>()
    this.newShingles.forEach(({ counts }, to) => {
      if (settledNew.has(to)) return
      for (const shingle of counts.keys()) {
        const list = byShingle.get(shingle)
        if (list === undefined) byShingle.set(shingle, [to])
        else list.push(to)
      }
    })
    const found: Candidate[] = []
    this.oldShingles.forEach(({ counts }, old) => {
      if (settledOld.has(old)) return
      const shared = new Map<number, number>()
      for (const shingle of counts.keys()) {
        const list = byShingle.get(shingle)
        if (list === undefined || list.length > SHINGLE_BLOCKS_MAX) continue
        for (const to of list) shared.set(to, (shared.get(to) ?? 0) + 1)
      }
      const most = [...shared].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, CANDIDATES_MAX)
      for (const [to] of most) {
        const like = this.like(old, to)
        if (like >= LIKE_IN_ORDER) found.push({ old, new: to, like, weight: this.weightOf(old, to, like) })
      }
    })
    const bestOfOld = new Map<number, number>()
    const bestOfNew = new Map<number, number>()
    for (const { old, new: to, like } of found) {
      bestOfOld.set(old, Math.max(like, bestOfOld.get(old) ?? 0))
      bestOfNew.set(to, Math.max(like, bestOfNew.get(to) ?? 0))
    }
    return found.filter(
      ({ old, new: to, like }) =>
        like >= NEAR_BEST * (bestOfOld.get(old) ?? 0) && like >= NEAR_BEST * (bestOfNew.get(to) ?? 0),
    )
  }

  private weightOf(old: number, to: number, like: number): number {
    const letters = Math.min(letterCount(this.old[old]?.text ?? ''), letterCount(this.next[to]?.text ?? ''))
    return like * like * (letters + 1)
  }

  /** Between two sure pairs: what is equal there, though it repeats elsewhere or has no letters, and what is like enough. */
  private fillGaps(chain: readonly WeighedPair[]): void {
    const ends = [...chain, { old: this.old.length, new: this.next.length, weight: 0 }]
    let oldAt = 0
    let newAt = 0
    for (const end of ends) {
      this.fillGap(range(oldAt, end.old), range(newAt, end.new))
      oldAt = end.old + 1
      newAt = end.new + 1
    }
  }

  private fillGap(olds: readonly number[], news: readonly number[]): void {
    if (olds.length === 0 || news.length === 0 || olds.length * news.length > GAP_CELLS_MAX) return
    const pairs: Candidate[] = []
    for (const old of olds) {
      for (const to of news) {
        const isEqual = this.isSameKind(old, to) && this.old[old]?.text === this.next[to]?.text
        const like = isEqual ? 1 : this.like(old, to)
        // An equal line without letters (a rule of dashes, an empty line) weighs least.
        if (isEqual || like >= LIKE_IN_ORDER) pairs.push({ old, new: to, like, weight: this.weightOf(old, to, like) })
      }
    }
    for (const { old, new: to } of heaviestChain(pairs)) this.join(old, to)
  }

  /** What is left over on both sides and equal or very like. */
  private findMoved(like: readonly Candidate[]): WeighedPair[] {
    const moved: WeighedPair[] = []
    const byText = new Map<string, number[]>()
    this.next.forEach(({ kind, text }, to) => {
      if (this.mateOfNew[to] !== -1 || letterCount(text) < MOVED_EQUAL_LETTERS) return
      const key = `${kind} ${text}`
      byText.set(key, [...(byText.get(key) ?? []), to])
    })
    this.old.forEach(({ kind, text }, old) => {
      if (this.mateOfOld[old] !== -1) return
      const to = byText.get(`${kind} ${text}`)?.shift()
      if (to === undefined) return
      this.join(old, to)
      moved.push({ old, new: to, weight: 1 })
    })
    for (const pair of like.toSorted((a, b) => b.like - a.like || a.old - b.old || a.new - b.new)) {
      if (pair.like < LIKE_MOVED || !this.isFree(pair.old, pair.new)) continue
      if (letterCount(this.old[pair.old]?.text ?? '') < MOVED_LETTERS) continue
      this.join(pair.old, pair.new)
      moved.push(pair)
    }
    this.movedOld = new Set(moved.map(({ old }) => old))
    return moved
  }

  /** A pair takes in neighbours without one where both together are more alike than the pair alone. */
  private growParts(): { old: number[]; new: number[] }[] {
    const pairs: { old: number[]; new: number[] }[] = []
    // As they are now: what a pair takes in is no pair of its own.
    const mates = [...this.mateOfOld]
    mates.forEach((to, old) => {
      if (to < 0 || this.movedOld.has(old)) return
      const pair = { old: [old], new: [to] }
      pairs.push(pair)
      if (this.old[old]?.kind !== 'block' || this.old[old]?.text === this.next[to]?.text) return
      this.grow(pair, 'new', this.next, this.mateOfNew, this.oldShingles[old])
      if (pair.new.length === 1) this.grow(pair, 'old', this.old, this.mateOfOld, this.newShingles[to])
    })
    return pairs
  }

  private grow(
    pair: { old: number[]; new: number[] },
    side: 'old' | 'new',
    units: readonly Unit[],
    mates: number[],
    whole: Shingles | undefined,
  ): void {
    if (whole === undefined) return
    const part = pair[side]
    const textOf = (indexes: readonly number[]): string => indexes.map((at) => units[at]?.text ?? '').join('\n')
    let like = likeness(shinglesOf(textOf(part)), whole)
    for (const step of [1, -1] as const) {
      while (part.length < SPLIT_MAX) {
        const at = ((step === 1 ? part.at(-1) : part[0]) ?? 0) + step
        const unit = units[at]
        if (unit?.kind !== 'block' || mates[at] !== -1 || letterCount(unit.text) === 0) break
        if (containment(shinglesOf(unit.text), whole) < PART_OF) break
        const grown = step === 1 ? [...part, at] : [at, ...part]
        const together = likeness(shinglesOf(textOf(grown)), whole)
        if (together < like + BETTER_TOGETHER) break
        like = together
        mates[at] = side === 'new' ? (pair.old[0] ?? 0) : (pair.new[0] ?? 0)
        if (step === 1) part.push(at)
        else part.unshift(at)
      }
    }
  }
}

function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_none, at) => start + at)
}
