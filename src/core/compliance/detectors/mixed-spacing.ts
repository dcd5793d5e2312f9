/** One piece, two habits: 在 AI 时代 here and 在AI时代 there. Either will do for the house; both at once will not. */
import { Trait } from '../squeeze'
import type { Detector } from './detector'

/** Fewer places of the rarer habit are slips of the keyboard that nobody sees. */
const fewest = 3

interface Place {
  readonly block: string
  readonly start: number
  readonly end: number
}

export const mixedSpacing: Detector = {
  scope: 'document',
  find: (blocks) => {
    let spaced = 0
    let tight = 0
    let firstSpaced: Place | undefined
    let firstTight: Place | undefined
    for (const { block, traits } of blocks) {
      const { text } = block
      if (block.kind === 'code') continue
      if ((traits & (Trait.digit | Trait.latin)) === 0 && !text.includes('%')) continue
      let before = classAt(text, 0)
      for (let at = 1; at < text.length; at += 1) {
        const unit = text.charCodeAt(at)
        const isGap = unit === space
        const behind = classAt(text, isGap ? at + 1 : at)
        if (behind !== 0 && isBoundary(before, behind)) {
          // With the sign before and the one after: an empty place has no span.
          const place = { block: block.id, start: at - 1, end: at + (isGap ? 2 : 1) }
          if (isGap) {
            spaced += 1
            firstSpaced ??= place
          } else {
            tight += 1
            firstTight ??= place
          }
        }
        before = isGap ? 0 : behind
      }
    }
    if (Math.min(spaced, tight) < fewest) return []
    const rarer = spaced < tight ? firstSpaced : firstTight
    return rarer === undefined ? [] : [{ ...rarer, detail: `${spaced} : ${tight}` }]
  },
}

const space = 0x20
/** Classes of units: 1 Han, 2 a letter or digit of ASCII, 4 the sign that ends a number. */
const Class = { han: 1, latin: 2, percent: 4, unknown: 8 } as const
/** By unit; worked out when it is first met. */
const classes = new Uint8Array(0x10000).fill(Class.unknown)

function classOf(unit: number): number {
  const known = classes[unit] ?? 0
  if (known !== Class.unknown) return known
  return (classes[unit] = workOut(String.fromCharCode(unit)))
}

function workOut(sign: string): number {
  if (/\p{sc=Han}/u.test(sign)) return Class.han
  if (/[A-Za-z\d]/u.test(sign)) return Class.latin
  return sign === '%' ? Class.percent : 0
}

/** Of the character that the unit at `at` is of; 0 where the text ends. */
function classAt(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  if (Number.isNaN(unit)) return 0
  if ((unit & 0xf800) !== 0xd800) return classOf(unit)
  // A half that stands alone is no character.
  const character = text.codePointAt((unit & 0xfc00) === 0xdc00 ? at - 1 : at) ?? 0
  return character > 0xffff ? workOut(String.fromCodePoint(character)) : 0
}

function isBoundary(before: number, behind: number): boolean {
  return before === Class.han ? behind === Class.latin : behind === Class.han && before !== 0
}
