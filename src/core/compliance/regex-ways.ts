/**
 * In how many ways one attempt of a regular expression can match at most, as a power of two: what backtracking may try.
 *
 * A choice costs nothing where the next character decides it: `(?:[ -]{0,2}\d){10}` has one way, because no character
 * is both a separator and a digit. `(?:a{0,20}){0,20}` has 2^88.
 */
import type { RegexNode } from './regex-tree'

/** The characters that something can begin with, as sources of one character each; undefined: any. */
type First = readonly string[] | undefined

interface Beginning {
  readonly first: First
  /** It can also match nothing. */
  readonly empty: boolean
}

/** `follow`: what can come behind the node. Nothing at the end of the pattern, where a match is never taken back. */
export function waysLog2(node: RegexNode, follow: First = []): number {
  switch (node.kind) {
    case 'char':
    case 'backreference':
      return 0
    case 'assertion':
      return node.body === undefined ? 0 : waysLog2(node.body)
    case 'sequence':
      return node.parts.reduce(
        (sum, part, index) => sum + waysLog2(part, behind(node.parts.slice(index + 1), follow)),
        0,
      )
    case 'alternatives': {
      const ways = node.parts.map((part) => waysLog2(part, follow))
      return areExclusive(node.parts.map(beginning)) ? Math.max(...ways) : logOfSum(ways)
    }
    case 'repeat': {
      const { first, empty } = beginning(node.body)
      const again = node.most > 1 ? union(first, follow) : follow
      const decided = node.least === node.most || (!empty && areDisjoint(first, follow))
      return (decided ? 0 : Math.log2(node.most - node.least + 1)) + node.most * waysLog2(node.body, again)
    }
  }
}

/** The largest bound of a repetition in the node; Infinity for `*` and `+`. */
export function largestRepeat(node: RegexNode): number {
  switch (node.kind) {
    case 'char':
    case 'backreference':
      return 0
    case 'assertion':
      return node.body === undefined ? 0 : largestRepeat(node.body)
    case 'sequence':
    case 'alternatives':
      return Math.max(0, ...node.parts.map(largestRepeat))
    case 'repeat':
      return Math.max(node.most, largestRepeat(node.body))
  }
}

export function hasBackreference(node: RegexNode): boolean {
  switch (node.kind) {
    case 'char':
      return false
    case 'backreference':
      return true
    case 'assertion':
      return node.body !== undefined && hasBackreference(node.body)
    case 'sequence':
    case 'alternatives':
      return node.parts.some(hasBackreference)
    case 'repeat':
      return hasBackreference(node.body)
  }
}

function behind(rest: readonly RegexNode[], follow: First): First {
  let first: First = []
  for (const node of rest) {
    const begin = beginning(node)
    first = union(first, begin.first)
    if (!begin.empty) return first
  }
  return union(first, follow)
}

function beginning(node: RegexNode): Beginning {
  switch (node.kind) {
    case 'char':
      // Only the basic plane is compared below.
      return { first: /[\u{10000}-\u{10ffff}]|\\u\{/u.test(node.source) ? undefined : [node.source], empty: false }
    case 'backreference':
      return { first: undefined, empty: true }
    case 'assertion':
      // It can only forbid what follows, so what follows is still what can come.
      return { first: [], empty: true }
    case 'sequence':
      return { first: behind(node.parts, []), empty: node.parts.every((part) => beginning(part).empty) }
    case 'alternatives': {
      const parts = node.parts.map(beginning)
      return {
        first: parts.reduce<First>((all, part) => union(all, part.first), []),
        empty: parts.some((part) => part.empty),
      }
    }
    case 'repeat': {
      const { first, empty } = beginning(node.body)
      return { first, empty: empty || node.least === 0 }
    }
  }
}

function union(a: First, b: First): First {
  return a === undefined || b === undefined ? undefined : [...new Set([...a, ...b])]
}

function areExclusive(parts: readonly Beginning[]): boolean {
  if (parts.some((part) => part.empty)) return false
  return parts.every((part, index) => parts.slice(index + 1).every((other) => areDisjoint(part.first, other.first)))
}

/** Every character of the basic plane once, line breaks and surrogates left out: the dot and `u` treat those apart. */
const basicPlane = Array.from({ length: 0xd800 - 0x20 }, (_, i) => String.fromCharCode(0x20 + i))
  .concat(Array.from({ length: 0x10000 - 0xe000 }, (_, i) => String.fromCharCode(0xe000 + i)))
  .join('')

/** A character that stands for itself. What is escaped, a class or the dot may stand for others. */
const isLiteral = (source: string): boolean => source.length === 1 && source !== '.'

function areDisjoint(a: First, b: First): boolean {
  if (a === undefined || b === undefined) return false
  const others = new Set(b)
  if (a.some((source) => others.has(source))) return false
  const classes = b.filter((source) => !isLiteral(source))
  // Two characters that both stand for themselves are the same or not; most are such.
  return a.every((source) => (isLiteral(source) ? classes : b).every((other) => isApart(source, other)))
}

const knownApart = new Map<string, boolean>()

function isApart(a: string, b: string): boolean {
  const key = `(?=${a})${b}`
  let apart = knownApart.get(key)
  if (apart === undefined) {
    const both = new RegExp(key, 'u')
    const literal = [a, b].find(isLiteral)
    apart = !both.test(literal ?? basicPlane)
    knownApart.set(key, apart)
  }
  return apart
}

function logOfSum(ways: readonly number[]): number {
  return Math.log2(ways.reduce((sum, each) => sum + 2 ** Math.min(each, 100), 0))
}
