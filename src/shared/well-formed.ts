/** Text that UTF-8 can carry. Mails and careless cutting leave halves of surrogate pairs behind. */

const LONE_SURROGATES = /\p{Surrogate}/gu
/** Half of a pair or a pair: where there is none, nothing need be looked at as Unicode, which takes ten times as long. */
const ANY_SURROGATE = /[\uD800-\uDFFF]/

/** Whether a text has no half of a surrogate pair. */
export function isWellFormed(text: string): boolean {
  return !ANY_SURROGATE.test(text) || text.search(LONE_SURROGATES) === -1
}

/** A copy of plain data in which every half of a surrogate pair is U+FFFD; names of members stay as they are. */
export function wellFormed<T>(value: T): T {
  return mend(value) as T
}

function mend(value: unknown): unknown {
  if (typeof value === 'string') return isWellFormed(value) ? value : value.replaceAll(LONE_SURROGATES, '\uFFFD')
  if (Array.isArray(value)) return value.map(mend)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mend(member)]))
  }
  return value
}
