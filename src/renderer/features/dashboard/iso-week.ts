/** Year and number of an ISO week (`2026-W36`); null for anything else. */
export function isoWeek(week: string): { readonly year: string; readonly week: string } | null {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? []
  return year === undefined || number === undefined ? null : { year, week: String(Number(number)) }
}
