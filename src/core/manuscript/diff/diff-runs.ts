/**
 * What changed between two texts, by character, in runs that people can read.
 *
 * Texts of a paragraph's length are compared at once, longer ones by sentence first. Nothing here watches a clock, so the same
 * texts always give the same runs; what bounds the work are the limits, and behind them the worker's deadline.
 */
import { DIFF_DELETE, DIFF_EQUAL, diffCleanupSemantic, diffMain, type Diff } from 'diff-match-patch-es'
import type { DiffRun } from '@shared/manuscript/version-diff'
import { CHARACTER_DIFF_MAX, SENTENCE_DIFF_MAX } from './limits'

type Kind = DiffRun['kind']

/**
 * `readable`: few characters that agree between many that do not are taken for changed as well, as people see it. `traceable`: only
 * those that may agree by chance are, so that words can be followed.
 */
export type RunStyle = 'readable' | 'traceable'

/** Characters that are believed to be the same ones whatever stands around them. */
const NO_CHANCE = 4

/** Runs that lead from `before` to `after`: `same` and `removed` spell the one, `same` and `added` the other. */
export function diffRuns(before: string, after: string, style: RunStyle = 'readable'): DiffRun[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', length: before.length }]
  let lead = 0
  const shorter = Math.min(before.length, after.length)
  while (lead < shorter && before.charCodeAt(lead) === after.charCodeAt(lead)) lead += 1
  let tail = 0
  while (
    tail < shorter - lead &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1
  }
  const runs = new RunList()
  runs.add('same', lead)
  middle(runs, before.slice(lead, before.length - tail), after.slice(lead, after.length - tail), style)
  runs.add('same', tail)
  return wholeCharacters(slideToBoundaries(runs.runs, before, after), before, after)
}

function middle(runs: RunList, before: string, after: string, style: RunStyle): void {
  if (before.length + after.length <= CHARACTER_DIFF_MAX || before === '' || after === '') {
    byCharacter(runs, before, after, style)
    return
  }
  let removed = ''
  let added = ''
  const replaced = (): void => {
    if (removed.length + added.length <= CHARACTER_DIFF_MAX) byCharacter(runs, removed, added, style)
    else {
      runs.add('removed', removed.length)
      runs.add('added', added.length)
    }
    removed = ''
    added = ''
  }
  for (const { kind, text } of bySentence(before, after)) {
    if (kind === 'removed') removed += text
    else if (kind === 'added') added += text
    else {
      replaced()
      runs.add('same', text.length)
    }
  }
  replaced()
}

function byCharacter(runs: RunList, before: string, after: string, style: RunStyle): void {
  const diffs = before === '' || after === '' ? [] : diffMain(before, after, { diffTimeout: 0 }, false)
  if (diffs.length === 0) {
    runs.add('removed', before.length)
    runs.add('added', after.length)
    return
  }
  if (style === 'readable') diffCleanupSemantic(diffs)
  diffs.forEach((diff, at) => {
    const { length } = diff[1]
    if (diff[0] === DIFF_EQUAL && style === 'traceable' && isChance(diffs, at)) {
      runs.add('removed', length)
      runs.add('added', length)
    } else runs.add(kindOf(diff), length)
  })
}

/** Few characters between longer changes on both sides. */
function isChance(diffs: readonly Diff[], at: number): boolean {
  const length = diffs[at]?.[1].length ?? 0
  if (length >= NO_CHANCE) return false
  const changed = (step: 1 | -1): number => {
    let most = 0
    for (let near = at + step; diffs[near] !== undefined && diffs[near]?.[0] !== DIFF_EQUAL; near += step) {
      most = Math.max(most, diffs[near]?.[1].length ?? 0)
    }
    return most
  }
  return changed(1) >= length && changed(-1) >= length
}

function kindOf([operation]: Diff): Kind {
  return operation === DIFF_EQUAL ? 'same' : operation === DIFF_DELETE ? 'removed' : 'added'
}

/** Each different sentence as one character, so that the same comparison serves. */
function bySentence(before: string, after: string): { kind: Kind; text: string }[] {
  const old = sentencesOf(before)
  const next = sentencesOf(after)
  if (Math.max(old.length, next.length) > SENTENCE_DIFF_MAX) {
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]
  }
  // Numbered from 0, at most twice the limit: below the surrogates.
  const numbers = new Map<string, number>()
  const encode = (list: readonly string[]): string =>
    list
      .map((sentence) => {
        const number = numbers.get(sentence) ?? numbers.size
        numbers.set(sentence, number)
        return String.fromCharCode(number)
      })
      .join('')
  const diffs = diffMain(encode(old), encode(next), { diffTimeout: 0 }, false)
  const sentences = [...numbers.keys()]
  return diffs.map((diff) => ({
    kind: kindOf(diff),
    text: Array.from(diff[1], (one) => sentences[one.charCodeAt(0)] ?? '').join(''),
  }))
}

