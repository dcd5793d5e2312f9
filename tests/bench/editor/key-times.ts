/** From a key to the frame that shows it, measured in the page with real key events. */
import type { Page } from 'playwright-core'

export interface KeyTimes {
  /** Milliseconds from the key event to the painted frame, one a key. */
  readonly painted: readonly number[]
  /** Of these, the page's own work: the wait for the frame to begin left out. */
  readonly work: readonly number[]
}

/** Installs the clock; what it has seen is taken out with `takeTimes`. */
export async function startClock(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: { painted: number; work: number }[] = []
    const { port1, port2 } = new MessageChannel()
    let onPainted: () => void = () => undefined
    port1.addEventListener('message', () => onPainted())
    port1.start()
    Object.assign(window, { benchTimes: seen })
    window.addEventListener(
      'keydown',
      (event) => {
        const pressed = event.timeStamp
        // The key, its input event and what they start are over when a task of their own comes.
        let handled = 0
        const after = new MessageChannel()
        after.port1.addEventListener('message', () => {
          handled = performance.now()
        })
        after.port1.start()
        after.port2.postMessage(null)
        requestAnimationFrame(() => {
          const frame = performance.now()
          if (handled === 0) handled = frame
          // Comes after style, layout and paint of this frame.
          onPainted = () => {
            const done = performance.now()
            seen.push({ painted: done - pressed, work: handled - pressed + (done - frame) })
          }
          port2.postMessage(null)
        })
      },
      { capture: true },
    )
  })
}

async function takeTimes(page: Page): Promise<KeyTimes> {
  const seen = await page.evaluate(() => {
    const { benchTimes } = window as unknown as { benchTimes: { painted: number; work: number }[] }
    return benchTimes.splice(0)
  })
  return { painted: seen.map((each) => each.painted), work: seen.map((each) => each.work) }
}

/** Types so many characters where the caret is; the first tenth warms up and does not count. */
export async function typeAndTime(page: Page, keys: number): Promise<KeyTimes> {
  await takeTimes(page)
  for (let key = 0; key < keys; key++) {
    await page.keyboard.press('abcdefghij'[key % 10] ?? 'a')
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 5))))
  }
  const { painted, work } = await takeTimes(page)
  const from = Math.floor(painted.length / 10)
  return { painted: painted.slice(from), work: work.slice(from) }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
