/** Times as Word writes them (`xsd:dateTime`, whole seconds). */

/** What stands for a time that nobody said until the parts are finished (finish-parts.ts): the library asks for one. */
export const NO_TIME = new Date('0001-01-01T00:00:00Z')

export function wordTime(at: number | null): string {
  return (at === null ? NO_TIME : new Date(at)).toISOString().replace(/\.\d{3}Z$/, 'Z')
}
