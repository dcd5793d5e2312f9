/** Message-ID, In-Reply-To and References (RFC 5322, 3.6.4). */

/** Identifiers kept of one header; a thread of more is followed by its nearest. */
export const MAX_REFERENCES = 200

/** RFC 5322 limits a line to 998 characters, and with it what an identifier can be. */
const MAX_ID_LENGTH = 998

/** The identifiers in a header, with angle brackets, each once; the nearest ones when there are too many. */
export function readMessageIds(value: string | null): string[] {
  if (value === null) return []
  const found = value.match(/<[^<>\s]+>/g) ?? []
  const ids = found.filter((id) => id.length <= MAX_ID_LENGTH)
  // Some senders leave the brackets out.
  if (ids.length === 0 && /^[^<>\s]+@[^<>\s]+$/.test(value.trim())) ids.push(`<${value.trim()}>`)
  return [...new Set(ids)].slice(-MAX_REFERENCES)
}
