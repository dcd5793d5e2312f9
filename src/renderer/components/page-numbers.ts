/** How many rows are asked for at a time. */
export const PAGE_SIZE = 200

/** The numbers of the pages that hold the rows `first` to `last`; page 0 always, for the total. */
export function neededPages(first: number, last: number): number[] {
  const from = Math.floor(Math.max(0, first) / PAGE_SIZE)
  const to = Math.floor(Math.max(0, last) / PAGE_SIZE)
  const around = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  return around.includes(0) ? around : [0, ...around]
}
