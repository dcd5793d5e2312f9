/** Contexts in which a hit does not count: the first remedy against the false alarm (女装 is not 装, 增加微信支付 is not 加微信). */
import { fold } from './fold'
import type { Normalised } from './normalise'
import { viewRange, type Range } from './offset-map'
import type { Except } from './rule-pack'
import { sentenceAround } from './sentence'
import { squeezedWord } from './squeezed-word'

/** The same words, folded; those that contain a hit are squeezed as the hit's text is. */
export interface CompiledExcept {
  readonly inside: readonly string[]
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly sentence: readonly string[]
}

/** How near `before` and `after` must be, in UTF-16 units of the folded text. */
export const exceptReach = 16

export function compileExcept(except: Except | undefined): CompiledExcept | undefined {
  if (except === undefined) return undefined
  const folded = (word: string): string => fold(word).text
  return {
    inside: except.inside.map((word) => squeezedWord(word)),
    before: except.before.map(folded),
    after: except.after.map(folded),
    sentence: except.sentence.map(folded),
  }
}

/** Whether the hit of source range `hit` stands in one of the contexts. */
export function isExcepted(views: Normalised, hit: Range, except: CompiledExcept): boolean {
  if (except.inside.length > 0 && isInside(views, hit, except.inside)) return true
  if (except.before.length + except.after.length + except.sentence.length === 0) return false
  const { text, map } = views.folded
  const { from, to } = viewRange(map, hit.start, hit.end)
  const sentence = sentenceAround(text, from, to)
  const before = text.slice(Math.max(sentence.start, from - exceptReach), from)
  const after = text.slice(to, Math.min(sentence.end, to + exceptReach))
  if (except.before.some((word) => before.includes(word)) || except.after.some((word) => after.includes(word)))
    return true
  if (except.sentence.length === 0) return false
  const whole = text.slice(sentence.start, sentence.end)
  return except.sentence.some((word) => whole.includes(word))
}

/** Whether the hit is part of one of the longer words, squeezed. */
export function isInside(views: Normalised, hit: Range, words: readonly string[]): boolean {
  const { text, map } = views.squeezed
  const { from, to } = viewRange(map, hit.start, hit.end)
  // Only where it could lie: a search would run to the end of the text for every word that is not in it.
  return words.some((word) => {
    for (let at = Math.max(0, to - word.length); at <= from; at += 1) if (text.startsWith(word, at)) return true
    return false
  })
}
