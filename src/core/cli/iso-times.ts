/** The command line prints moments as ISO UTC; inside the desk they are UTC milliseconds. */

/** The names under which the desk keeps moments. */
const MOMENTS: ReadonlySet<string> = new Set([
  'addedAt',
  'at',
  'checkedAt',
  'createdAt',
  'endedAt',
  'endsAt',
  'enteredAt',
  'date',
  'firstSeenAt',
  'happenedAt',
  'lastReceivedAt',
  'notBefore',
  'proposedAt',
  'raisedAt',
  'receivedAt',
  'retryAt',
  'sentAt',
  'settledAt',
  'startsAt',
])

export function isoTime(at: number): string {
  return new Date(at).toISOString()
}

/** A copy of a value of the desk with its moments as ISO UTC. */
export function isoTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(isoTimes)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, content]) => [
      name,
      MOMENTS.has(name) && typeof content === 'number' ? isoTime(content) : isoTimes(content),
    ]),
  )
}
