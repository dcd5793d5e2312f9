/** What takes a whole long text at once: comparing, replacing, settling suggestions; and what the window keeps of texts it left. */
import type { CDPSession, Page } from 'playwright-core'
import { FOUND } from './make-manuscript'

export interface LongWork {
  /** Milliseconds from the click to the painted outcome. */
  readonly milliseconds: Readonly<Record<string, number>>
  /** Megabytes of the window's heap after the first opening and after the last of so many. */
  readonly heap: { readonly first: number; readonly last: number; readonly openings: number }
}

const OPENINGS = 10
const REPLACEMENT = '这是我家常备的减肥药'
const TEXT = `document.querySelector('[data-testid="manuscript"]')`

/** On the long piece with its text shown for reading; `show` opens a piece. */
export async function measureLongWork(
  page: Page,
  show: { long(): Promise<void>; short(): Promise<void>; twoVersions(): Promise<void> },
): Promise<LongWork> {
  const milliseconds: Record<string, number> = {}
  const has = (words: string): string => `${TEXT}.textContent.includes('${words}')`
  const devtools = await page.context().newCDPSession(page)
  const heap = { first: 0, last: 0, openings: OPENINGS }
  for (let opening = 0; opening < OPENINGS; opening++) {
    await show.short()
    await show.long()
    heap.last = await heapOf(devtools)
    if (opening === 0) heap.first = heap.last
  }
  await page.getByTestId('edit-toggle').click()
  await page.locator('[data-testid="manuscript"][contenteditable="true"]').waitFor()
  await page.keyboard.press('Control+h')
  const fill = async (): Promise<void> => {
    await page.getByTestId('find-words').fill(FOUND)
    await page.getByTestId('find-replacement').fill(REPLACEMENT)
    await page.waitForTimeout(500)
  }
  const replace = () => page.getByTestId('replace-all').click()
  await fill()
  milliseconds['replace all'] = await timed(page, 'mousedown', replace, has(REPLACEMENT))
  await page.getByTestId('manuscript').focus()
  const undo = () => page.keyboard.press('Control+z')
  milliseconds['undo it'] = await timed(page, 'keydown', undo, `!${has(REPLACEMENT)}`)
  await page.getByTestId('suggest-toggle').click()
  await fill()
  milliseconds['replace all, suggesting'] = await timed(page, 'mousedown', replace, has(REPLACEMENT))
  await page.keyboard.press('Escape')
  await page.getByTestId('tab-comments').click()
  await page.getByTestId('suggestions-menu').click()
  const accept = () => page.getByTestId('suggestions-accept-all').click()
  milliseconds['accept all'] = await timed(page, 'mousedown', accept, `${TEXT}.querySelector('ins, del') === null`)
  const back = () => page.getByTestId('undo-suggestions').click()
  milliseconds['undo it all'] = await timed(page, 'mousedown', back, `${TEXT}.querySelector('ins, del') !== null`)
  // What was written is settled before the piece is left.
  await page.waitForTimeout(1_500)
  await show.twoVersions()
  await page.getByTestId('tab-versions').click()
  const compare = () => page.getByTestId('compare-with-previous').first().click()
  milliseconds['compare versions'] = await timed(
    page,
    'mousedown',
    compare,
    `document.querySelector('[role="dialog"] :is(ins, del)') !== null`,
  )
  return { milliseconds, heap }
}

/** Milliseconds from the event that the act makes to the frame that shows what `until` (an expression) asks for. */
async function timed(page: Page, event: string, act: () => Promise<void>, until: string): Promise<number> {
  await page.evaluate(
    ([name, expression]) => {
      // Made now: later the page's policy lets nobody make a function out of words.
      // oxlint-disable-next-line no-implied-eval, no-new-func -- this file's own words
      const isThere = new Function(`return ${expression}`) as () => unknown
      const painted = new Promise<number>((resolve) => {
        window.addEventListener(
          name,
          ({ timeStamp }) => {
            const look = (): void => {
              if (isThere() !== true) requestAnimationFrame(look)
              else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)))
            }
            requestAnimationFrame(look)
          },
          { capture: true, once: true },
        )
      })
      Object.assign(window, { benchDone: painted })
    },
    [event, until] as const,
  )
  await act()
  return page.evaluate(() => (window as unknown as { benchDone: Promise<number> }).benchDone)
}

async function heapOf(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('HeapProfiler.collectGarbage')
  return (await devtools.send('Runtime.getHeapUsage')).usedSize / 1e6
}