/** Sentences with what ends them; a text without ends is cut at commas as well. */
function sentencesOf(text: string): string[] {
  return text.match(/[^。！？!?；;.\n\u2028，,]*[。！？!?；;.\n\u2028，,]+|[^。！？!?；;.\n\u2028，,]+$/gu) ?? []
}

/** Runs in order: neighbours of a kind are one, and what was removed stands before what was added. */
export class RunList {
  readonly runs: { kind: Kind; length: number }[] = []

  add(kind: Kind, length: number): void {
    if (length === 0) return
    const last = this.runs.at(-1)
    if (last?.kind === kind) last.length += length
    else if (kind === 'removed' && last?.kind === 'added') {
      const before = this.runs.at(-2)
      if (before?.kind === 'removed') before.length += length
      else this.runs.splice(-1, 0, { kind, length })
    } else this.runs.push({ kind, length })
  }
}

/** How well a text is cut between two of its characters: at the end of a sentence best, inside a Latin word worst. */
function boundary(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return 6
  const before = text.charAt(at - 1)
  const after = text.charAt(at)
  if (before === '\n' || after === '\n') return 5
  if (/[。！？!?；;…]/u.test(before)) return 4
  if (/[，、,：:）)》」』”]/u.test(before)) return 3
  if (/[（(《「『“\s]/u.test(after) || /\s/u.test(before)) return 2
  return /[\p{Script=Latin}\p{Nd}]/u.test(before) && /[\p{Script=Latin}\p{Nd}]/u.test(after) ? 0 : 1
}

/** One insertion or deletion between two same runs may stand a little earlier or later: where it reads best. */
function slideToBoundaries(runs: readonly DiffRun[], before: string, after: string): DiffRun[] {
  const slid = runs.map((run) => ({ ...run }))
  let oldAt = 0
  let newAt = 0
  for (let at = 0; at < slid.length; at += 1) {
    const run = slid[at]
    if (run === undefined) break
    const [left, right] = [slid[at - 1], slid[at + 1]]
    if (run.kind !== 'same' && left?.kind === 'same' && right?.kind === 'same') {
      const text = run.kind === 'removed' ? before : after
      const start = run.kind === 'removed' ? oldAt : newAt
      const shift = bestShift(text, start, run.length, left.length, right.length)
      left.length += shift
      right.length -= shift
      oldAt += shift
      newAt += shift
    }
    if (run.kind !== 'added') oldAt += run.length
    if (run.kind !== 'removed') newAt += run.length
  }
  const merged = new RunList()
  for (const run of slid) merged.add(run.kind, run.length)
  return merged.runs
}

function bestShift(text: string, start: number, length: number, left: number, right: number): number {
  const score = (shift: number): number => boundary(text, start + shift) + boundary(text, start + shift + length)
  let best = 0
  let most = score(0)
  const consider = (shift: number): void => {
    if (score(shift) <= most) return
    most = score(shift)
    best = shift
  }
  for (let by = 1; by <= left && text.charCodeAt(start - by) === text.charCodeAt(start + length - by); by += 1) {
    consider(-by)
  }
  for (
    let by = 1;
    by <= right && text.charCodeAt(start + by - 1) === text.charCodeAt(start + length + by - 1);
    by += 1
  ) {
    consider(by)
  }
  return best
}

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff

/** No run begins or ends inside a surrogate pair: half a character that both texts have is no character. */
function wholeCharacters(runs: readonly DiffRun[], before: string, after: string): DiffRun[] {
  const whole = new RunList()
  let oldAt = 0
  let newAt = 0
  for (const { kind, length } of runs) {
    if (kind === 'removed') {
      whole.add(kind, length)
      oldAt += length
      continue
    }
    if (kind === 'added') {
      whole.add(kind, length)
      newAt += length
      continue
    }
    const cutBefore =
      isLow(before.charCodeAt(oldAt)) &&
      (isHigh(before.charCodeAt(oldAt - 1)) || isHigh(after.charCodeAt(newAt - 1))) &&
      // Not where both texts have the whole pair: its first half is in the run before then.
      whole.runs.at(-1)?.kind !== 'same'
        ? 1
        : 0
    const oldEnd = oldAt + length
    const newEnd = newAt + length
    const cutAfter =
      length > cutBefore &&
      isHigh(before.charCodeAt(oldEnd - 1)) &&
      (isLow(before.charCodeAt(oldEnd)) || isLow(after.charCodeAt(newEnd)))
        ? 1
        : 0
    if (cutBefore === 1) {
      whole.add('removed', 1)
      whole.add('added', 1)
    }
    whole.add('same', length - cutBefore - cutAfter)
    if (cutAfter === 1) {
      whole.add('removed', 1)
      whole.add('added', 1)
    }
    oldAt = oldEnd
    newAt = newEnd
  }
  return whole.runs
}
