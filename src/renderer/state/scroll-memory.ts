/** Where a list was scrolled to: kept over a restart, outside React, as scrolling must not draw anything. */
const PREFIX = 'tougao.scroll.'
const WRITE_AFTER = 200
const timers = new Map<string, ReturnType<typeof setTimeout>>()

export function rememberScroll(list: string, top: number): void {
  clearTimeout(timers.get(list))
  timers.set(
    list,
    setTimeout(() => localStorage.setItem(PREFIX + list, String(Math.round(top))), WRITE_AFTER),
  )
}

export function rememberedScroll(list: string): number {
  const top = Number(localStorage.getItem(PREFIX + list))
  return Number.isFinite(top) && top > 0 ? top : 0
}
