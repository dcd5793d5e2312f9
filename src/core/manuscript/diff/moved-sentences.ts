/**
 * Sentences that an author took from one place and put, word for word, into another: inside a paragraph, or from one to another.
 *
 * A sentence stays where it is if it keeps its order among the equal ones of its paragraph. What is left over on both sides and
 * equal has moved. Sentences are found by their text, so the work grows with the length of the texts, however they were shuffled.
 */
import type { DiffRow, DiffRun, MovedPart, RowStretch, SentenceMove } from '@shared/manuscript/version-diff'
import { letterCount } from './comparable'
import { heaviestChain, type WeighedPair } from './heaviest-chain'
import { diffRuns, RunList } from './diff-runs'

/** Letters of a sentence that moved alone; shorter ones are too common, and go along with a neighbour only. */
const SENTENCE_LETTERS = 6

/** What both sides of a row say, its blocks joined by `\n`; empty where it has none. */
export interface RowText {
  readonly old: string
  readonly new: string
}

interface Sentence {
  readonly row: number
  /** Its place among the sentences of its side. */
  readonly at: number
  readonly start: number
  readonly end: number
  readonly text: string
}

export type MovedStretch = Omit<SentenceMove, 'formats'>

/** `textOf`: null for a row that is not looked into. */
export function movedSentences(rows: readonly DiffRow[], textOf: (row: DiffRow) => RowText | null): MovedStretch[] {
  const gone: Sentence[] = []
  const come: Sentence[] = []
  rows.forEach((row, at) => {
    const text = textOf(row)
    if (text === null) return
    const old = sentencesIn(text.old, at)
    const next = sentencesIn(text.new, at)
    const stayed = stayingPairs(old, next)
    const stayedOld = new Set(stayed.map((pair) => pair.old))
    const stayedNew = new Set(stayed.map((pair) => pair.new))
    gone.push(...old.filter((sentence) => !stayedOld.has(sentence.at)))
    come.push(...next.filter((sentence) => !stayedNew.has(sentence.at)))
  })
  return joined(matched(gone, come))
}

