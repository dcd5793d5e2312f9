/** How large a page of a PDF is drawn: its size is what a stranger wrote. */

/** Pixels of a page on the screen: a large window of high density. Four bytes each. */
export const MAX_PAGE_PIXELS = 16_000_000
/** Pixels of a side that browsers draw on. */
export const MAX_PAGE_SIDE = 16_000

export interface PageScale {
  /** The page's own units to CSS pixels. */
  readonly shown: number
  /** The page's own units to pixels that are drawn. */
  readonly drawn: number
}

/** Null for a page without a size. */
export function shownScale(
  page: { readonly width: number; readonly height: number },
  width: number,
  density: number,
): PageScale | null {
  const { width: across, height: down } = page
  if (!(across > 0 && down > 0 && Number.isFinite(across * down))) return null
  const shown = width / across
  const most = Math.min(Math.sqrt(MAX_PAGE_PIXELS / (across * down)), MAX_PAGE_SIDE / Math.max(across, down))
  return { shown: Math.min(shown, most), drawn: Math.min(shown * density, most) }
}
