/** UTC milliseconds of a wall clock's time in a zone (an IANA name); of one that a change of the clock leaves out, the time after it. */
export function zonedMoment(
  zone: string,
  [year, month, day, hour, minute, second = 0]: readonly [number, number, number, number, number, number?],
): number {
  const wanted = Date.UTC(year, month - 1, day, hour, minute, second)
  // The offset at the first guess may be that of the other side of a change of the clock.
  const first = wanted - offsetAt(wanted, zone)
  return wanted - offsetAt(first, zone)
}

/** Milliseconds that a zone's clocks are ahead of UTC. */
function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((each) => each.type === type)?.value ?? 0)
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return local - Math.floor(at / 1_000) * 1_000
}
