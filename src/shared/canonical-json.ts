/**
 * Canonical JSON (RFC 8785, JCS): members sorted by their names' UTF-16 code units, no white space,
 * numbers and strings as ECMAScript writes them. Equal values give equal bytes, so they can be hashed.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`)
    return `{${members.join(',')}}`
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Error(`${value} has no canonical JSON`)
  }
  const json = JSON.stringify(value) as string | undefined
  if (json === undefined) throw new Error(`a ${typeof value} has no canonical JSON`)
  return json
}