/** Signs that end a sentence, with the quotes and brackets that close behind them. A full stop of Latin text wants a blank. */
const SENTENCE = /[^。！？!?；;…\n\u2028.]*(?:(?:[。！？!?；;…]+|\.+(?=\s|$))[”’」』）)"']*|\.+|$|(?=[\n\u2028]))/uy

function sentencesIn(text: string, row: number): Sentence[] {
  const sentences: Sentence[] = []
  let open: { start: number } | null = null
  const close = (end: number): void => {
    if (open === null) return
    const raw = text.slice(open.start, end)
    const start = open.start + raw.length - raw.trimStart().length
    const trimmed = raw.trim()
    if (trimmed !== '') sentences.push({ row, at: sentences.length, start, end: start + trimmed.length, text: trimmed })
    open = null
  }
  let at = 0
  while (at < text.length) {
    SENTENCE.lastIndex = at
    const part = SENTENCE.exec(text)?.[0] ?? ''
    open ??= { start: at }
    at += part.length
    // A dot inside a number or an address ends nothing.
    if (part.endsWith('.') && at < text.length && !/\s/.test(text.charAt(at))) continue
    close(at)
    while (text.charAt(at) === '\n' || text.charAt(at) === '\u2028') at += 1
  }
  close(at)
  return sentences
}

/** By their text, the first with the first. */
function byText(sentences: readonly Sentence[]): Map<string, Sentence[]> {
  const groups = new Map<string, Sentence[]>()
  for (const sentence of sentences) {
    const group = groups.get(sentence.text)
    if (group === undefined) groups.set(sentence.text, [sentence])
    else group.push(sentence)
  }
  return groups
}

function stayingPairs(old: readonly Sentence[], next: readonly Sentence[]): WeighedPair[] {
  let lead = 0
  while (lead < old.length && lead < next.length && old[lead]?.text === next[lead]?.text) lead += 1
  let tail = 0
  while (
    tail < Math.min(old.length, next.length) - lead &&
    old[old.length - 1 - tail]?.text === next[next.length - 1 - tail]?.text
  ) {
    tail += 1
  }
  const pairs: WeighedPair[] = []
  for (let at = 0; at < lead; at += 1) pairs.push({ old: at, new: at, weight: 0 })
  for (let by = 1; by <= tail; by += 1) pairs.push({ old: old.length - by, new: next.length - by, weight: 0 })
  const later = byText(next.slice(lead, next.length - tail))
  const inside = old.slice(lead, old.length - tail).flatMap((sentence) => {
    const mate = later.get(sentence.text)?.shift()
    return mate === undefined ? [] : [{ old: sentence.at, new: mate.at, weight: letterCount(sentence.text) + 1 }]
  })
  return [...pairs, ...heaviestChain(inside)]
}

interface Match {
  readonly old: Sentence
  readonly new: Sentence
}

function matched(gone: readonly Sentence[], come: readonly Sentence[]): Match[] {
  const matches: Match[] = []
  const free = { gone: new Set(gone), come: new Set(come) }
  const placeOf = ({ row, at }: Sentence, by: number): string => `${row} ${at + by}`
  const goneAt = new Map(gone.map((sentence) => [placeOf(sentence, 0), sentence]))
  const comeAt = new Map(come.map((sentence) => [placeOf(sentence, 0), sentence]))
  const take = (match: Match): void => {
    free.gone.delete(match.old)
    free.come.delete(match.new)
    matches.push(match)
  }
  /** What stood beside it and stands beside it still went along, however short it is. */
  const takeAlong = (match: Match, by: 1 | -1): void => {
    for (let step = by; ; step += by) {
      const [old, next] = [goneAt.get(placeOf(match.old, step)), comeAt.get(placeOf(match.new, step))]
      if (old === undefined || next === undefined || old.text !== next.text) return
      if (!free.gone.has(old) || !free.come.has(next)) return
      take({ old, new: next })
    }
  }
  const later = byText(come)
  // Those that can be nothing else come first: what stands beside them is settled by them.
  const often = byText(gone)
  const rare = (sentence: Sentence): number =>
    (often.get(sentence.text)?.length ?? 0) + (later.get(sentence.text)?.length ?? 0)
  for (const old of gone.toSorted((a, b) => rare(a) - rare(b))) {
    if (!free.gone.has(old) || letterCount(old.text) < SENTENCE_LETTERS) continue
    const mates = later.get(old.text)
    while (mates !== undefined && mates[0] !== undefined && !free.come.has(mates[0])) mates.shift()
    const next = mates?.[0]
    if (next === undefined) continue
    const match = { old, new: next }
    take(match)
    takeAlong(match, 1)
    takeAlong(match, -1)
  }
  return matches
}

/** Neighbours that are neighbours still, with nothing between, are one. In the order of the new text. */
function joined(matches: readonly Match[]): MovedStretch[] {
  const moves: { old: RowStretch; new: RowStretch }[] = []
  let last: Match | null = null
  const sorted = matches.toSorted((a, b) => a.new.row - b.new.row || a.new.at - b.new.at)
  for (const match of sorted) {
    const move = moves.at(-1)
    const { old, new: to } = match
    const follows =
      last?.old.row === old.row && last.new.row === to.row && old.start === last.old.end && to.start === last.new.end
    if (move !== undefined && follows) {
      move.old.end = old.end
      move.new.end = to.end
    } else {
      moves.push({
        old: { row: old.row, start: old.start, end: old.end },
        new: { row: to.row, start: to.start, end: to.end },
      })
    }
    last = match
  }
  return moves
}

/** The runs of a row: what stands around the sentences that moved, both in their order, is compared without them. */
export function runsAround(text: RowText, away: readonly MovedPart[], here: readonly MovedPart[]): DiffRun[] {
  const left = [...away]
  const right = [...here]
  const runs = new RunList()
  let oldAt = 0
  let newAt = 0
  const pass = (): void => {
    for (; left[0]?.start === oldAt; left.shift()) {
      runs.add('removed', left[0].end - left[0].start)
      oldAt = left[0].end
    }
    for (; right[0]?.start === newAt; right.shift()) {
      runs.add('added', right[0].end - right[0].start)
      newAt = right[0].end
    }
  }
  for (const { kind, length } of diffRuns(without(text.old, left), without(text.new, right))) {
    for (let rest = length; rest > 0;) {
      pass()
      let step = rest
      if (kind !== 'added') step = Math.min(step, (left[0]?.start ?? Infinity) - oldAt)
      if (kind !== 'removed') step = Math.min(step, (right[0]?.start ?? Infinity) - newAt)
      runs.add(kind, step)
      if (kind !== 'added') oldAt += step
      if (kind !== 'removed') newAt += step
      rest -= step
    }
  }
  pass()
  return runs.runs
}

function without(text: string, stretches: readonly MovedPart[]): string {
  let kept = ''
  let at = 0
  for (const { start, end } of stretches) {
    kept += text.slice(at, start)
    at = end
  }
  return kept + text.slice(at)
}
