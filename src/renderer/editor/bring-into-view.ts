/** Scrolls to a place in the text that may lie far from what was laid out so far. */

/**
 * Frames in which it is looked again: blocks that were never laid out (`content-visibility`) take their real height when they
 * come near, and push away what was scrolled to.
 */
const FRAMES = 4
/** Pixels from the top and the bottom of what is seen that a place must keep: at the top a bar may lie over the text. */
const ROOM = { top: 80, bottom: 48 }

/** What scrolls a text: the first above it that can. */
export function scrollerOf(text: Element): Element {
  for (let above = text.parentElement; above !== null; above = above.parentElement) {
    if (['auto', 'scroll'].includes(getComputedStyle(above).overflowY)) return above
  }
  return document.documentElement
}

/** Brings what `find` gives into the middle of `scroller` unless it is seen already. Returns the way to stop. */
export function bringIntoView(scroller: Element, find: () => Element | null): () => void {
  let frame = 0
  const look = (left: number): void => {
    const element = find()
    if (element === null) return
    const seen = scroller.getBoundingClientRect()
    const place = element.getBoundingClientRect()
    if (place.top < seen.top + ROOM.top || place.bottom > seen.bottom - ROOM.bottom) {
      element.scrollIntoView({ block: 'center', behavior: 'instant' })
    }
    if (left > 0) frame = requestAnimationFrame(() => look(left - 1))
  }
  look(FRAMES)
  return () => cancelAnimationFrame(frame)
}
