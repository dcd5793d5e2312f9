/** Lists, as their tables say them and as older files write them before each item. */
import type { ListPlace } from '../paragraph-flow'
import type { RtfParagraph, RtfTables } from './state'

/** Word 95's way: the paragraph itself says that it is an item. */
export type OldList = 'bullet' | 'number'

/** The list that a paragraph is an item of; null for none. `before`: what stands before it where lists are not known. */
export function listPlace(
  { list, level }: RtfParagraph,
  tables: RtfTables,
  before: string,
  oldList: OldList | null,
): ListPlace | null {
  const written = before.trim()
  if (list > 0) {
    const id = tables.overrides.get(list)
    const numbers = id === undefined ? undefined : tables.lists.get(id)?.[Math.min(Math.max(level, 0), 8)]
    if (numbers === null) return null
    return { id: String(id ?? list), level, ordered: numbers ?? isNumber(written) }
  }
  if (oldList !== null) return { id: 'old', level: 0, ordered: oldList === 'number' && isNumber(written) }
  return written === '' ? null : { id: 'written', level: 0, ordered: isNumber(written) }
}

/** Whether what stands before an item is a number rather than a dot. */
function isNumber(written: string): boolean {
  return /^[(（]?(?:\d{1,4}|[a-z]|[ivx]{1,6}|[一二三四五六七八九十]{1,4})[.)、．）]?$/i.test(written)
}
