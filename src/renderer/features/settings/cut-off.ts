/** Local days for the cut-off date. Pure. */

/** Today in a zone, `YYYY-MM-DD`. */
export function today(now: number, zone: string | undefined): string {
  // Sweden writes dates as ISO does.
  return new Intl.DateTimeFormat('sv-SE', zone === undefined ? {} : { timeZone: zone }).format(now)
}

/** So many days before today. */
export function dayBefore(now: number, zone: string | undefined, days: number): string {
  const date = new Date(`${today(now, zone)}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - days)
  return date.toISOString().slice(0, 10)
}
