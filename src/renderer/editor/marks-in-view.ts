/**
 * Tells what part of the text is near enough to be seen for its marks to be in the page: what is seen and more than a screen
 * above and below. A long text with thousands of marks is opened, and marked anew, at the cost of the few that are seen.
 */
import type { EditorView } from '@tiptap/pm/view'
import { blocksOnScreen, type TextRange } from './blocks-on-screen'

/** Screens above and below what is seen whose marks are drawn. */
const DRAWN_AROUND = 1.5
/** Screens that must be drawn already; below that they are drawn anew. */
const NEEDED_AROUND = 0.5

/**
 * Watches where a view is scrolled to. `drawn`: the part whose marks are in the page, or null when nothing needs to be left
 * out; `draw`: another part is to be. Returns the way to look again, and the way out.
 */
export function watchView(
  view: EditorView,
  drawn: () => TextRange | null,
  draw: (range: TextRange) => void,
): { look(): void; stop(): void } {
  let frame = 0
  const measure = (): void => {
    frame = 0
    const has = drawn()
    // What an input method writes into must stay as it is; its end looks again.
    if (view.isDestroyed || view.composing || has === null) return
    const screen = window.innerHeight
    const needed = blocksOnScreen(view, -NEEDED_AROUND * screen, (1 + NEEDED_AROUND) * screen)
    if (needed === null || (needed.from >= has.from && needed.to <= has.to)) return
    const range = blocksOnScreen(view, -DRAWN_AROUND * screen, (1 + DRAWN_AROUND) * screen)
    if (range !== null) draw(range)
  }
  const look = (): void => {
    if (frame === 0) frame = requestAnimationFrame(measure)
  }
  const scrolled = ({ target }: Event): void => {
    if (target instanceof Node && target.contains(view.dom)) look()
  }
  // Whatever it is that scrolls: the view is made before it stands anywhere.
  document.addEventListener('scroll', scrolled, { capture: true, passive: true })
  const composed = (): void => void setTimeout(look)
  view.dom.addEventListener('compositionend', composed)
  const observer = new ResizeObserver(look)
  observer.observe(view.dom)
  return {
    look,
    stop() {
      cancelAnimationFrame(frame)
      observer.disconnect()
      view.dom.removeEventListener('compositionend', composed)
      document.removeEventListener('scroll', scrolled, { capture: true })
    },
  }
}
