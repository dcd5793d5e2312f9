/**
 * Canonical JSON (RFC 8785, JCS): members sorted by their names' UTF-16 code units, no white space,
 * numbers and strings as ECMAScript writes them. Equal values give equal bytes, so they can be hashed.
 */

import { isWellFormed } from './well-formed'

/** Arrays and objects inside one another. Documents stay under 100; past this a value is hostile or a cycle. */
export const CANONICAL_JSON_DEPTH = 512

/**
 * Throws on what JSON cannot say (a number that is not finite, half of a surrogate pair, an instance of
 * a class, `undefined` in an array) instead of saying something else. As in `JSON.stringify`, a member
 * that is `undefined` is not there.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0)
}

function write(value: unknown, depth: number): string {
  if (depth > CANONICAL_JSON_DEPTH) throw new Error(`canonical JSON nests at most ${CANONICAL_JSON_DEPTH} deep`)
  switch (typeof value) {
    case 'boolean':
      return String(value)
    case 'number':
      if (!Number.isFinite(value)) throw new Error(`${value} has no canonical JSON`)
      return JSON.stringify(value)
    case 'string':
      return writeString(value)
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? writeArray(value, depth) : writeObject(value, depth)
    default:
      throw new Error(`a value of type ${typeof value} has no canonical JSON`)
  }
}

function writeArray(items: readonly unknown[], depth: number): string {
  // `map` would skip the holes of a sparse array; `from` makes them undefined, which is refused.
  return `[${Array.from(items, (item) => write(item, depth + 1)).join(',')}]`
}

function writeObject(value: object, depth: number): string {
  if (!isPlain(value)) throw new Error(`a ${value.constructor.name} has no canonical JSON`)
  let members = ''
  // Sorted by code units, which is what `sort` does by itself.
  for (const name of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[name]
    if (member === undefined) continue
    members += `${members === '' ? '' : ','}${writeString(name)}:${write(member, depth + 1)}`
  }
  return `{${members}}`
}

/** RFC 8785, 3.2.2.2: a lone surrogate is an error, because UTF-8 cannot carry it. */
function writeString(text: string): string {
  if (!isWellFormed(text)) throw new Error('a lone surrogate has no canonical JSON')
  return JSON.stringify(text)
}

/** Made by a literal, `JSON.parse` or `Object.create(null)`, in whatever realm. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
